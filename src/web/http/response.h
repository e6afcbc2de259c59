// SPDX-License-Identifier: AGPL-3.0-or-later
// Response: what a handler answers, and short ways to say the usual things.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/result.h"

namespace ruban::web {

// Whom a response is for. It decides the block of security and caching headers that the server adds
// (security_headers.h), so a handler never writes one of those by hand. The default is the strictest.
enum class Surface {
  personal,   // sign steps, desk, every answer to a POST: no-store, never compressed (it holds a CSRF token)
  page,       // public HTML: max-age=2, stale-if-error
  embed,      // public HTML that any site may frame
  api,        // public reads, feeds, badges, checkpoint: CORS *, CORP cross-origin, max-age=2
  api_call,   // the signing calls: CORS *, no-store
  immutable,  // tiles, documents by hash, assets with a hash in their name: CORS *, a year
};

// The bytes of a response: its own, or shared with a cache.
class Body {
 public:
  Body() = default;
  Body(std::string bytes) : bytes_(std::move(bytes)) {}                         // NOLINT: a text is a body
  Body(std::shared_ptr<const std::string> bytes) : bytes_(std::move(bytes)) {}  // NOLINT
  std::string_view view() const;

 private:
  std::variant<std::string, std::shared_ptr<const std::string>> bytes_;
};

struct Response {
  int status = 200;
  std::string content_type;  // empty: no body, no Content-Type
  Body body;
  Surface surface = Surface::personal;
  // Further header fields. Content-Length, Connection and what `surface` brings are the server's.
  std::vector<std::pair<std::string, std::string>> headers;
  // Without quotes; empty: none. With it, a GET that already has this version gets 304.
  std::string etag;
  // Of ask_again() alone.
  std::function<void(std::function<void()> again)> wait;

  Response&& with(std::string name, std::string value) &&;
  Response&& on(Surface of) &&;
  Response&& tagged(std::string tag) &&;
  Response&& with_status(int code) &&;
};

// No answer yet: the handler is asked once more, with the same request but `waited`, when `again` is called,
// and nobody's thread waits until then. `wait` is called once; `again` may be called from any thread, also at
// once, and does nothing after the first time. A handler sets a limit to `waited`, and answers beyond it.
Response ask_again(std::function<void(std::function<void()> again)> wait);
// 303 to `location` (after every POST that did something), an absolute path of our own.
Response see_other(std::string location);
// 302, public, with Vary: Accept-Language, for bare paths.
Response to_language(std::string location);
// 204 to an OPTIONS request of a browser that asks whether another site may make a signing call.
Response cors_preflight(std::string_view methods);
Response html(Body body, int status = 200);
// `body` is JSON text.
Response json(Body body, int status = 200);
Response text(Body body, int status = 200);
Response binary(Body body, std::string content_type);
// A file to save under that name (ASCII).
Response download(Body body, std::string content_type, std::string_view file_name);
// RFC 9457 problem of an Error, status by status_of() (problem.h) or as given; surface api_call.
Response problem(const Error& error);
Response problem(const Error& error, int status);

}  // namespace ruban::web
