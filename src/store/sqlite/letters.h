// SPDX-License-Identifier: AGPL-3.0-or-later
// Letters in SQLite.
#pragma once

#include "store/letter_store.h"
#include "store/sqlite/readers.h"
#include "store/sqlite/writer.h"

namespace ruban::store::sqlite {

// Puts an entry without its last line into the pool. Kind::conflict if the same waits already.
Result<void> put_into_pool(Connection& db, const std::string& lines);

class Letters final : public LetterStore {
 public:
  Letters(Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

  Result<void> publish(const NewLetter& letter) override;
  Result<void> invite(const NewInvitations& invitations, Instant now) override;
  std::vector<LetterRow> letters() override;
  std::optional<LetterRow> letter(const LetterId& id) override;
  std::optional<LetterRow> letter(std::string_view slug, std::optional<std::uint32_t> version) override;
  std::map<std::string, std::string> files(std::string_view slug, std::uint32_t version) override;
  std::vector<Event> events(const LetterId& id, EntryIndex from, std::size_t limit, TreeSize size) override;
  std::vector<Event> latest_events(const LetterId& id, const std::vector<std::string>& types,
                                   std::size_t limit, TreeSize size) override;
  void close_issuing(const std::vector<LetterId>& letters) override;

 private:
  Writer& writer_;
  Readers& readers_;
};

}  // namespace ruban::store::sqlite
