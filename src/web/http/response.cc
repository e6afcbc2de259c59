// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/response.h"

#include "web/http/problem.h"
#include "web/http/status.h"

namespace ruban::web {

std::string_view Body::view() const {
  if (const auto* own = std::get_if<std::string>(&bytes_)) return *own;
  const auto& shared = std::get<std::shared_ptr<const std::string>>(bytes_);
  return shared ? std::string_view(*shared) : std::string_view{};
}

Response&& Response::with(std::string name, std::string value) && {
  headers.emplace_back(std::move(name), std::move(value));
  return std::move(*this);
}

Response&& Response::on(Surface of) && {
  surface = of;
  return std::move(*this);
}

Response&& Response::tagged(std::string tag) && {
  etag = std::move(tag);
  return std::move(*this);
}

Response&& Response::with_status(int code) && {
  status = code;
  return std::move(*this);
}

namespace {

Response make(Body body, std::string content_type, int status) {
  Response response;
  response.status = status;
  response.content_type = std::move(content_type);
  response.body = std::move(body);
  return response;
}

}  // namespace

Response ask_again(std::function<void(std::function<void()> again)> wait) {
  Response response;
  response.wait = std::move(wait);
  return response;
}

Response see_other(std::string location) { return make({}, "", 303).with("Location", std::move(location)); }

Response to_language(std::string location) {
  return make({}, "", 302)
      .with("Location", std::move(location))
      .with("Vary", "Accept-Language")
      .on(Surface::page);
}

Response cors_preflight(std::string_view methods) {
  return make({}, "", 204)
      .with("Access-Control-Allow-Methods", std::string(methods))
      .with("Access-Control-Allow-Headers", "Content-Type, If-None-Match")
      .with("Access-Control-Max-Age", "86400")
      .on(Surface::api_call);
}

Response html(Body body, int status) { return make(std::move(body), "text/html; charset=utf-8", status); }
Response json(Body body, int status) { return make(std::move(body), "application/json", status); }
Response text(Body body, int status) { return make(std::move(body), "text/plain; charset=utf-8", status); }
Response binary(Body body, std::string content_type) {
  return make(std::move(body), std::move(content_type), 200);
}

Response download(Body body, std::string content_type, std::string_view file_name) {
  std::string disposition = "attachment; filename=\"";
  for (char c : file_name) {
    const bool is_plain = c >= ' ' && c < '\x7f' && c != '"' && c != '\\' && c != '/';
    disposition.push_back(is_plain ? c : '_');
  }
  disposition.push_back('"');
  return make(std::move(body), std::move(content_type), 200)
      .with("Content-Disposition", std::move(disposition));
}

Response problem(const Error& error) { return problem(error, status_of(error.kind)); }

Response problem(const Error& error, int status) {
  return make(problem_json(error, status), "application/problem+json", status).on(Surface::api_call);
}

}  // namespace ruban::web
