// SPDX-License-Identifier: AGPL-3.0-or-later
// Request: what a handler sees of an HTTP request, free of sockets, so that a handler is tested by a function
// call.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"

namespace ruban::web {

// `other` never reaches a handler: it is answered 405 or 404.
enum class Method { get, head, post, options, other };
std::string_view name_of(Method method);  // "GET"; "" for other

// Names and values in the order they came, from a query, a form or a path pattern. All of it is UTF-8.
class Parameters {
 public:
  void add(std::string name, std::string value) { items_.emplace_back(std::move(name), std::move(value)); }
  // The first value of that name.
  std::optional<std::string_view> find(std::string_view name) const;
  // The first value of that name, or "".
  std::string_view get(std::string_view name) const { return find(name).value_or(std::string_view{}); }
  bool has(std::string_view name) const { return find(name).has_value(); }
  // All values of that name, for check boxes.
  std::vector<std::string_view> all(std::string_view name) const;

  std::size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }

 private:
  std::vector<std::pair<std::string, std::string>> items_;
};

// The one file of a multipart form.
struct UploadedFile {
  std::string field;  // name of the <input>
  std::string bytes;  // at most 64 kB; any bytes
};

// What was posted: application/x-www-form-urlencoded or multipart/form-data (form.h).
struct Form {
  Parameters fields;
  std::optional<UploadedFile> file;

  std::string_view get(std::string_view name) const { return fields.get(name); }
};

// The header fields that Ruban reads. There is no room for the others: what isn't kept can't leak.
struct Headers {
  std::string host, accept, accept_language, accept_encoding, content_type, cookie;
  std::string if_none_match, origin, sec_fetch_site;
};

struct Request {
  Method method = Method::get;
  std::string path = "/";  // as sent, without the query: still percent-encoded
  std::vector<std::string>
      segments;           // of the path, decoded: "/fr/letters/x" is {"fr","letters","x"}, "/fr/" {"fr",""}
  Parameters query;       // after the ?
  Parameters parameters;  // of the route: {slug} and its like
  std::string route;      // the pattern that matched, for logs and metrics; never a path
  bool counted_alone = true;  // in metrics, under that pattern (RouteOptions)
  Headers headers;
  std::string body;  // of a POST, as it came
  Form form;         // of a POST with one of the two form types
  // Since the handler was asked first, if it has put its answer off (response.h, ask_again). The longest time
  // there is when the server stops.
  std::chrono::milliseconds waited{0};

  std::string_view parameter(std::string_view name) const { return parameters.get(name); }
  // The value of that cookie, if the request carries it exactly once (cookie.h).
  std::optional<std::string> cookie(std::string_view name) const;
  // Whether a body of this type came, parameters aside: is_type("application/json").
  bool is_type(std::string_view media_type) const;
};

// A request from its target ("/fr/letters/x?after=3"). Fails on a target that isn't an absolute path, on bad
// percent encoding, on text that isn't UTF-8, on an encoded slash, on a "." or ".." segment and on control
// characters.
Result<Request> parse_target(Method method, std::string_view target);

// Reads `body` into `form` if the content type is one of the two form types; leaves it alone otherwise.
struct FormLimits;  // form.h
Result<void> parse_form_body(Request& request);
Result<void> parse_form_body(Request& request, const FormLimits& limits);

}  // namespace ruban::web
