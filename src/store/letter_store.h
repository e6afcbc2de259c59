// SPDX-License-Identifier: AGPL-3.0-or-later
// Letters as the store keeps them: the frozen folders, their place in the record, and the lists of who may
// sign.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/time.h"
#include "ledger/entry.h"
#include "mail/outbox.h"

namespace ruban::store {

struct LetterRow {
  LetterId id;
  EntryIndex index = 0;
  std::string slug;
  std::uint32_t version = 1;
  Instant published;                         // `time` of the letter's entry
  std::optional<std::uint32_t> replaced_by;  // the version that ended it
  std::optional<ledger::LetterEnd> end;
  std::optional<EntryIndex> end_index;  // entry that ended it: its `end`, or the next version's `letter`
  std::optional<Instant> end_time;
  bool issuing_closed = false;  // after a restore: see close_issuing()
};

struct NewLetter {
  std::string slug;
  std::uint32_t version = 1;
  std::map<std::string, std::string> files;  // name → bytes, all of them
  std::string lines;                         // the `letter` entry without `time`
  // Per issuer label, the identity tags of those who may sign: the addresses of a list (email-list).
  std::map<std::string, std::vector<IdentityTag>> lists;
};

// People who are given a code each (method invitation).
struct NewInvitations {
  LetterId letter;
  std::string issuer;             // label
  std::vector<IdentityTag> tags;  // of the codes; their order isn't kept
  std::vector<mail::NewMail> mails;
  bool more = false;  // to those whom this issuer has invited already
  // So that the code mails of others find their place between these.
  static constexpr int kMailsPerSecond = 20;
};

struct Event {
  EntryIndex index = 0;
  std::string type;
  Instant time;
};

class LetterStore {
 public:
  virtual ~LetterStore() = default;

  // Keeps the files and lists, and puts the entry into the pool; durable. Kind::conflict if slug and version
  // exist.
  virtual Result<void> publish(const NewLetter& letter) = 0;

  // One durable transaction: all may sign, and all mails wait, the first ones due `now`. Kind::conflict once
  // nothing is issued any more, or if this issuer has invited and `more` isn't said; Kind::not_found if the
  // letter isn't in the record.
  virtual Result<void> invite(const NewInvitations& invitations, Instant now) = 0;

  // Every letter that is in the record, by index.
  virtual std::vector<LetterRow> letters() = 0;
  virtual std::optional<LetterRow> letter(const LetterId& id) = 0;
  // The newest version if none is named.
  virtual std::optional<LetterRow> letter(std::string_view slug, std::optional<std::uint32_t> version) = 0;
  virtual std::map<std::string, std::string> files(std::string_view slug, std::uint32_t version) = 0;
  // What happened to a letter but signatures, below `size`: at most `limit`, the first at `from` or after it,
  // oldest first.
  virtual std::vector<Event> events(const LetterId& id, EntryIndex from, std::size_t limit,
                                    TreeSize size) = 0;
  // The same, newest first, of one of these types; of any if none is named.
  virtual std::vector<Event> latest_events(const LetterId& id, const std::vector<std::string>& types,
                                           std::size_t limit, TreeSize size) = 0;

  // No credential is issued for these letters any more: what was issued since the backup isn't known.
  virtual void close_issuing(const std::vector<LetterId>& letters) = 0;
};

}  // namespace ruban::store
