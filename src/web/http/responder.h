// SPDX-License-Identifier: AGPL-3.0-or-later
// Responder: from a request and its route to the answer that goes over the wire. Runs on a worker.
#pragma once

#include <functional>
#include <string>

#include "web/http/metrics.h"
#include "web/http/router.h"
#include "web/http/server.h"

namespace ruban::web {

// What the I/O thread writes: status line and Date, `head`, Connection, an empty line, `body`.
struct Answer {
  int status = 500;
  std::string head;
  Body body;  // empty for HEAD, 204 and 304
  // Set: the handler has put its answer off, and the rest is nothing (response.h, ask_again).
  std::function<void(std::function<void()> again)> wait = {};
};

class Responder {
 public:
  Responder(ErrorPage error_page, Metrics& metrics);

  // Reads the form, calls the handler, and catches what it throws: the one place where an exception of a
  // handler ends.
  Answer answer(Request& request, const Router::Match& match) const;
  // For a request that no handler gets to see.
  Answer refuse(const Request& request, int status, const Error& error) const;

  // A line of plain text, for what can't even be parsed, and for a machine that has no time.
  static Answer bare(int status);

 private:
  Response respond(Request& request, const Router::Match& match) const;
  Response error_page(const Request& request, int status, const Error& error) const;
  Answer finish(const Request& request, Response response) const;

  ErrorPage error_page_;
  Metrics& metrics_;
};

}  // namespace ruban::web
