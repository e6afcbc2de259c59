// SPDX-License-Identifier: AGPL-3.0-or-later
// SmtpTransport: sends through the operator's SMTP server (RFC 5321, 3207, 4954, 8314), on one connection
// that is kept between mails.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/result.h"
#include "mail/transport.h"

namespace ruban::mail {

enum class Tls {
  starttls,     // required
  starttls_if,  // if the server offers it, without checking its certificate (RFC 7435)
  implicit,     // TLS from the first byte, port 465
  none,         // for a server on the same machine
};

struct SmtpOptions {
  std::string host;
  std::uint16_t port = 587;
  Tls tls = Tls::starttls;
  std::string user = {};  // empty: no sign-in
  std::optional<std::filesystem::path> password_file = {};
  std::optional<std::filesystem::path> ca_file = {};  // PEM, instead of the system's
  std::string hello;  // what this machine calls itself in EHLO: the instance's own host name
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds timeout{30'000};  // for one mail in all; also how long stopping may take
};

class SmtpTransport final : public Transport {
 public:
  // Reads the password and checks the options without connecting. Kind::invalid with the option's name in
  // `field`: a host that is none, user without password, or a password that would travel unencrypted to
  // another machine.
  static Result<std::unique_ptr<SmtpTransport>> open(SmtpOptions options);
  ~SmtpTransport() override;

  // 4xx to RCPT: try_later. 5xx to RCPT or to the mail itself: refused. All else (no connection, TLS,
  // sign-in, MAIL, 421, and 4xx to the mail itself, since mails differ in nothing but the recipient):
  // no_service. A kept connection that turns out to be closed is replaced once.
  Outcome send(const Envelope& envelope) override;

 private:
  class Session;
  explicit SmtpTransport(std::unique_ptr<Session> session);
  std::unique_ptr<Session> session_;
};

}  // namespace ruban::mail
