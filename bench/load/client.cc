// SPDX-License-Identifier: AGPL-3.0-or-later
#include "load/client.h"

#include <fmt/format.h>

#include <boost/asio/write.hpp>
#include <boost/beast/http.hpp>

namespace ruban::bench {

namespace net = boost::asio;
namespace http = boost::beast::http;

namespace {

std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~").find(c) != std::string_view::npos;
    if (plain)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace

std::string signing_call(std::uint16_t port, const std::string& path, const std::string& body) {
  return fmt::format(
      "POST {} HTTP/1.1\r\nHost: localhost:{}\r\nContent-Type: application/json\r\nContent-Length: "
      "{}\r\n\r\n{}",
      path, port, body.size(), body);
}

Client::Client(std::uint16_t port) : port_(port) {}

void Client::connect() {
  if (connected_) return;
  socket_ = net::ip::tcp::socket(io_);
  buffer_.clear();
  socket_.connect({net::ip::address_v4::loopback(), port_});
  socket_.set_option(net::ip::tcp::no_delay(true));
  connected_ = true;
}

std::string Client::head(std::string_view method, const std::string& path, const std::string& cookie) const {
  auto out = fmt::format("{} {} HTTP/1.1\r\nHost: localhost:{}\r\n", method, path, port_);
  if (!cookie.empty()) out += fmt::format("Cookie: {}\r\n", cookie);
  return out;
}

Reply Client::get(const std::string& path, const std::string& cookie) {
  return send(head("GET", path, cookie) + "\r\n");
}

Reply Client::post(const std::string& path, const Form& form, const std::string& cookie) {
  std::string body;
  for (const auto& [name, value] : form) {
    if (!body.empty()) body += '&';
    body += fmt::format("{}={}", name, encoded(value));
  }
  return send(
      fmt::format("{}Origin: http://localhost:{}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                  "Content-Length: {}\r\n\r\n{}",
                  head("POST", path, cookie), port_, body.size(), body));
}

Reply Client::send(const std::string& request) {
  connect();
  try {
    net::write(socket_, net::buffer(request));
    http::response<http::string_body> response;
    http::read(socket_, buffer_, response);
    Reply out{
        response.result_int(), std::string(response[http::field::location]), {}, std::move(response.body())};
    const auto cookie = response[http::field::set_cookie];
    out.cookie = std::string(cookie.substr(0, cookie.find(';')));
    connected_ = response.keep_alive();
    return out;
  } catch (...) {
    connected_ = false;
    throw;
  }
}

}  // namespace ruban::bench
