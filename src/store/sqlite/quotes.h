// SPDX-License-Identifier: AGPL-3.0-or-later
// Statements for the press in SQLite.
#pragma once

#include "store/quote_store.h"
#include "store/sqlite/readers.h"
#include "store/sqlite/writer.h"

namespace ruban::store::sqlite {

// Of a signature that doesn't stand any more. Within a transaction.
void forget_quotes(Connection& db, EntryIndex letter, EntryIndex signature);

class Quotes final : public QuoteStore {
 public:
  Quotes(Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

  Result<void> propose(const NewQuote& quote, std::size_t most) override;
  Result<void> approve(const LetterId& letter, const Commitment& commit) override;
  bool drop(const LetterId& letter, const Commitment& commit) override;
  std::vector<QuoteRow> proposed(const LetterId& letter, std::size_t limit) override;
  std::vector<QuoteRow> published(const LetterId& letter, TreeSize size, std::size_t limit) override;
  std::size_t forget_expired(Instant now) override;

 private:
  Writer& writer_;
  Readers& readers_;
};

}  // namespace ruban::store::sqlite
