// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/connection.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <cstring>
#include <utility>

#include "web/http/text.h"

// g++ 12 destroys a braced aggregate or capturing lambda twice if it is a temporary of a co_await expression:
// here they are all named first. No co_await stands in a catch block.
namespace ruban::web {
namespace {

namespace net = boost::asio;
using Token = net::use_awaitable_t<Executor>;
constexpr net::as_tuple_t<Token> kAwait{Token()};
using boost::system::error_code;

constexpr std::size_t kSmallBuffer = 2048;                  // what an idle connection keeps
constexpr std::size_t kWriteStep = std::size_t{64} * 1024;  // what must be taken within a write deadline
constexpr std::size_t kLingerBytes = 8 << 20;               // what is read and thrown away after a refusal
constexpr std::chrono::seconds kLingerTime{2};
constexpr int kBurst = 32;  // pipelined requests before others get their turn

}  // namespace

std::size_t Pieces::size() const {
  return texts_[0].size() + texts_[1].size() + texts_[2].size() + texts_[3].size();
}

void Pieces::skip(std::size_t bytes) {
  for (auto& text : texts_) {
    const auto part = std::min(bytes, text.size());
    text.remove_prefix(part);
    bytes -= part;
  }
}

std::array<net::const_buffer, 4> Pieces::buffers(std::size_t limit) const {
  std::array<net::const_buffer, 4> out;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto part = std::min(limit, texts_[i].size());
    out[i] = net::const_buffer(texts_[i].data(), part);
    limit -= part;
  }
  return out;
}

Connection::Connection(Socket socket, IoThread& io) : socket_(std::move(socket)), io_(io) {
  place_ = io_.connections.insert(io_.connections.end(), this);
  io_.shared.open.fetch_add(1, std::memory_order_relaxed);
  error_code ignored;
  socket_.non_blocking(true, ignored);
  socket_.set_option(net::ip::tcp::no_delay(true), ignored);
  enter(Phase::head);
}

Connection::~Connection() {
  io_.connections.erase(place_);
  io_.shared.open.fetch_sub(1, std::memory_order_relaxed);
}

void Connection::enter(Phase phase) {
  phase_ = phase;
  const auto& options = io_.shared.options;
  switch (phase) {
    case Phase::idle:
      deadline_ = io_.now() + options.idle_deadline;
      break;
    case Phase::head:
      deadline_ = io_.now() + options.header_deadline;
      break;
    case Phase::body:
      deadline_ = io_.now() + options.body_deadline;
      break;
    case Phase::working:  // a handler's waits have their own deadlines
      deadline_ = SteadyTime::max();
      break;
    case Phase::writing:
      deadline_ = io_.now() + options.write_deadline;
      break;
    case Phase::lingering:
      deadline_ = io_.now() + kLingerTime;
      break;
  }
}

void Connection::expire() {
  error_code ignored;
  if ((phase_ == Phase::head && begin_ != end_) || phase_ == Phase::body) {
    io_.shared.metrics.count_request("none", 408);
    const auto answer = Responder::bare(408);
    Pieces pieces(io_.opening(408), answer.head, "Connection: close\r\n\r\n", answer.body.view());
    write_now(pieces);
    socket_.shutdown(Socket::shutdown_both, ignored);
  }
  if (phase_ == Phase::writing) {
    // Who doesn't read won't see an orderly end either: a reset frees what the kernel holds for them.
    socket_.set_option(net::socket_base::linger(true, 0), ignored);
  }
  socket_.close(ignored);
}

void Connection::close_if_idle() {
  if (begin_ != end_ || (phase_ != Phase::idle && phase_ != Phase::head)) return;
  error_code ignored;
  socket_.close(ignored);
}

void Connection::use_up(std::size_t bytes) {
  begin_ += bytes;
  if (begin_ == end_) begin_ = end_ = 0;
}

net::mutable_buffer Connection::room() {
  if (begin_ == end_ && buffer_.size() != kSmallBuffer) buffer_ = std::string(kSmallBuffer, '\0');
  if (end_ == buffer_.size() && begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == buffer_.size()) buffer_.resize(2 * buffer_.size());
  return {buffer_.data() + end_, buffer_.size() - end_};
}

const std::shared_ptr<const CachedPage>* Connection::find_page() {
  const auto& head = parser_->head();
  if (head.method != Method::get && head.method != Method::head) return nullptr;
  if (!parser_->is_done()) return nullptr;  // a body follows: the long way
  return io_.pages.find(head.target);
}

std::string_view Connection::connection_line(bool keep) const {
  if (!keep) return "Connection: close\r\n";
  return parser_ && !parser_->head().is_http11 ? "Connection: keep-alive\r\n" : "";
}

bool Connection::write_now(Pieces& pieces) {
  error_code error;
  const auto sent = socket_.write_some(pieces.buffers(pieces.size()), error);
  if (error) return error == net::error::would_block;
  pieces.skip(sent);
  return true;
}

Awaitable<bool> Connection::write(Pieces pieces) {
  if (!write_now(pieces)) co_return false;
  while (pieces.size() > 0) {
    enter(Phase::writing);
    const auto end_of_step = pieces.size() - std::min(pieces.size(), kWriteStep);
    while (pieces.size() > end_of_step) {
      const auto buffers = pieces.buffers(pieces.size() - end_of_step);
      const auto [error, sent] = co_await socket_.async_write_some(buffers, kAwait);
      if (error) co_return false;
      pieces.skip(sent);
    }
  }
  co_return true;
}

Awaitable<void> Connection::serve() {
  int burst = 0;
  for (bool is_first = true;; is_first = false) {
    if (begin_ == end_ && io_.is_stopping()) co_return;
    enter(is_first || begin_ != end_ ? Phase::head : Phase::idle);
    std::size_t head_size = 0, seen = 0;
    for (;;) {
      while (unread().starts_with("\r\n")) {  // RFC 9112 2.2: empty lines before a request are nothing
        use_up(2);
        seen = 0;
      }
      if ((head_size = head_length(unread(), seen)) != 0) break;
      seen = unread().size();
      if (seen >= io_.shared.options.header_limit) {
        const bool is_line = unread().find("\r\n") == std::string_view::npos;
        co_await refuse(is_line ? 414 : 431);
        co_return;
      }
      const auto space = room();
      const auto [error, got] = co_await socket_.async_read_some(space, kAwait);
      if (error) co_return;
      if (phase_ == Phase::idle) enter(Phase::head);
      end_ += got;
      burst = 0;
    }
    parser_.emplace();
    if (head_size > io_.shared.options.header_limit) {
      co_await refuse(431);
      co_return;
    }
    if (!parser_->parse_head(unread().substr(0, head_size))) {
      co_await refuse(400);
      co_return;
    }
    const bool keep = parser_->keep_alive() && !io_.is_stopping();

    if (const auto* found = find_page()) {
      const auto& head = parser_->head();
      const auto& wire = (*found)->choose(head.accept_encoding, head.if_none_match);
      const std::string_view bytes = wire.bytes;
      const auto end = head.method == Method::head ? wire.head + 2 : bytes.size();
      io_.shared.metrics.count_cached(wire.status);
      opening_.assign(io_.opening(wire.status));
      Pieces pieces(opening_, bytes.substr(0, wire.head), connection_line(keep),
                    bytes.substr(wire.head, end - wire.head));
      use_up(head_size);
      if (!write_now(pieces)) co_return;
      if (pieces.size() > 0) {
        const auto held = *found;  // the cache may drop the page while we wait
        if (!co_await write(pieces)) co_return;
      }
      if (!keep) {
        if (begin_ != end_) co_await linger();
        co_return;
      }
      if (++burst == kBurst) {
        burst = 0;
        co_await net::post(socket_.get_executor(), kAwait);
      }
    } else if (!co_await serve_by_router(head_size, keep)) {
      co_return;
    }
  }
}

Awaitable<bool> Connection::serve_by_router(std::size_t head_size, bool keep) {
  const auto& head = parser_->head();
  refusal_.reset();
  match_ = {};
  if (auto target = parse_target(head.method, head.target)) {
    request_ = std::move(*target);
    match_ = io_.shared.router.match(request_.method, request_.segments);
  } else {
    request_ = Request();
    request_.method = head.method;
    request_.path = head.target.substr(0, head.target.find('?'));
    refusal_ = Refusal{400, std::move(target.error())};
  }
  request_.headers = parser_->headers();
  const bool wants_continue = head.expects_continue && head.is_http11;
  use_up(head_size);

  bool is_whole = parser_->is_done();
  const auto limit = match_.options.body_limit;
  if (!is_whole && !refusal_) {
    auto progress = RequestParser::Progress::too_large;
    if (parser_->announced_length().value_or(0) <= limit) {
      constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
      if (wants_continue && !co_await write(Pieces(kContinue, ""))) co_return false;
      progress = co_await read_body(limit);
    }
    switch (progress) {
      case RequestParser::Progress::done:
        is_whole = true;
        request_.body = parser_->take_body();
        break;
      case RequestParser::Progress::more:
        co_return false;  // the client is gone, or too slow
      case RequestParser::Progress::malformed:
        co_await refuse(400);
        co_return false;
      case RequestParser::Progress::too_large:
        refusal_ = Refusal{413, {Kind::too_large, "What was sent is too large.", ""}};
        break;
    }
  }

  co_await work();
  const bool goes_on = keep && is_whole && !io_.is_stopping();
  opening_.assign(io_.opening(answer_.status));
  const std::string rest = answer_.head + std::string(connection_line(goes_on)) + "\r\n";
  const bool is_written = co_await write(Pieces(opening_, rest, answer_.body.view()));
  request_ = {};
  answer_ = {};
  if (is_written && !goes_on && (!is_whole || begin_ != end_)) co_await linger();
  co_return is_written&& goes_on;
}

Awaitable<RequestParser::Progress> Connection::read_body(std::size_t limit) {
  enter(Phase::body);
  for (;;) {
    std::size_t taken = 0;
    const auto progress = parser_->parse_body(unread(), limit, taken);
    use_up(taken);
    if (progress != RequestParser::Progress::more) co_return progress;
    // What is left belongs to a chunk's header or the trailer; they may not be longer than a head.
    if (unread().size() >= io_.shared.options.header_limit) co_return RequestParser::Progress::malformed;
    const auto space = room();
    const auto [error, got] = co_await socket_.async_read_some(space, kAwait);
    if (error) co_return RequestParser::Progress::more;
    end_ += got;
  }
}

Awaitable<void> Connection::work() {
  enter(Phase::working);
  auto initiate = [this](auto handler) {
    auto waiting = std::make_shared<decltype(handler)>(std::move(handler));
    auto resume = [this, waiting] { net::post(io_.context, [waiting] { std::move (*waiting)(); }); };
    const auto job = [this, resume, began = std::chrono::steady_clock::now()] { ask_handler(resume, began); };
    if (!io_.shared.queue->try_push(job)) {
      io_.shared.metrics.count_request("none", 503);
      answer_ = Responder::bare(503);
      resume();
    }
  };
  Token token;
  co_await net::async_initiate<Token, void()>(initiate, token);
}

void Connection::ask_handler(const std::function<void()>& resume, SteadyTime began) {
  const auto& responder = io_.shared.responder;
  answer_ = refusal_ ? responder.refuse(request_, refusal_->status, refusal_->error)
                     : responder.answer(request_, match_);
  if (!answer_.wait) return resume();
  using std::chrono::milliseconds;
  const auto wait = std::exchange(answer_.wait, nullptr);
  const auto queue = io_.shared.queue;
  const auto ask_again = [this, resume, began] {
    const auto waited = std::chrono::ceil<milliseconds>(std::chrono::steady_clock::now() - began);
    request_.waited =
        io_.shared.queue->is_hurried() ? milliseconds::max() : std::max(waited, milliseconds(1));
    ask_handler(resume, began);
  };
  // From here on another worker may be at it, or this connection gone.
  const auto ticket = queue->park(ask_again);
  const auto again = [queue = std::weak_ptr(queue), ticket] {
    if (const auto still = queue.lock()) still->unpark(ticket);
  };
  try {
    wait(again);
  } catch (...) {
    again();
  }
}

Awaitable<void> Connection::refuse(int status) {
  io_.shared.metrics.count_request("none", status);
  const auto answer = Responder::bare(status);
  opening_.assign(io_.opening(status));
  if (co_await write(Pieces(opening_, answer.head, "Connection: close\r\n\r\n", answer.body.view())))
    co_await linger();
}

// The client may still be sending. Closing at once would make the kernel reset the connection, and our answer
// would be lost on its way.
Awaitable<void> Connection::linger() {
  enter(Phase::lingering);
  error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  begin_ = end_ = 0;
  for (std::size_t thrown_away = 0; thrown_away < kLingerBytes;) {
    const auto space = room();
    const auto [error, got] = co_await socket_.async_read_some(space, kAwait);
    if (error) co_return;
    thrown_away += got;
  }
}

Awaitable<void> serve_connection(Socket socket, IoThread& io) {
  Connection connection(std::move(socket), io);
  co_await connection.serve();
}

}  // namespace ruban::web
