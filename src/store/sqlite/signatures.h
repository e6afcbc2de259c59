// SPDX-License-Identifier: AGPL-3.0-or-later
// Signatures in SQLite.
#pragma once

#include "store/signature_store.h"
#include "store/sqlite/readers.h"
#include "store/sqlite/writer.h"

namespace ruban::store::sqlite {

class Signatures final : public SignatureStore {
 public:
  Signatures(Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

  Result<void> in_letter(const LetterId& letter,
                         const std::function<Result<void>(LetterTransaction&)>& work) override;
  bool on_list(const LetterId& letter, std::string_view issuer, const IdentityTag& tag) override;
  std::optional<EntryIndex> index_of(const LetterId& letter, const PublicKey& key) override;
  bool is_waiting(const LetterId& letter, const PublicKey& key) override;
  std::optional<SignatureRow> signature(const LetterId& letter, EntryIndex index) override;
  std::optional<OwnerTag> owner(const LetterId& letter, EntryIndex index) override;
  std::vector<SignatureRow> by_owner(const LetterId& letter, const OwnerTag& owner) override;
  std::vector<Count> counts(const LetterId& letter, TreeSize size) override;
  std::vector<std::pair<std::string, std::uint64_t>> issued(const LetterId& letter) override;
  std::vector<SignatureRow> list(const LetterId& letter, std::optional<EntryIndex> after, std::size_t limit,
                                 TreeSize size) override;
  std::vector<SignatureRow> kept(const LetterId& letter, std::size_t limit, TreeSize size) override;
  std::vector<SignatureRow> search(const LetterId& letter, const std::vector<std::string>& words,
                                   std::optional<EntryIndex> after, std::size_t limit,
                                   TreeSize size) override;

 private:
  Writer& writer_;
  Readers& readers_;
};

}  // namespace ruban::store::sqlite
