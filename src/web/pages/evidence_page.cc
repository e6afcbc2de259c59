// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/evidence_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "i18n/format.h"
#include "i18n/tr.h"
#include "templates/evidence.varnames.h"
#include "templates/piece.varnames.h"
#include "web/pages/changes_html.h"

namespace ruban::web {
namespace {

using ctemplate::TemplateDictionary;
using i18n::Lang;
using i18n::tr;
using i18n::tr_plural;

std::string piece_path(const LetterPlace& place, std::uint64_t number, Lang lang) {
  return letter_path(lang, place, fmt::format("/evidence/{}", number));
}

std::string summary(const ChangesHtml& changes, Lang lang) {
  std::string out;
  if (changes.taken_out > 0)
    out = tr_plural(lang, "{count} passage was taken out.", "{count} passages were taken out.",
                    changes.taken_out);
  if (changes.put_in == 0) return out;
  if (!out.empty()) out += ' ';
  return out +
         tr_plural(lang, "{count} passage was put in.", "{count} passages were put in.", changes.put_in);
}

void add_changes(TemplateDictionary& body, const PiecePage& page, const ChangesHtml& changes, Lang lang) {
  const auto& before = *page.piece.before;
  auto* part = body.AddSectionDictionary(kp_IF_CHANGES);
  set(*part, kp_BEFORE_URL, piece_path(page.head.place, before.number, lang));
  set(*part, kp_BEFORE_TIME, i18n::format_instant_short(lang, before.at));
  const auto words = summary(changes, lang);
  set(*part, kp_SUMMARY, words.empty() ? tr(lang, "The text is the same.") : words);
  // Where whole text is there to be hidden.
  show_if(*part, kp_IF_SWITCH, !words.empty() && !changes.changes_alone);
}

void add_facts(TemplateDictionary& body, const CaptureFacts& facts, Lang lang) {
  auto* part = body.AddSectionDictionary(kp_IF_FACTS);
  auto words =
      tr(lang, "The server answered with status {status}.", {{"status", std::to_string(facts.status)}});
  if (!facts.address.empty()) {
    words += ' ';
    words += tr(lang, "Its address was {address}.", {{"address", facts.address}});
  }
  if (facts.url != facts.asked) {
    words += ' ';
    words += tr(lang, "It led on to {url}.", {{"url", short_address(facts.url)}});
  }
  set(*part, kp_FACTS, words);
}

}  // namespace

std::string render(const EvidencePage& page, Lang lang) {
  Sheet sheet(page.layout, {.title = tr(lang, "Evidence: {title}", {{"title", page.head.title}})}, "evidence",
              lang);
  auto& body = sheet.body();
  add_crumb(body, ke_CRUMB, page.head, lang);
  show_if(body, ke_IF_NONE, page.pieces.empty());
  for (const auto& piece : page.pieces) {
    auto* row = body.AddSectionDictionary(ke_EACH);
    add_statement(*row, ke_STATEMENT, piece.statement, page.layout.path, lang);
    if (!piece.has_text) continue;
    auto* text = row->AddSectionDictionary(ke_IF_PAGE);
    set(*text, ke_PIECE, piece_path(page.head.place, piece.statement.number, lang));
    set(*text, ke_WORDS,
        piece.before ? tr(lang, "What changed since {instant}",
                          {{"instant", i18n::format_instant_short(lang, piece.before->at)}})
                     : tr(lang, "What the page said"));
  }
  return sheet.html();
}

std::string render(const PiecePage& page, Lang lang) {
  const auto& statement = page.piece.statement;
  const auto number = i18n::format_number(lang, statement.number);
  Sheet sheet(
      page.layout,
      {.title = tr(lang, "Evidence {number}: {title}", {{"number", number}, {"title", page.head.title}})},
      "piece", lang);
  auto& body = sheet.body();
  add_crumb(body, kp_CRUMB, page.head, lang);
  set(body, kp_NUMBER, number);
  set(body, kp_ALL, letter_path(lang, page.head.place, "/evidence"));
  add_statement(body, kp_STATEMENT, statement, page.layout.path, lang);
  if (page.facts) add_facts(body, *page.facts, lang);
  if (!page.trouble.empty())
    set(*body.AddSectionDictionary(kp_IF_TROUBLE), kp_TROUBLE, tr(lang, page.trouble));
  if (!page.piece.has_text || !page.trouble.empty()) return sheet.html();
  const auto changes = changes_html(page.text, lang);
  if (page.piece.before) add_changes(body, page, changes, lang);
  auto* text = body.AddSectionDictionary(kp_IF_TEXT);
  set(*text, kp_CHANGES, changes.html);
  show_if(*text, kp_IF_ALONE, changes.changes_alone);
  show_if(*text, kp_IF_CUT, changes.cut);
  show_if(*text, kp_IF_EMPTY, changes.html.empty());
  return sheet.html();
}

}  // namespace ruban::web
