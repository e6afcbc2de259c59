// SPDX-License-Identifier: AGPL-3.0-or-later
// An HTTP/1.1 connection to the server under measurement, kept alive; for one thread.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ruban::bench {

struct Reply {
  unsigned status = 0;
  std::string location;
  std::string cookie;  // "name=value" of Set-Cookie, empty if there is none
  std::string body;
};

// A signing call as it goes over the wire: JSON, no cookie.
std::string signing_call(std::uint16_t port, const std::string& path, const std::string& body);

// Throws boost::system::system_error when the connection breaks.
class Client {
 public:
  explicit Client(std::uint16_t port);

  Reply get(const std::string& path, const std::string& cookie = {});
  using Form = std::vector<std::pair<std::string_view, std::string_view>>;
  Reply post(const std::string& path, const Form& form, const std::string& cookie);

 private:
  Reply send(const std::string& request);
  void connect();
  // The host is named as the instance is, so that its own links and the form's origin fit.
  std::string head(std::string_view method, const std::string& path, const std::string& cookie) const;

  std::uint16_t port_;
  boost::asio::io_context io_;
  boost::asio::ip::tcp::socket socket_{io_};
  boost::beast::flat_buffer buffer_;
  bool connected_ = false;
};

}  // namespace ruban::bench
