// SPDX-License-Identifier: AGPL-3.0-or-later
// RawClient: a client that sends just the bytes it is told to, and reads responses as HTTP/1.1 has them.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace ruban::web {

struct RawResponse {
  int status = 0;  // 0: the connection ended before a whole response came
  std::map<std::string, std::string> headers;
  std::string body;
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port, int receive_buffer = 0)
      : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval limit{20, 0};  // a server that says nothing fails a test instead of hanging it
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    if (receive_buffer > 0)
      ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    const int at_once = 1;  // small pieces go out as they are
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    is_connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~RawClient() { close(); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool is_connected() const { return is_connected_; }
  void close() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
  }
  void finish_sending() { ::shutdown(socket_, SHUT_WR); }

  // False once the server has closed.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  RawResponse read(bool without_body = false) {
    RawResponse out;
    while (received_.find("\r\n\r\n") == std::string::npos) {
      if (!receive()) return {};
    }
    const auto end = received_.find("\r\n\r\n");
    std::string_view head(received_.data(), end);
    out.status = std::stoi(std::string(head.substr(9, 3)));
    while (head.find("\r\n") != std::string_view::npos) {
      head.remove_prefix(head.find("\r\n") + 2);
      const auto line = head.substr(0, head.find("\r\n"));
      const auto colon = line.find(": ");
      const bool is_new = out.headers.emplace(line.substr(0, colon), line.substr(colon + 2)).second;
      if (!is_new) throw std::runtime_error("header twice: " + std::string(line));
    }
    received_.erase(0, end + 4);
    const auto length = out.headers.find("Content-Length");
    if (without_body || length == out.headers.end()) return out;
    const auto size = std::stoul(length->second);
    while (received_.size() < size) {
      if (!receive()) return {};
    }
    out.body = received_.substr(0, size);
    received_.erase(0, size);
    return out;
  }

  RawResponse ask(std::string_view bytes, bool without_body = false) {
    send(bytes);
    return read(without_body);
  }

  // Waits until the server has closed; false if it sends something instead.
  bool is_closed_by_server() { return received_.empty() && !receive() && received_.empty(); }
  // Waits for the end of the connection without reading what came.
  bool wait_for_hangup() {
    pollfd waited{socket_, POLLRDHUP, 0};
    return ::poll(&waited, 1, 20'000) == 1;
  }

 private:
  bool receive() {
    char bytes[65536];
    const auto got = ::recv(socket_, bytes, sizeof bytes, 0);
    if (got < 0 && errno == EAGAIN) ADD_FAILURE() << "the server neither answered nor closed";
    if (got <= 0) return false;
    received_.append(bytes, static_cast<std::size_t>(got));
    return true;
  }

  int socket_;
  bool is_connected_ = false;
  std::string received_;
};

inline std::string get(std::string_view target, std::string_view lines = {}) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(lines) + "\r\n";
}

inline std::string post(std::string_view target, std::string_view body,
                        std::string_view type = "application/x-www-form-urlencoded") {
  return "POST " + std::string(target) +
         " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + std::string(type) +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

}  // namespace ruban::web
