// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/letter_transaction.h"

#include "crypto/sha256.h"
#include "store/sqlite/derived.h"
#include "store/sqlite/documents.h"
#include "store/sqlite/letters.h"
#include "store/sqlite/mailings.h"
#include "store/sqlite/quotes.h"
#include "store/sqlite/recipients.h"
#include "store/sqlite/visits.h"
#include "store/sqlite/words.h"

namespace ruban::store::sqlite {

bool LetterWork::issuing_open() {
  auto q = db_.query(
      "SELECT 1 FROM letter WHERE idx = ?1 AND end_idx IS NULL"
      " AND NOT EXISTS (SELECT 1 FROM issuing_closed WHERE letter = ?1)",
      letter_);
  return q.step();
}

Issued LetterWork::issue(std::string_view issuer, const IdentityTag& tag, const Hash& blinded) {
  // The row tells neither the issuer nor the blinded value, only whether they are the same again.
  const auto request = crypto::sha256({blinded.view(), as_bytes(issuer)});
  {
    auto q = db_.query("SELECT request FROM identity_tag WHERE letter = ? AND tag = ?", letter_, tag);
    if (q.step()) return q.fixed<Hash>(0) == request ? Issued::same_request : Issued::other_request;
  }
  db_.query("INSERT INTO identity_tag (letter, tag, request) VALUES (?, ?, ?)", letter_, tag, request).run();
  db_.query(
         "INSERT INTO issued (letter, issuer, total) VALUES (?, ?, 1)"
         " ON CONFLICT (letter, issuer) DO UPDATE SET total = total + 1",
         letter_, issuer)
      .run();
  return Issued::first;
}

bool on_list(Connection& db, EntryIndex letter, std::string_view issuer, const IdentityTag& tag) {
  auto q = db.query(
      "SELECT 1 FROM letter l JOIN letter_folder f ON f.slug = l.slug AND f.version = l.version"
      " JOIN may_sign m ON m.folder = f.id WHERE l.idx = ? AND m.issuer = ? AND m.tag = ?",
      letter, issuer, tag);
  return q.step();
}

bool LetterWork::on_list(std::string_view issuer, const IdentityTag& tag) {
  return sqlite::on_list(db_, letter_, issuer, tag);
}

std::optional<std::string> LetterWork::text_by(const PublicKey& key) {
  auto q = db_.query(
      "SELECT lines FROM waiting WHERE letter = ?1 AND key = ?2"
      " UNION ALL SELECT text FROM entry WHERE idx = (SELECT idx FROM signature WHERE letter = ?1 AND key = "
      "?2)",
      letter_, key);
  return q.step() ? std::optional(q.text(0)) : std::nullopt;
}

Result<void> LetterWork::accept(const NewSignature& signature) {
  {
    auto q = db_.query(
        "SELECT 1 FROM signature WHERE letter = ?1 AND key = ?2"
        " UNION ALL SELECT 1 FROM waiting WHERE letter = ?1 AND key = ?2",
        letter_, signature.key);
    if (q.step()) return fail(Kind::conflict, "This key has signed this letter already.");
  }
  std::optional<Bytes> text;
  std::optional<Salt> salt;
  if (signature.payload) {
    text = to_bytes(signature.payload->text);
    salt = signature.payload->salt;
  }
  const auto words = signature.payload ? join_words(signature.search_words) : std::string();
  const auto added = db_.query(
                            "INSERT INTO waiting (digest, lines, letter, key, text, salt, owner, words)"
                            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING",
                            crypto::sha256(signature.lines), signature.lines, letter_, signature.key, text,
                            salt, signature.owner, as_bytes(words))
                         .run();
  if (added == 0) return fail(Kind::conflict, "The same is waiting for its place in the record already.");
  return {};
}

Result<void> LetterWork::enqueue(const std::string& lines) { return put_into_pool(db_, lines); }

std::vector<DocumentRow> LetterWork::documents(std::string_view type) {
  return sqlite::documents_of(db_, letter_, type);
}

Result<void> LetterWork::keep_document(const NewDocument& document) {
  return sqlite::keep_document(db_, letter_, document);
}

LetterId LetterWork::id() {
  auto q = db_.query("SELECT id FROM letter WHERE idx = ?", letter_);
  CHECK(q.step());
  return q.fixed<LetterId>(0);
}

bool LetterWork::begin_mailing(Topic topic, std::uint64_t number) {
  return sqlite::begin_mailing(db_, id(), topic, number);
}

void LetterWork::mail_delivery(std::uint64_t number, const mail::NewMail& mail, Instant now) {
  sqlite::mail_delivery(db_, id(), number, mail, now);
}

bool LetterWork::unsubscribe(const SubscriberTag& tag) { return forget_subscriber(db_, id(), tag); }

Result<void> LetterWork::use_link(const LinkHash& hash, const Hash& document, Instant now) {
  return sqlite::use_link(db_, letter_, hash, document, now);
}

bool LetterWork::erase(EntryIndex signature) {
  forget_quotes(db_, letter_, signature);
  return erase_payload(db_, letter_, signature);
}

void LetterWork::keep_visit(const VisitId& visit, const Bytes& box, Instant forget) {
  save_visit(db_, visit, box, forget);
}

}  // namespace ruban::store::sqlite
