// SPDX-License-Identifier: AGPL-3.0-or-later
// Documents and their files in SQLite.
#pragma once

#include "store/document_store.h"
#include "store/sqlite/readers.h"
#include "store/sqlite/writer.h"

namespace ruban::store::sqlite {

// LetterTransaction's two, within a transaction.
std::vector<DocumentRow> documents_of(Connection& db, EntryIndex letter, std::string_view type);
Result<void> keep_document(Connection& db, EntryIndex letter, const NewDocument& document);

class Documents final : public DocumentStore {
 public:
  Documents(Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

  std::vector<DocumentRow> documents(const LetterId& letter, std::size_t limit, TreeSize size) override;
  std::optional<PublicFile> file(const Hash& sha256, TreeSize size) override;
  bool is_public(const Hash& sha256, TreeSize size) override;
  bool take_down(const Hash& sha256) override;

 private:
  Writer& writer_;
  Readers& readers_;
};

}  // namespace ruban::store::sqlite
