// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/responder.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

#include "store/failure.h"
#include "web/http/compress.h"
#include "web/http/negotiate.h"
#include "web/http/problem.h"
#include "web/http/status.h"
#include "web/http/wire.h"

namespace ruban::web {
namespace {

Response plain_error_page(const Request& request, int status, const Error& error) {
  if (request.path.starts_with("/api/")) return problem(error, status);
  return text(std::string(reason_of(status)) + "\n", status);
}

bool has_header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return true;
  }
  return false;
}

// What belongs to one visitor is counted together: beside the minutes of the record, a history of who asked
// for which step would name signers.
std::string_view label_of(const Request& request, Surface surface) {
  if (request.route.empty()) return "none";
  const bool is_read = request.method == Method::get || request.method == Method::head;
  const bool is_alone = request.counted_alone && is_read && surface != Surface::personal;
  return is_alone ? std::string_view(request.route) : "personal";
}

constexpr std::string_view kRetryAfter = "2";

}  // namespace

Responder::Responder(ErrorPage error_page, Metrics& metrics)
    : error_page_(error_page ? std::move(error_page) : plain_error_page), metrics_(metrics) {}

Answer Responder::answer(Request& request, const Router::Match& match) const {
  try {
    auto response = respond(request, match);
    if (!response.wait) return finish(request, std::move(response));
    Answer later;
    later.wait = std::move(response.wait);
    return later;
  } catch (const store::Unavailable& busy) {
    spdlog::warn("request put off: route {}: {}", request.route, busy.what());
    return refuse(request, 503, {Kind::busy, "The server can’t store anything right now.", ""});
  } catch (const std::exception& broken) {
    // Our own machine is broken, so what it says is about the machine; the visitor reads nothing of it.
    spdlog::error("request failed: route {}: {}", request.route, broken.what());
  } catch (...) {
    spdlog::error("request failed: route {}", request.route);
  }
  return refuse(request, 500, {Kind::busy, "Something broke on our side. Please try again in a moment.", ""});
}

Response Responder::respond(Request& request, const Router::Match& match) const {
  if (match.handler == nullptr && match.allow.empty()) {
    return error_page(request, 404, {Kind::not_found, "There is no page at this address.", ""});
  }
  if (match.handler == nullptr) {
    return error_page(request, 405, {Kind::invalid, "This address doesn't take this method.", ""})
        .with("Allow", match.allow);
  }
  request.route = match.pattern;
  request.counted_alone = match.options.counted_alone;
  request.parameters = match.parameters;
  const bool is_first = request.waited == std::chrono::milliseconds(0);
  const auto read =
      match.options.reads_form && is_first ? parse_form_body(request, match.options.form) : Result<void>();
  if (!read) {
    return error_page(request, read.error().kind == Kind::too_large ? 413 : 400, read.error());
  }
  return (*match.handler)(request);
}

Response Responder::error_page(const Request& request, int status, const Error& error) const {
  auto response = error_page_(request, status, error);
  response.status = status;
  return response;
}

Answer Responder::refuse(const Request& request, int status, const Error& error) const {
  try {
    return finish(request, error_page(request, status, error));
  } catch (...) {
    spdlog::error("error page failed: status {}", status);
  }
  metrics_.count_request(label_of(request, Surface::personal), status);
  return bare(status);
}

Answer Responder::finish(const Request& request, Response response) const {
  const bool is_read = request.method == Method::get || request.method == Method::head;
  if (response.status == 503 && !has_header(response, "Retry-After")) {
    response.headers.emplace_back("Retry-After", kRetryAfter);
  }
  // What has no version of its own is known by its bytes.
  if (is_read && response.status == 200 && response.surface == Surface::api && response.etag.empty())
    response.etag = etag_of(response.body.view());
  const bool compressed = may_compress(response) && accepts_gzip(request.headers.accept_encoding);
  Answer answer;
  if (is_read && response.status == 200 && has_version(request.headers.if_none_match, response.etag)) {
    answer.status = 304;
    answer.head = not_modified_head_of(response, compressed);
  } else {
    if (compressed) {
      auto small = gzip(response.body.view());
      answer.head = head_of(response, small.size(), true);
      answer.body = std::move(small);
    } else {
      answer.head = head_of(response, response.body.view().size(), false);
      answer.body = std::move(response.body);
    }
    answer.status = response.status;
    if (request.method == Method::head || response.status == 204 || response.status == 304)
      answer.body = Body();
  }
  metrics_.count_request(label_of(request, response.surface), answer.status);
  return answer;
}

Answer Responder::bare(int status) {
  auto response = text(std::string(reason_of(status)) + "\n", status);
  if (status == 503) response.headers.emplace_back("Retry-After", kRetryAfter);
  Answer answer;
  answer.status = status;
  answer.head = head_of(response, response.body.view().size(), false);
  answer.body = std::move(response.body);
  return answer;
}

}  // namespace ruban::web
