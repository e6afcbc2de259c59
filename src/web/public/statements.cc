// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/public/statements.h"

#include <algorithm>

#include "core/check.h"
#include "web/pages/words.h"

namespace ruban::web {
namespace {

using service::Statement;

letter::Language language_of(i18n::Lang lang) {
  return lang == i18n::Lang::fr ? letter::Language::fr : letter::Language::en;
}

WordingOnPage on_page(const service::Wording& wording) {
  return {wording.document, wording.sha256, wording.time.value_or(Instant()), wording.index.value_or(0)};
}

// What every step of a statement shares.
Step step_of(const Statement& statement, i18n::Lang lang) {
  const auto& wording = statement.in(language_of(lang));
  Step out;
  out.at = statement.time().value_or(Instant());
  out.index = statement.index().value_or(0);
  if (!wording.document) return out;
  if (wording.document->date) out.at = *wording.document->date;
  out.text_lang = lang_of(wording.document->language);
  out.source = wording.document->source;
  out.evidence = wording.document->evidence;
  return out;
}

void add_words(const Statement& answer, const LetterPlace& place, i18n::Lang lang,
               std::vector<DemandOnDeeds>& out) {
  const auto& wording = answer.in(language_of(lang));
  if (!wording.document) return;
  for (const auto& one : wording.document->said) {
    if (one.demand < 1 || static_cast<std::size_t>(one.demand) > out.size()) continue;
    auto step = step_of(answer, lang);
    step.is_word = true;
    step.text = one.text;
    step.by_recipient = answer.by == ledger::ResponseBy::recipient;
    step.link = letter_path(lang, place, "/answers#" + anchor(answer.kind, answer.number));
    out[static_cast<std::size_t>(one.demand) - 1].steps.push_back(std::move(step));
  }
}

void add_deed(const Statement& move, i18n::Lang lang, std::vector<DemandOnDeeds>& out) {
  if (move.number < 1 || move.number > out.size()) return;
  auto step = step_of(move, lang);
  step.state = move.state;
  if (const auto& document = move.in(language_of(lang)).document) step.text = document->title;
  auto& demand = out[move.number - 1];
  demand.state = *move.state;
  demand.steps.push_back(std::move(step));
}

}  // namespace

StatementOnPage on_page(const Site& site, const Statement& statement, TreeSize size, i18n::Lang lang) {
  const auto& wording = statement.in(language_of(lang));
  const auto shown = statement.wordings.contains(language_of(lang)) ? language_of(lang) : statement.original;
  StatementOnPage out;
  out.kind = statement.kind;
  out.number = statement.number;
  out.by_recipient = statement.by == ledger::ResponseBy::recipient;
  out.domain = statement.domain;
  out.original = statement.original;
  out.now = on_page(wording);
  if (wording.document) {
    for (const auto& file : wording.document->attachments) {
      if (!site.instance.store.documents().is_public(file.sha256, size)) out.now.gone.push_back(file.sha256);
    }
  }
  const auto& all = statement.wordings.at(shown);
  for (auto old = all.begin(); old + 1 != all.end(); ++old) out.before.push_back(on_page(*old));
  for (const auto& [language, wordings] : statement.wordings) {
    if (language != shown) out.others.push_back(language);
  }
  return out;
}

std::vector<DemandOnDeeds> words_and_deeds(const service::PublishedLetter& letter,
                                           const std::vector<Statement>& said, const LetterPlace& place,
                                           i18n::Lang lang) {
  std::vector<DemandOnDeeds> out;
  for (const auto& demand : letter.letter.demands)
    out.push_back({demand.number, text_in(letter, demand.text, lang), letter::DemandState::open, {}});
  for (const auto& one : said) {
    if (one.kind == letter::DocumentKind::response) add_words(one, place, lang, out);
    if (one.kind == letter::DocumentKind::demand) add_deed(one, lang, out);
  }
  for (auto& demand : out) std::ranges::stable_sort(demand.steps, {}, &Step::at);
  return out;
}

}  // namespace ruban::web
