// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/put_on_record.h"

#include <algorithm>

#include "core/check.h"
#include "crypto/sha256.h"
#include "ledger/entry_words.h"
#include "service/document_row.h"

namespace ruban::service {
namespace {

using letter::DocumentKind;

ledger::DemandState in_entry(letter::DemandState state) {
  const auto found = std::ranges::find(ledger::kDemandStates, letter::code(state));
  CHECK(found != ledger::kDemandStates.end());  // the same words in both
  return static_cast<ledger::DemandState>(found - ledger::kDemandStates.begin());
}

std::string entry_lines(const PublishedLetter& letter, const ForTheRecord& input, std::uint64_t number,
                        const Hash& document) {
  const auto numbered = [&](ledger::DocumentKind kind) {
    return ledger::without_time(ledger::NumberedDocumentEntry{kind, letter.id(), number, document, {}});
  };
  switch (input.kind) {
    case DocumentKind::response:
      return ledger::without_time(
          ledger::ResponseEntry{letter.id(), number, *input.answer_by, input.domain, document, {}});
    case DocumentKind::demand:
      return ledger::without_time(
          ledger::DemandEntry{letter.id(), number, in_entry(*input.state), document, {}});
    case DocumentKind::update:
      return numbered(ledger::DocumentKind::update);
    case DocumentKind::evidence:
      return numbered(ledger::DocumentKind::evidence);
    case DocumentKind::delivery:
      return numbered(ledger::DocumentKind::delivery);
    case DocumentKind::end:
      break;
  }
  CHECK(false && "an end is said by end_letter()");
  return {};
}

// Where the new words belong.
struct Place {
  std::uint64_t number = 1;
  const Statement* corrected = nullptr;
};

Result<Place> place_in(const std::vector<Statement>& said, const ForTheRecord& input) {
  const Statement* last = nullptr;  // of the number
  std::uint64_t most = 0;
  for (const auto& one : said) {
    most = std::max(most, one.number);
    if (input.number == one.number) last = &one;
  }
  if (input.corrects) {
    if (last == nullptr)
      return fail(Kind::not_found, "Nothing of this number was said, so there is nothing to correct.",
                  "number");
    // Readers are told of a whole answer who gave it: nobody's words can take the place of another's.
    if (last->by != input.answer_by || last->domain != input.domain)
      return fail(Kind::forbidden, "Only who gave an answer can correct it.", "number");
    return Place{*input.number, last};
  }
  if (input.kind != DocumentKind::demand) return Place{most + 1, nullptr};
  const auto before = last == nullptr ? letter::DemandState::open : *last->state;
  TRY(letter::move_demand(before, *input.state));
  return Place{*input.number, nullptr};
}

Result<void> check_numbers(const PublishedLetter& letter, const ForTheRecord& input, std::size_t pieces) {
  const auto demands = letter.letter.demands.size();
  if (input.kind == DocumentKind::demand && (!input.number || *input.number < 1 || *input.number > demands))
    return fail(Kind::not_found, "The letter has no demand of this number.", "number");
  for (const auto& words : input.words) {
    for (const auto& one : words.said) {
      if (one.demand < 1 || static_cast<std::size_t>(one.demand) > demands)
        return fail(Kind::not_found, "The letter has no demand of this number.", "said");
    }
  }
  for (const auto number : input.evidence) {
    if (number < 1 || number > pieces)
      return fail(Kind::not_found, "There is no piece of evidence of this number.", "evidence");
  }
  return {};
}

letter::PublicDocument document_of(const ForTheRecord& input, const WordsInLanguage& words,
                                   std::uint64_t number) {
  letter::PublicDocument out;
  out.kind = input.kind;
  out.number = number;
  out.language = words.language;
  out.state = input.state;
  out.title = words.title;
  out.date = input.date;
  out.by = input.by;
  out.source = input.source;
  out.evidence = input.evidence;
  out.said = words.said;
  for (const auto& file : input.files)
    out.attachments.push_back({file.name, file.type, crypto::sha256(file.bytes), file.bytes.size()});
  out.markdown = words.markdown;
  return out;
}

// What the new words of this language refer to, in the document's header and beside it.
void refer(letter::PublicDocument& document, const Statement* corrected,
           const std::optional<Hash>& original) {
  if (corrected == nullptr) {
    document.translates = original;
    return;
  }
  const auto before = corrected->wordings.find(document.language);
  if (before != corrected->wordings.end())
    document.corrects = before->second.back().sha256;
  else
    document.translates = corrected->wordings.at(corrected->original).back().sha256;
}

class Work {
 public:
  Work(const PublishedLetter& letter, const ForTheRecord& input, Instant now,
       std::vector<letter::Fault>& faults)
      : letter_(letter), input_(input), now_(now), faults_(faults) {}

  Result<PutOnRecord> operator()(store::LetterTransaction& tx) {
    const auto rows = tx.documents(letter::code(input_.kind));
    if (rows.size() + input_.words.size() > kMostDocuments)
      return fail(Kind::too_many, "So much was said of this letter already that no more can be kept.");
    TRY(check_numbers(letter_, input_, pieces(tx)));
    const auto said = statements(rows);
    const auto place = TRY(place_in(said, input_));
    PutOnRecord out{place.number, {}};
    for (const auto& words : input_.words) {
      auto document = document_of(input_, words, place.number);
      refer(document, place.corrected,
            out.documents.empty() ? std::nullopt : std::optional(out.documents.front()));
      out.documents.push_back(TRY(keep(tx, document)));
    }
    if (input_.tell_subscribers) tx.begin_mailing(store::Topic::update, out.number);
    if (input_.mail) tx.mail_delivery(out.number, *input_.mail, now_);
    return out;
  }

 private:
  // Evidence is numbered from 1 without gaps.
  std::size_t pieces(store::LetterTransaction& tx) const {
    if (input_.evidence.empty()) return 0;
    std::uint64_t most = 0;
    for (const auto& one : statements(tx.documents("evidence"))) most = std::max(most, one.number);
    return most;
  }

  Result<Hash> keep(store::LetterTransaction& tx, const letter::PublicDocument& document) {
    auto row = TRY(document_row(document, faults_));
    const auto sha256 = crypto::sha256(row.text);
    row.lines = entry_lines(letter_, input_, document.number, sha256);
    row.refers = document.corrects ? document.corrects : document.translates;
    for (const auto& file : input_.files) row.attachments.push_back({file.type, file.bytes});
    TRY(tx.keep_document(row));
    return sha256;
  }

  const PublishedLetter& letter_;
  const ForTheRecord& input_;
  Instant now_;
  std::vector<letter::Fault>& faults_;
};

}  // namespace

Result<PutOnRecord> put_on_record(Instance instance, const PublishedLetter& letter, const ForTheRecord& input,
                                  std::vector<letter::Fault>& faults, const WithIt& with_it) {
  CHECK(!input.words.empty());
  CHECK(input.kind != DocumentKind::demand || input.state);
  CHECK(input.kind != DocumentKind::response || input.answer_by);
  CHECK(!input.tell_subscribers || (input.kind == DocumentKind::update && !input.corrects));
  if (letter.row.end && *letter.row.end != ledger::LetterEnd::closed)
    return fail(Kind::gone, "This letter was withdrawn or removed.");
  CHECK(!input.mail || input.kind == DocumentKind::delivery);
  PutOnRecord out;
  const auto now = instance.clock.now();
  const auto kept =
      instance.store.signatures().in_letter(letter.id(), [&](store::LetterTransaction& tx) -> Result<void> {
        faults.clear();
        out = TRY(Work(letter, input, now, faults)(tx));
        return with_it ? with_it(tx, out) : Result<void>();
      });
  if (!kept) return tl::unexpected(kept.error());
  return out;
}

}  // namespace ruban::service
