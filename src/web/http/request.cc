// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/request.h"

#include <algorithm>

#include "web/http/cookie.h"
#include "web/http/form.h"
#include "web/http/text.h"

namespace ruban::web {
namespace {

// Visible ASCII but for what RFC 3986 keeps out of a path or query. Everything else must come
// percent-encoded.
bool is_target_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < '\x7f' && std::string_view("\"<>\\^`{|}#").find(c) == std::string_view::npos;
  });
}

bool has_control_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

Result<std::string> decode_segment(std::string_view text) {
  auto segment = TRY(percent_decode(text));
  if (segment == "." || segment == ".." || segment.find('/') != std::string::npos ||
      has_control_characters(segment)) {
    return fail(Kind::invalid, "The address is malformed.");
  }
  return segment;
}

}  // namespace

std::string_view name_of(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::options:
      return "OPTIONS";
    case Method::other:
      return "";
  }
  return "";
}

std::optional<std::string_view> Parameters::find(std::string_view name) const {
  for (const auto& [key, value] : items_) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::vector<std::string_view> Parameters::all(std::string_view name) const {
  std::vector<std::string_view> out;
  for (const auto& [key, value] : items_) {
    if (key == name) out.push_back(value);
  }
  return out;
}

std::optional<std::string> Request::cookie(std::string_view name) const {
  const auto value = find_cookie(headers.cookie, name);
  if (!value) return std::nullopt;
  return std::string(*value);
}

bool Request::is_type(std::string_view media_type) const {
  const std::string_view type = headers.content_type;
  return iequal(trim(type.substr(0, type.find(';'))), media_type);
}

Result<Request> parse_target(Method method, std::string_view target) {
  if (!target.starts_with('/') || !is_target_text(target))
    return fail(Kind::invalid, "The address is malformed.");
  Request request;
  request.method = method;
  const auto question = target.find('?');
  request.path = target.substr(0, question);
  std::string_view rest = std::string_view(request.path).substr(1);
  for (;;) {
    const auto slash = rest.find('/');
    request.segments.push_back(TRY(decode_segment(rest.substr(0, slash))));
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  if (question != std::string_view::npos) request.query = TRY(parse_urlencoded(target.substr(question + 1)));
  return request;
}

Result<void> parse_form_body(Request& request) { return parse_form_body(request, {}); }

Result<void> parse_form_body(Request& request, const FormLimits& limits) {
  if (request.is_type("application/x-www-form-urlencoded")) {
    request.form.fields = TRY(parse_urlencoded(request.body, limits));
  } else if (request.is_type("multipart/form-data")) {
    request.form = TRY(parse_multipart(request.headers.content_type, request.body, limits));
  }
  return {};
}

}  // namespace ruban::web
