// SPDX-License-Identifier: AGPL-3.0-or-later
// The real SMTP server of tests/mail/smtp_server.py, seen from a test.
#pragma once

#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "tests/mail/child_process.h"

namespace ruban::mail::test {

struct Taken {
  std::string from, to, message;
  bool tls = false;
  std::string user;
};

class SmtpServer {
 public:
  // Options of smtp_server.py.
  explicit SmtpServer(std::vector<std::string> options = {}) : process_(command(std::move(options))) {
    port_ = static_cast<std::uint16_t>(std::stoi(process_.read_line().substr(sizeof "port")));
  }

  std::uint16_t port() const { return port_; }

  // The next mail it has taken, without connections and other news in between.
  Taken next_mail() {
    for (std::string line;;) {
      line = process_.read_line();
      std::istringstream words(line);
      std::string kind, from, to, message, tls, user;
      words >> kind >> from >> to >> message >> tls >> user;
      if (kind == "session") ++sessions_;
      if (kind == "mail") return {text(from), text(to), text(message), tls == "1", text(user)};
    }
  }
  // Until it holds at a stage.
  void wait_until_it_holds() {
    while (!process_.read_line().starts_with("at ")) {
    }
  }
  // "go", or "STAGE REPLY", or "STAGE".
  void tell(const std::string& what) { process_.write(what + "\n"); }
  // Connections up to the last mail that was read.
  int sessions() const { return sessions_; }
  void kill() { process_.kill(); }

 private:
  static std::vector<std::string> command(std::vector<std::string> options) {
    std::vector<std::string> out{"/usr/bin/python3", RUBAN_MAIL_TESTS "/smtp_server.py"};
    for (auto& option : options) out.push_back(std::move(option));
    return out;
  }
  static std::string text(const std::string& word) {
    if (word == "-") return {};
    const auto bytes = from_base64(word);
    return bytes ? std::string(as_text(*bytes)) : "not base64: " + word;
  }

  ChildProcess process_;
  std::uint16_t port_ = 0;
  int sessions_ = 0;
};

}  // namespace ruban::mail::test
