// SPDX-License-Identifier: AGPL-3.0-or-later
// Courier: one pass over the outbox: what is due is sent, put off or given up. No thread, no waiting.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>

#include "core/time.h"
#include "mail/outbox.h"
#include "mail/transport.h"

namespace ruban::mail {

struct CourierOptions {
  Address from;                     // of the envelope
  int per_second_and_domain = 20;   // recipient systems throttle senders by domain
  std::size_t hold = 200;           // mails on lease at a time
  std::chrono::seconds lease{600};  // longer than `hold` mails take; after a crash, when they are tried again
};

// What has happened since the start, for the metrics.
struct CourierCounts {
  std::uint64_t sent = 0;
  std::uint64_t put_off = 0;
  std::uint64_t refused = 0;
  std::uint64_t expired = 0;
  std::uint64_t no_service = 0;
};

class Courier {
 public:
  Courier(Outbox& outbox, Transport& transport, const Clock& clock, CourierOptions options);

  // Sends one mail, or finds that none may be sent now. Returns when to call again: clock.now() if there may
  // be more, a later instant if the rate or a pause says so, nothing if the outbox holds no mail that is due.
  // A mail leaves the outbox only after the transport's answer: a crash may send one twice, and loses none.
  std::optional<Instant> step();
  // Gives back what it holds, so that nobody waits for the end of a lease.
  void release();

  const CourierCounts& counts() const { return counts_; }
  // Whether the service itself has failed since the last mail that it took or refused.
  bool is_away() const { return failures_ > 0; }

 private:
  struct Held {
    Queued mail;
    Instant until;  // of the lease
  };
  void tidy(Instant now);
  void refill(Instant now);
  std::optional<Held> pick();
  void settle(Held held, const Outcome& outcome, Instant now);

  Outbox& outbox_;
  Transport& transport_;
  const Clock& clock_;
  CourierOptions options_;
  CourierCounts counts_;
  std::deque<Held> held_;
  Instant second_{};                                       // that the next line counts for
  std::unordered_map<std::string, int> sent_this_second_;  // by domain
  int failures_ = 0;                                       // of the service, in a row
  Instant paused_until_{};
};

// How long a mail waits after being put off for the n-th time, n >= 1: 1, 2, 5, 10, 30 minutes, and 30 from
// then on.
std::chrono::seconds back_off(int tries);
// How long everything waits after the n-th failure of the service in a row: 5, 15 seconds, 1, 2, 5 minutes,
// and 5 from then on: codes live for an hour.
std::chrono::seconds pause_after(int failures);

}  // namespace ruban::mail
