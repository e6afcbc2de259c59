// SPDX-License-Identifier: AGPL-3.0-or-later
// Connection: one client's requests, one after the other, in a coroutine on its I/O thread.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "web/http/io_thread.h"
#include "web/http/request_parser.h"

namespace ruban::web {

// Texts that are written one after the other.
class Pieces {
 public:
  Pieces(std::string_view a, std::string_view b, std::string_view c = {}, std::string_view d = {})
      : texts_{a, b, c, d} {}
  std::size_t size() const;
  void skip(std::size_t bytes);
  // At most `limit` bytes of them.
  std::array<boost::asio::const_buffer, 4> buffers(std::size_t limit) const;

 private:
  std::array<std::string_view, 4> texts_;
};

class Connection {
 public:
  Connection(Socket socket, IoThread& io);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Ends when the connection has.
  Awaitable<void> serve();

  SteadyTime deadline() const { return deadline_; }
  // The deadline is over: 408 if a request has begun to arrive, then closed.
  void expire();
  void close_if_idle();

 private:
  enum class Phase { idle, head, body, working, writing, lingering };
  void enter(Phase phase);
  std::string_view unread() const { return std::string_view(buffer_).substr(begin_, end_ - begin_); }
  void use_up(std::size_t bytes);
  boost::asio::mutable_buffer room();

  // The page of the cache that answers the parsed head, if there is one.
  const std::shared_ptr<const CachedPage>* find_page();
  // The Connection line that HTTP wants, often none.
  std::string_view connection_line(bool keep) const;
  // Writes what the socket takes at once and skips it; false: the connection is broken.
  bool write_now(Pieces& pieces);

  // Those that answer bool say whether the connection goes on.
  Awaitable<bool> write(Pieces pieces);
  Awaitable<bool> serve_by_router(std::size_t head_size, bool keep);
  Awaitable<RequestParser::Progress> read_body(std::size_t limit);
  Awaitable<void> work();
  // On a worker: calls the handler, and `resume` when there is an answer. While the handler waits, no worker
  // does.
  void ask_handler(const std::function<void()>& resume, SteadyTime began);
  Awaitable<void> refuse(int status);
  Awaitable<void> linger();

  // What a worker says instead of calling the handler.
  struct Refusal {
    int status;
    Error error;
  };

  Socket socket_;
  IoThread& io_;
  std::list<Connection*>::iterator place_;
  SteadyTime deadline_;
  Phase phase_ = Phase::head;

  std::string buffer_;  // received; [begin_, end_) isn't used up yet
  std::size_t begin_ = 0, end_ = 0;
  std::optional<RequestParser> parser_;
  Request request_;
  Router::Match match_;
  std::optional<Refusal> refusal_;
  Answer answer_;
  std::string opening_;  // status line and Date of the answer that is being written
};

// Takes a connection in, on the thread of `io`.
Awaitable<void> serve_connection(Socket socket, IoThread& io);

}  // namespace ruban::web
