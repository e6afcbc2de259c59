// SPDX-License-Identifier: AGPL-3.0-or-later
// Challenges and links of recipients in SQLite.
#pragma once

#include "core/result.h"
#include "store/recipient_store.h"
#include "store/sqlite/readers.h"
#include "store/sqlite/writer.h"

namespace ruban::store::sqlite {

// LetterTransaction::use_link(), of the letter with this place.
Result<void> use_link(Connection& db, EntryIndex letter, const LinkHash& hash, const Hash& document,
                      Instant now);

class Recipients final : public RecipientStore {
 public:
  Recipients(Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

  std::string challenge(const LetterId& letter, std::string_view fresh) override;
  void give(const LetterId& letter, const RecipientLink& link) override;
  std::size_t revoke(const LetterId& letter) override;
  std::optional<RecipientLink> link(const LetterId& letter, const LinkHash& hash, Instant now) override;
  std::size_t forget_expired(Instant now) override;

 private:
  Writer& writer_;
  Readers& readers_;
};

}  // namespace ruban::store::sqlite
