// SPDX-License-Identifier: AGPL-3.0-or-later
#include "load/ask_all.h"

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http.hpp>
#include <exception>
#include <stdexcept>

namespace ruban::bench {
namespace {

namespace net = boost::asio;
namespace http = boost::beast::http;

class Asking {
 public:
  Asking(std::uint16_t port, const std::vector<std::string>& requests)
      : port_(port), requests_(requests), replies_(requests.size()) {}

  std::vector<Reply> run(unsigned at_once) {
    for (unsigned i = 0; i < at_once; ++i) {
      net::co_spawn(io_, connection(), [this](const std::exception_ptr& failure) {
        if (!failure) return;
        failure_ = failure;
        io_.stop();
      });
    }
    io_.run();
    if (failure_) std::rethrow_exception(failure_);
    return std::move(replies_);
  }

 private:
  net::awaitable<void> connection() {
    net::ip::tcp::socket socket(io_);
    const net::ip::tcp::endpoint server(net::ip::address_v4::loopback(), port_);
    co_await socket.async_connect(server, net::use_awaitable);
    socket.set_option(net::ip::tcp::no_delay(true));
    boost::beast::flat_buffer buffer;
    while (next_ < requests_.size()) {
      const auto number = next_++;
      const auto request = net::buffer(requests_[number]);
      co_await net::async_write(socket, request, net::use_awaitable);
      http::response<http::string_body> response;
      co_await http::async_read(socket, buffer, response, net::use_awaitable);
      if (response.result_int() != 200)
        throw std::runtime_error(fmt::format("the answer is {}: {}", response.result_int(), response.body()));
      replies_[number] = {response.result_int(), {}, {}, std::move(response.body())};
    }
  }

  net::io_context io_{1};
  std::uint16_t port_;
  const std::vector<std::string>& requests_;
  std::size_t next_ = 0;
  std::vector<Reply> replies_;
  std::exception_ptr failure_;
};

}  // namespace

std::vector<Reply> ask_all(std::uint16_t port, const std::vector<std::string>& requests, unsigned at_once) {
  return Asking(port, requests).run(at_once);
}

}  // namespace ruban::bench
