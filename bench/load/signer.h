// SPDX-License-Identifier: AGPL-3.0-or-later
// One person who signs through the pages, without scripts: form, code, preview, number.
#pragma once

#include <array>
#include <string>

#include "load/client.h"
#include "load/figures.h"
#include "load/mailbox.h"

namespace ruban::bench {

// What the pages took; for one thread.
struct SigningTimes {
  Times form, ask, mail, prove, preview, press;
  Times number;  // from pressing "sign" until a page shows the number
  std::size_t refused = 0;

  void add(const SigningTimes& others);
  boost::json::object json() const;
};

class Signer {
 public:
  // `letter` is the letter's path: "/en/letters/round-robin". All must outlive it.
  Signer(Client& client, Mailbox& mailbox, std::string letter, SigningTimes& times)
      : client_(client), mailbox_(mailbox), letter_(std::move(letter)), times_(times) {}

  // Up to the preview. Throws std::runtime_error for an answer that isn't the next step; a 503 is tried again
  // until it gives way, and counted.
  void prove(const std::string& name, const std::string& address);
  // Presses "sign" and waits for the number, with the cookie of a proved visit.
  void press();

  std::string cookie;
  std::string csrf;

 private:
  Reply ask_again(const std::function<Reply()>& request, Times& times);
  void step(const std::string& path, Client::Form form, std::string_view next, Times& times);

  Client& client_;
  Mailbox& mailbox_;
  std::string letter_;
  SigningTimes& times_;
};

}  // namespace ruban::bench
