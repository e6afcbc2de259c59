// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/accept_signature.h"

#include "audit/sign_rule.h"
#include "core/utf8.h"
#include "service/epochs.h"

namespace ruban::service {
namespace {

constexpr std::size_t kMostSearchWords = 16;

Result<signature::Payload> parse_text(const PublishedLetter& letter, const std::string& text) {
  auto payload = signature::parse_payload(text);
  if (!payload) return tl::unexpected(Error{Kind::invalid, payload.error().message, "payload"});
  if (payload->comment && !letter.letter.comments)
    return fail(Kind::invalid, "This letter takes no comments.", "payload");
  if (!payload->sshsig.empty())
    return fail(Kind::invalid, "This letter takes no OpenSSH signatures.", "payload");
  return payload;
}

Result<ledger::SignEntry> parse_statement(const PublishedLetter& letter, const std::string& lines) {
  // Any minute: the one that counts is given with the place in the record.
  auto entry = ledger::with_time(lines, letter.entry.opens);
  if (!entry) return tl::unexpected(Error{Kind::invalid, entry.error().message, "entry"});
  auto* sign = std::get_if<ledger::SignEntry>(&*entry);
  if (sign == nullptr || sign->letter != letter.id())
    return fail(Kind::invalid, "This isn’t a signature under this letter.", "entry");
  return std::move(*sign);
}

Result<void> check_rules(const PublishedLetter& letter, const ledger::SignEntry& entry) {
  const auto* issuer = letter.entry.find_issuer(entry.issuer);
  const auto evidence = issuer == nullptr
                            ? audit::Evidence::wrong_credential
                            : audit::verify_sign(entry, ledger::format_entry(entry), issuer->key);
  if (const auto fault = audit::signature_fault(letter.entry, entry, evidence))
    return tl::unexpected(Error{Kind::invalid, audit::sentence_of(*fault), "entry"});
  return {};
}

}  // namespace

Result<store::NewSignature> check_statement(const PublishedLetter& letter, SignedStatement statement,
                                            ledger::Via via) {
  const auto entry = TRY(parse_statement(letter, statement.lines));
  if (entry.via != via)
    return fail(Kind::invalid, "The entry must say who made and kept the key: “via client”.", "entry");
  if (entry.mode != ledger::Mode::named || !statement.payload || !entry.commit)
    return fail(Kind::invalid, "A signature by name comes with its text, and commits to it.", "payload");
  const auto payload = TRY(parse_text(letter, statement.payload->text));
  if (signature::commit(statement.payload->salt, statement.payload->text) != *entry.commit)
    return fail(Kind::invalid, "The entry doesn’t commit to this text with this salt.", "salt");
  TRY(check_rules(letter, entry));

  store::NewSignature row;
  row.key = entry.key;
  row.lines = std::move(statement.lines);
  row.search_words = search_words(payload.name.text(), kMostSearchWords);
  row.payload = std::move(statement.payload);
  return row;
}

Result<Acceptance> AcceptSignature::operator()(const PublishedLetter& letter, SignedStatement statement) {
  const auto entry = TRY(parse_statement(letter, statement.lines));
  if (entry.mode == ledger::Mode::anon) return anonymous(letter, entry, std::move(statement));
  return by_name(letter, std::move(statement));
}

Result<Acceptance> AcceptSignature::by_name(const PublishedLetter& letter, SignedStatement statement) {
  const auto row = TRY(check_statement(letter, std::move(statement), ledger::Via::client));
  if (instance_.anonymous != nullptr && instance_.anonymous->holds_signature(letter.id(), row.key))
    return fail(Kind::conflict, "This key has signed this letter already.");
  const auto open = letter.accepts_signatures(instance_.clock.now());
  const auto work = [&](store::LetterTransaction& tx) -> Result<void> {
    // Lines end with a line end, so what begins with them is the same entry.
    if (const auto before = tx.text_by(row.key); before && before->starts_with(row.lines)) return {};
    TRY(open);
    if (!tx.issuing_open())
      return fail(Kind::conflict, "This letter is closed. It takes no more signatures.");
    return tx.accept(row);
  };
  TRY(instance_.store.signatures().in_letter(letter.id(), work));
  return Acceptance{};
}

// Nothing of it is written but the pool: the store would keep when it came.
Result<Acceptance> AcceptSignature::anonymous(const PublishedLetter& letter, const ledger::SignEntry& entry,
                                              SignedStatement statement) {
  if (statement.payload)
    return fail(Kind::invalid, "An anonymous signature has no text: nothing of you is sent with it.",
                "payload");
  TRY(check_rules(letter, entry));
  const auto now = instance_.clock.now();
  auto& signatures = instance_.store.signatures();
  if (const auto index = signatures.index_of(letter.id(), entry.key)) {
    const auto before = instance_.store.record().entries(*index, 1).at(0);
    if (before.starts_with(statement.lines)) return Acceptance{};  // it is in the record already
    return fail(Kind::conflict, "This key has signed this letter already.");
  }
  if (signatures.is_waiting(letter.id(), entry.key))
    return fail(Kind::conflict, "This key has signed this letter already.");
  TRY(letter.accepts_signatures(now));
  if (letter.row.issuing_closed)
    return fail(Kind::conflict, "This letter is closed. It takes no more signatures.");
  if (instance_.anonymous == nullptr)
    return fail(Kind::conflict,
                "This server has no memory file system, and so takes no anonymous signatures.");
  if (sets_.at_least(letter, entry.issuer) == 0) {
    return fail(
        Kind::conflict,
        "Too few people hold a credential of this letter: an anonymous signature would hide nobody yet. "
        "Keep your key file, and come back later.");
  }
  TRY(instance_.anonymous->add(
      {letter.id(), entry.key, entry.issuer, statement.drop_if_few, std::move(statement.lines)}));
  return Acceptance{end_of_epoch(letter.entry, now)};
}

}  // namespace ruban::service
