// SPDX-License-Identifier: AGPL-3.0-or-later
// What can be done to one letter, on the writer's connection.
#pragma once

#include "store/signature_store.h"
#include "store/sqlite/connection.h"

namespace ruban::store::sqlite {

// LetterTransaction::on_list(), of the letter with this place.
bool on_list(Connection& db, EntryIndex letter, std::string_view issuer, const IdentityTag& tag);

class LetterWork final : public LetterTransaction {
 public:
  // `letter`: its place in the record.
  LetterWork(Connection& db, EntryIndex letter) : db_(db), letter_(letter) {}

  bool issuing_open() override;
  Issued issue(std::string_view issuer, const IdentityTag& tag, const Hash& blinded) override;
  bool on_list(std::string_view issuer, const IdentityTag& tag) override;
  std::optional<std::string> text_by(const PublicKey& key) override;
  Result<void> accept(const NewSignature& signature) override;
  Result<void> enqueue(const std::string& lines) override;
  std::vector<DocumentRow> documents(std::string_view type) override;
  Result<void> keep_document(const NewDocument& document) override;
  bool begin_mailing(Topic topic, std::uint64_t number) override;
  void mail_delivery(std::uint64_t number, const mail::NewMail& mail, Instant now) override;
  Result<void> use_link(const LinkHash& hash, const Hash& document, Instant now) override;
  bool erase(EntryIndex signature) override;
  bool unsubscribe(const SubscriberTag& tag) override;
  void keep_visit(const VisitId& visit, const Bytes& box, Instant forget) override;

 private:
  LetterId id();

  Connection& db_;
  EntryIndex letter_;
};

}  // namespace ruban::store::sqlite
