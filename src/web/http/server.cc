// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/server.h"

#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <thread>
#include <utility>
#include <vector>

#include "core/check.h"
#include "web/http/connection.h"

namespace ruban::web {
namespace {

namespace net = boost::asio;
using Token = net::use_awaitable_t<Executor>;
constexpr net::as_tuple_t<Token> kAwait{Token()};
using boost::system::error_code;

// Every connection is a file descriptor, and the usual soft limit is 1024.
void raise_file_limit(std::size_t connections) {
  rlimit limit{};
  const rlim_t wanted = connections + 512;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min(wanted, limit.rlim_max);
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < wanted) {
    spdlog::warn("the limit of open files is {}, fewer than {} connections need", limit.rlim_cur,
                 connections);
  }
}

template <class Acceptor>
void listen(Acceptor& acceptor, const std::string& at, std::uint16_t port) {
  error_code error;
  const auto address = net::ip::make_address(at, error);
  if (error) throw std::system_error(error, at);
  const net::ip::tcp::endpoint endpoint(address, port);
  acceptor.open(endpoint.protocol());
  acceptor.set_option(net::socket_base::reuse_address(true));
  acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(net::socket_base::max_listen_connections, error);
  if (error) throw std::system_error(error, fmt::format("{}:{}", at, port));
}

}  // namespace

void check_port(const std::string& address, std::uint16_t port) {
  net::io_context io;
  net::ip::tcp::acceptor acceptor(io);
  listen(acceptor, address, port);
}

class Server::Engine {
 public:
  Engine(ServerOptions options, Router router, PageCache& cache, Metrics& metrics)
      : shared_(std::move(options), std::move(router), cache, metrics) {
    CHECK(shared_.options.io_threads > 0 && shared_.options.workers > 0);
    raise_file_limit(shared_.options.connections);
    for (unsigned i = 0; i < shared_.options.io_threads; ++i)
      threads_.push_back(std::make_unique<IoThread>(shared_));
    acceptor_.emplace(threads_.front()->context.get_executor());
    listen(*acceptor_, shared_.options.address, shared_.options.port);
    port_ = acceptor_->local_endpoint().port();
  }

  // The loops have ended, and so have the coroutines in them or they go with their loop; a worker's job holds
  // on to one, so the workers go first.
  ~Engine() { shared_.queue->stop(); }

  void run() {
    net::co_spawn(threads_.front()->context, accept(), net::detached);
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < threads_.size(); ++i) others.emplace_back([this, i] { threads_[i]->run(); });
    threads_.front()->run();
    for (auto& other : others) other.join();
    shared_.queue->stop();
  }

  void stop() {
    net::post(threads_.front()->context, [this] {
      error_code ignored;
      acceptor_->close(ignored);
    });
    for (auto& thread : threads_) thread->stop();
    shared_.queue->hurry();
  }

  std::uint16_t port() const { return port_; }
  std::size_t connections() const { return shared_.open.load(std::memory_order_relaxed); }
  std::size_t waiting() const { return shared_.queue->waiting(); }

 private:
  Awaitable<void> accept() {
    for (std::size_t next = 0; acceptor_->is_open(); next = (next + 1) % threads_.size()) {
      auto& io = *threads_[next];
      auto [error, socket] = co_await acceptor_->async_accept(io.context.get_executor(), kAwait);
      if (error == net::error::operation_aborted) co_return;
      if (error) {
        // Out of descriptors or memory: others' connections end, then it goes on.
        spdlog::warn("a connection can't be accepted: {}", error.message());
        net::basic_waitable_timer<std::chrono::steady_clock, net::wait_traits<std::chrono::steady_clock>,
                                  Executor>
            rest(threads_.front()->context, std::chrono::milliseconds(50));
        co_await rest.async_wait(kAwait);
      } else if (connections() >= shared_.options.connections) {
        turn_away(socket);
      } else {
        net::co_spawn(io.context, serve_connection(std::move(socket), io), net::detached);
      }
    }
  }

  void turn_away(Socket& socket) {
    shared_.metrics.count_request("none", 503);
    const auto answer = Responder::bare(503);
    const auto text = fmt::format("{}{}Connection: close\r\n\r\n{}", threads_.front()->opening(503),
                                  answer.head, answer.body.view());
    error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(net::buffer(text), ignored);
    socket.shutdown(Socket::shutdown_send, ignored);
  }

  Shared shared_;
  std::vector<std::unique_ptr<IoThread>> threads_;
  std::optional<net::basic_socket_acceptor<net::ip::tcp, Executor>> acceptor_;
  std::uint16_t port_ = 0;
};

Server::Server(ServerOptions options, Router router, PageCache& cache, Metrics& metrics)
    : engine_(std::make_unique<Engine>(std::move(options), std::move(router), cache, metrics)) {}
Server::~Server() = default;

std::uint16_t Server::port() const { return engine_->port(); }
std::size_t Server::connections() const { return engine_->connections(); }
std::size_t Server::waiting() const { return engine_->waiting(); }
void Server::run() { engine_->run(); }
void Server::stop() { engine_->stop(); }

}  // namespace ruban::web
