// SPDX-License-Identifier: AGPL-3.0-or-later
// What a signing visit leaves with the server between two pages: a box that only the visit's cookie opens,
// and the code that was mailed. Every row has a date on which it is forgotten.
#pragma once

#include <optional>

#include "core/ids.h"
#include "core/time.h"
#include "mail/outbox.h"

namespace ruban::store {

using VisitId = Fixed<struct VisitIdTag, 32>;        // derived from the cookie, which the store never sees
using CodeHash = Fixed<struct CodeHashTag, 32>;      // keyed by the cookie
using MailboxTag = Fixed<struct MailboxTagTag, 32>;  // keyed by the cookie; whom a code is for
using AddressTag = Fixed<struct AddressTagTag, 32>;  // keyed hash of an address, for the limit on mails alone

struct CodeRow {
  CodeHash hash;
  Instant expires;
  int tries_left = 0;
};

struct CodeRequest {
  VisitId visit;
  Bytes box;       // replaces the visit's
  Instant forget;  // when the visit is forgotten
  CodeRow code;    // replaces the visit's former code
  MailboxTag mailbox;
  AddressTag address;
  int most_per_hour = 3;
  mail::NewMail mail;
};

class VisitStore {
 public:
  virtual ~VisitStore() = default;

  // One transaction: the visit, its code, the address's quota and the mail in the outbox. False: the quota is
  // used up, and nothing was mailed, but the visit is kept all the same, with its former code if that was
  // mailed to the same mailbox, and told the same end and tries as if one had been. The quota counts by the
  // hours of the clock.
  virtual bool request_code(const CodeRequest& request, Instant now) = 0;

  // Takes one try, durably, and tells the code as it was before, down to no tries left; one that was mailed
  // takes no more guesses than it was mailed with, and then nothing is right. Nothing if the visit has no
  // code or is forgotten.
  virtual std::optional<CodeRow> take_try(const VisitId& visit, Instant now) = 0;
  // The code was right: it can't be used again.
  virtual void use_code(const VisitId& visit) = 0;

  virtual void save(const VisitId& visit, const Bytes& box, Instant forget) = 0;
  virtual std::optional<Bytes> load(const VisitId& visit, Instant now) = 0;
  virtual void forget(const VisitId& visit) = 0;

  // Addresses that want news of a letter. Kept apart from signatures, in the order of a keyed hash.
  virtual void subscribe(const LetterId& letter, std::string_view address, std::string_view lang) = 0;
  // MailingStore::unsubscribe() by the address. True if it was subscribed.
  virtual bool unsubscribe(const LetterId& letter, std::string_view address) = 0;

  // Deletes what is past its date; returns how many rows.
  virtual std::size_t forget_expired(Instant now) = 0;
};

}  // namespace ruban::store
