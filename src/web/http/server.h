// SPDX-License-Identifier: AGPL-3.0-or-later
// Server: HTTP/1.1 over TCP. I/O threads read and write, worker threads run the handlers.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "web/http/metrics.h"
#include "web/http/page_cache.h"
#include "web/http/router.h"

namespace ruban::web {

// The page for a status that no handler chose: 404, 405, 400, 413, 422, 500. Runs on a worker;
// `request.route` is empty when no route matched. It must not throw; if it does, a line of plain text goes
// out.
using ErrorPage = std::function<Response(const Request& request, int status, const Error& error)>;

struct ServerOptions {
  std::string address = "127.0.0.1";  // IPv4 or IPv6, numeric
  std::uint16_t port = 8080;          // 0: any free one
  unsigned io_threads = 2;
  unsigned workers = 32;
  std::size_t queue = 256;           // requests that wait for a worker; one more is 503 with Retry-After: 2
  std::size_t connections = 10'000;  // one more is 503 and closed
  std::size_t header_limit = std::size_t{16} * 1024;  // bytes of request line and header fields; more is 431
  // A body's limit is its route's.
  std::chrono::milliseconds header_deadline{
      10'000};  // from the first byte of a request (or the connection) to its last header
  std::chrono::milliseconds body_deadline{20'000};   // from there to the last byte of its body
  std::chrono::milliseconds write_deadline{20'000};  // for the next 64 kB of a response to be taken
  std::chrono::milliseconds idle_deadline{60'000};   // between requests
  std::chrono::milliseconds stop_deadline{10'000};   // for requests in flight once stop() is called
  ErrorPage error_page;  // default: problem JSON under /api/, a line of text elsewhere
};

// Throws std::system_error, as a Server would, if nothing can listen there now.
void check_port(const std::string& address, std::uint16_t port);

class Server {
 public:
  // Listens at once, so that a busy port shows at the start: throws std::system_error.
  // Cache and metrics must outlive the server.
  Server(ServerOptions options, Router router, PageCache& cache, Metrics& metrics);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // The port that is listened on.
  std::uint16_t port() const;
  // For gauges.
  std::size_t connections() const;
  std::size_t waiting() const;  // requests in the queue
  // Serves until stop(); returns when the last connection has ended. Call once.
  void run();
  // Stops accepting, closes idle connections, lets requests in flight be answered up to stop_deadline, then
  // makes run() return. From any thread, not from a signal handler; a second call does nothing.
  void stop();

 private:
  class Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace ruban::web
