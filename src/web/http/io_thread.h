// SPDX-License-Identifier: AGPL-3.0-or-later
// IoThread: one event loop with its connections, its coarse clock and its view of the page cache.
#pragma once

#include <array>
#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <list>
#include <memory>
#include <string>
#include <string_view>

#include "web/http/responder.h"
#include "web/http/server.h"
#include "web/http/work_queue.h"

namespace ruban::web {

// The executor's own type, not any_io_executor: no virtual call and no allocation on the way.
using Executor = boost::asio::io_context::executor_type;
template <class T>
using Awaitable = boost::asio::awaitable<T, Executor>;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
using SteadyTime = std::chrono::steady_clock::time_point;

// What all threads of a server share. Outlives them.
struct Shared {
  Shared(ServerOptions options_in, Router router_in, PageCache& cache_in, Metrics& metrics_in)
      : options(std::move(options_in)),
        router(std::move(router_in)),
        cache(cache_in),
        metrics(metrics_in),
        responder(options.error_page, metrics),
        queue(std::make_shared<WorkQueue>(options.workers, options.queue)) {}

  const ServerOptions options;
  const Router router;
  PageCache& cache;
  Metrics& metrics;
  const Responder responder;
  // Shared, so that who calls a waiting request back may come after the end.
  const std::shared_ptr<WorkQueue> queue;
  std::atomic<std::size_t> open = 0;  // connections
};

class Connection;

// Everything but post() and the constructor happens on its own thread.
class IoThread {
 public:
  explicit IoThread(Shared& shared_in);

  // Runs the loop until stop() and the end of the last connection.
  void run();
  // From any thread: closes idle connections at once, the others when they have been answered or the deadline
  // is over.
  void stop();

  boost::asio::io_context context{1};
  Shared& shared;
  PageCache::Reader pages;
  std::list<Connection*> connections;

  // As of the last tick: deadlines and Date need no finer time than that.
  SteadyTime now() const { return now_; }
  bool is_stopping() const { return stopping_; }
  // "HTTP/1.1 200 OK" and the Date line. Valid until the next call.
  std::string_view opening(int status);

 private:
  Awaitable<void> tick();
  void look_at_clock();
  void expire_connections();

  std::chrono::milliseconds tick_length_;
  boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                    boost::asio::wait_traits<std::chrono::steady_clock>, Executor>
      timer_;
  SteadyTime now_, stop_at_;
  std::time_t date_ = -1;
  std::string date_line_, opening_ok_, opening_;
  bool stopping_ = false;
};

}  // namespace ruban::web
