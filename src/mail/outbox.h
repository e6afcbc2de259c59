// SPDX-License-Identifier: AGPL-3.0-or-later
// Outbox: the mails that wait to be sent. It survives the process, and forgets a mail the moment it is sent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/time.h"

namespace ruban::mail {

enum class QueuedId : std::int64_t {};

// To be put, by itself or as a part of a larger transaction of the store.
struct NewMail {
  std::string recipient;  // Address::text()
  std::string message;    // of compose()
  Instant expires;        // from then on it isn't sent any more: for a code mail, the end of the code's life
};

struct Queued {
  QueuedId id{};
  std::string recipient;
  std::string message;
  Instant put;         // since when it waits
  Instant not_before;  // `put` at first
  int tries = 0;       // how often it, and not the whole service, was put off
  Instant expires;
};

// For several threads, and for several processes if the driver's storage can be shared. Every call is one
// durable transaction and throws if that fails. An id whose row is gone is passed over in silence: two
// workers may have had it.
class Outbox {
 public:
  virtual ~Outbox() = default;

  // Waits from `now` on.
  virtual QueuedId put(const NewMail& mail, Instant now) = 0;

  // At most `limit` mails with not_before <= now < expires that nobody has on lease: those that have more
  // than a day to live after the others; by not_before, then in the order they were put. They are on lease
  // until `until`, and due again after it if none of the calls below comes first.
  virtual std::vector<Queued> take_due(Instant now, Instant until, std::size_t limit) = 0;

  // Deletes it, address and text.
  virtual void mark_sent(QueuedId id) = 0;
  // Deletes it as well: nothing about a recipient is kept.
  virtual void mark_refused(QueuedId id) = 0;
  // As mark_refused(), and the subscription that the mail was sent for: its address has no mailbox.
  virtual void mark_no_mailbox(QueuedId id) = 0;
  // Ends the lease; one try more.
  virtual void mark_retry(QueuedId id, Instant not_before) = 0;
  // Ends the lease, not counted as a try: nothing was learned about this mail.
  virtual void give_back(QueuedId id, Instant not_before) = 0;

  // Makes due what an earlier life of this node, which was killed, still has on lease. Before the node's
  // first take_due: what was being sent then may be sent twice, and nobody waits out a lease for a code.
  virtual void reclaim() = 0;

  // Deletes the mails with expires <= now, on lease or not; returns how many.
  virtual std::size_t drop_expired(Instant now) = 0;

  // `put` of the oldest mail with no try counted, on lease or not, if there is one: since when the queue
  // stands still. Mails that their own recipient's server puts off don't count: they say nothing to the next
  // visitor.
  virtual std::optional<Instant> oldest_untried() = 0;
};

}  // namespace ruban::mail
