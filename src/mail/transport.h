// SPDX-License-Identifier: AGPL-3.0-or-later
// Transport: hands one composed mail to whoever carries it on, and tells what became of it.
#pragma once

#include <string>
#include <string_view>

#include "mail/address.h"

namespace ruban::mail {

struct Envelope {
  Address from;
  Address to;
  std::string_view message;  // RFC 5322 bytes with CRLF lines
};

enum class Verdict {
  sent,        // the next server has taken the mail over
  try_later,   // this mail can't be taken now (4xx for its recipient)
  refused,     // this mail will never be taken (5xx)
  no_mailbox,  // nor any other mail to this address, which has no mailbox (5.1.1 and the like)
  no_service,  // nothing can be sent at present, whatever the mail: server away, sign-in refused, TLS broken
};

struct Outcome {
  Verdict verdict = Verdict::sent;
  // A constant sentence or an SMTP stage and code ("RCPT 550"), fit for a log: never an address or a server's
  // text.
  std::string reason = {};
};

class Transport {
 public:
  virtual ~Transport() = default;
  // Blocks, for no longer than the driver's own time limit. `sent` means that the other side has confirmed;
  // any other verdict may still have delivered the mail. Called by one thread at a time. Never throws for the
  // network.
  virtual Outcome send(const Envelope& envelope) = 0;
};

}  // namespace ruban::mail
