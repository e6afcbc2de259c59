// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/answer_letter.h"

#include <algorithm>

#include "core/utf8.h"

namespace ruban::service {
namespace {

using letter::Language;

Language other(Language language) { return language == Language::fr ? Language::en : Language::fr; }

class Checking {
 public:
  AnswerFaults faults;

  std::string line(std::string_view typed, std::size_t most, const std::string& field) {
    auto tidy = tidy_line(typed);
    if (!tidy || has_forbidden_characters(*tidy)) {
      add(fail(
          Kind::invalid,
          "This line holds a character that can’t be shown, perhaps copied along. Please type it by hand.",
          field));
      return {};
    }
    if (code_points(*tidy) > most)
      add(fail(Kind::invalid, "This line is too long. Please shorten it.", field));
    return *std::move(tidy);
  }

  std::string needed(std::string_view typed, std::size_t most, const std::string& field) {
    const auto before = faults.errors.size();
    auto out = line(typed, most, field);
    if (out.empty() && faults.errors.size() == before)
      add(fail(Kind::invalid, "Please fill this in: an answer needs it.", field));
    return out;
  }

  std::string markdown(std::string_view typed, const std::string& field, int& at) {
    std::string out(typed);
    const auto end = out.find_last_not_of(" \t\n");
    out.resize(end == std::string::npos ? 0 : end + 1);
    if (out.empty()) {
      add(fail(Kind::invalid, "Please fill this in: an answer needs it.", field));
      return {};
    }
    out += '\n';
    std::vector<letter::Fault> found;
    if (letter::parse_document(out, field, found)) return out;
    at = found.front().line;
    add(fail(Kind::invalid,
             "The text holds something that can’t be shown here: HTML, a picture, a heading other than ##, "
             "### and "
             "####, a link to anything but a web page or a mail address, or an invisible character.",
             field));
    return {};
  }

  WordsInLanguage words(const AnswerWords& typed, Language language, const std::string& second, int& at) {
    WordsInLanguage out;
    out.language = language;
    out.title = needed(typed.title, letter::kMaxTitle, "title" + second);
    out.markdown = markdown(typed.text, "text" + second, at);
    for (const auto& [demand, sentence] : typed.said) {
      auto tidy = line(sentence, letter::kMaxSaid, "said" + second + "-" + std::to_string(demand));
      if (!tidy.empty()) out.said.push_back({demand, std::move(tidy)});
    }
    return out;
  }

  void add(tl::unexpected<Error> error) { faults.errors.push_back(std::move(error).value()); }
};

AnswerWords typed_as(const letter::PublicDocument& document) {
  AnswerWords out{document.title, document.markdown, {}};
  for (const auto& one : document.said) out.said[one.demand] = one.text;
  return out;
}

// Of a correction: a language that stands there in the same words already.
void drop_unchanged(Instance instance, const PublishedLetter& letter, ForTheRecord& correction) {
  for (const auto& one : statements(instance, letter.id(), kEverything)) {
    if (one.kind != letter::DocumentKind::response || one.number != *correction.number) continue;
    std::erase_if(correction.words, [&](const WordsInLanguage& words) {
      const auto found = one.wordings.find(words.language);
      if (found == one.wordings.end()) return false;
      const auto& stands = found->second.back().document;
      return stands && stands->title == words.title && stands->markdown == words.markdown &&
             stands->said == words.said && stands->by == correction.by;
    });
  }
}

}  // namespace

tl::expected<ForTheRecord, AnswerFaults> check_answer(Instance instance, const PublishedLetter& letter,
                                                      const store::RecipientLink& link,
                                                      const AnswerDraft& draft) {
  Checking checking;
  ForTheRecord out;
  out.kind = letter::DocumentKind::response;
  out.answer_by = ledger::ResponseBy::recipient;
  out.domain = link.domain;
  out.corrects = link.corrects.has_value();
  out.number = link.corrects;
  out.words.push_back(checking.words(draft.words, draft.language, "", checking.faults.line));
  if (!draft.translation.is_empty()) {
    out.words.push_back(
        checking.words(draft.translation, other(draft.language), "-2", checking.faults.line_of_translation));
  }
  auto by = checking.needed(draft.name, letter::kMaxPerson, "name");
  if (const auto role = checking.line(draft.role, letter::kMaxPerson, "role"); !role.empty())
    by += ", " + role;
  if (checking.faults.errors.empty() && code_points(by) > letter::kMaxPerson)
    checking.add(fail(Kind::invalid, "This line is too long. Please shorten it.", "role"));
  out.by = std::move(by);
  for (const auto& words : out.words) {
    for (const auto& one : words.said) {
      if (one.demand < 1 || static_cast<std::size_t>(one.demand) > letter.letter.demands.size())
        checking.add(fail(Kind::not_found, "The letter has no demand of this number.", "said"));
    }
  }
  if (checking.faults.errors.empty() && link.corrects) {
    drop_unchanged(instance, letter, out);
    if (out.words.empty())
      checking.add(
          fail(Kind::invalid, "Nothing is changed yet: these are the words that stand there already."));
  }
  if (!checking.faults.errors.empty()) return tl::unexpected(std::move(checking.faults));
  return out;
}

letter::PublicDocument document_of_answer(const ForTheRecord& answer, const WordsInLanguage& words) {
  letter::PublicDocument out;
  out.kind = answer.kind;
  out.language = words.language;
  out.title = words.title;
  out.by = answer.by;
  out.said = words.said;
  out.markdown = words.markdown;
  std::vector<letter::Fault> none;
  if (auto body = letter::parse_document(words.markdown, "text", none)) out.body = *std::move(body);
  return out;
}

AnswerDraft draft_for(Instance instance, const PublishedLetter& letter, const store::RecipientLink& link,
                      Language language) {
  AnswerDraft out;
  out.language = language;
  if (!link.corrects) return out;
  for (const auto& one : statements(instance, letter.id(), kEverything)) {
    if (one.kind != letter::DocumentKind::response || one.number != *link.corrects) continue;
    const auto& first = one.wordings.at(one.original).back().document;
    if (!first) continue;
    out.language = one.original;
    out.words = typed_as(*first);
    out.name = first->by.value_or("");
    const auto second = one.wordings.find(other(one.original));
    if (second != one.wordings.end() && second->second.back().document)
      out.translation = typed_as(*second->second.back().document);
  }
  return out;
}

Result<Hash> answer_letter(Instance instance, const PublishedLetter& letter, const VisitKeys& keys,
                           AnswerDraft draft) {
  const auto link = TRY(find_link(instance, letter, draft.code));
  auto answer = check_answer(instance, letter, link, draft);
  if (!answer) return tl::unexpected(answer.error().errors.front());
  const auto now = instance.clock.now();
  const auto with_it = [&](store::LetterTransaction& tx, const PutOnRecord& put) -> Result<void> {
    draft.document = put.documents.front();
    TRY(tx.use_link(link.hash, *draft.document, now));
    // Who has answered is told so, also by a second press and after this process has died.
    tx.keep_visit(keys.id, seal_draft(instance, keys, draft), now + kDraftLife);
    return {};
  };
  std::vector<letter::Fault> faults;
  TRY(put_on_record(instance, letter, *answer, faults, with_it));
  return *draft.document;
}

}  // namespace ruban::service
