// SPDX-License-Identifier: AGPL-3.0-or-later
// Statements for the press: proposed by signatories, published by the organisers or dropped.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/signature_store.h"

namespace ruban::store {

struct NewQuote {
  LetterId letter;
  EntryIndex signature = 0;
  Commitment commit;
  std::string lines;  // the `quote` entry without `time`
  Payload text;       // docs/formats/payload.md
  Instant forget;     // unless it is published by then
};

struct QuoteRow {
  Commitment commit;
  EntryIndex signature = 0;
  std::string issuer;  // of the signature
  ledger::Mode mode = ledger::Mode::named;
  Payload text;
  bool approved = false;            // it waits for its place in the record, or has it
  std::optional<EntryIndex> index;  // of the entry that published it
  std::optional<Instant> time;      // of that entry
};

// A quote is gone, text and all, as soon as its signature doesn't stand any more. Rows lie in the order of
// their commitments.
class QuoteStore {
 public:
  virtual ~QuoteStore() = default;

  // Durable. The same again changes nothing. Kind::too_many if this signature has proposed `most` already,
  // Kind::not_found if it doesn't stand.
  virtual Result<void> propose(const NewQuote& quote, std::size_t most) = 0;
  // Marks it and puts its entry into the pool; what is approved already stays so. Kind::not_found if there is
  // none.
  virtual Result<void> approve(const LetterId& letter, const Commitment& commit) = 0;
  // Deletes it, whether or not it is published; its entry, once in the record, stays there. False if there
  // was none.
  virtual bool drop(const LetterId& letter, const Commitment& commit) = 0;

  // Those that aren't published, at most `limit`.
  virtual std::vector<QuoteRow> proposed(const LetterId& letter, std::size_t limit) = 0;
  // Those published below `size`, newest first.
  virtual std::vector<QuoteRow> published(const LetterId& letter, TreeSize size, std::size_t limit) = 0;

  // Deletes what is past its date; returns how many rows.
  virtual std::size_t forget_expired(Instant now) = 0;
};

}  // namespace ruban::store
