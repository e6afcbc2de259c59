// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/deeds_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "i18n/format.h"
#include "i18n/tr.h"
#include "i18n/typography.h"
#include "templates/deeds.varnames.h"
#include "web/pages/words.h"

namespace ruban::web {
namespace {

using ctemplate::TemplateDictionary;
using i18n::Lang;
using i18n::tr;

std::string label(const Step& step, Lang lang) {
  if (step.is_word) return tr(lang, "Said");
  return tr(lang, "Outcome: {state}", {{"state", demand_state_word(*step.state, lang)}});
}

void fill_step(TemplateDictionary& row, const Step& step, const DeedsPage& page, Lang lang) {
  set(row, kd_SIDE, step.is_word ? "word" : "deed");
  set(row, kd_LABEL, label(step, lang));
  set(row, kd_MACHINE_TIME, format_minute(floor_to_minute(step.at)));
  set(row, kd_TIME, i18n::format_instant_short(lang, step.at));
  if (!step.text.empty()) {
    auto* text = row.AddSectionDictionary(kd_IF_TEXT);
    set(*text, kd_TEXT, i18n::typeset(step.text_lang, step.text));
    set(*text, kd_TEXT_LANG, i18n::tag(step.text_lang));
  }
  if (step.is_word) {
    set(*row.AddSectionDictionary(kd_IF_WHO), kd_WHO,
        step.by_recipient ? tr(lang, "By the recipient.") : tr(lang, "Recorded by the organisers."));
  }
  if (step.source) {
    auto* source = row.AddSectionDictionary(kd_IF_SOURCE);
    set(*source, kd_SOURCE, *step.source);
    set(*source, kd_SOURCE_TEXT, short_address(*step.source));
  }
  for (const auto number : step.evidence) {
    auto* piece = row.AddSectionDictionary(kd_PIECE);
    set(*piece, kd_PIECE_URL,
        letter_path(lang, page.head.place, "/evidence#" + anchor(letter::DocumentKind::evidence, number)));
    set(*piece, kd_PIECE_TEXT,
        tr(lang, "Evidence {number}", {{"number", i18n::format_number(lang, number)}}));
  }
  if (!step.link.empty()) set(*row.AddSectionDictionary(kd_IF_LINK), kd_LINK, step.link);
  set(row, kd_INDEX, i18n::format_number(lang, step.index));
  set(row, kd_ENTRY_URL, letter_path(lang, page.head.place, fmt::format("/history#entry-{}", step.index)));
}

}  // namespace

std::string render(const DeedsPage& page, Lang lang) {
  Sheet sheet(page.layout, {.title = tr(lang, "Words and deeds: {title}", {{"title", page.head.title}})},
              "deeds", lang);
  auto& body = sheet.body();
  add_crumb(body, kd_CRUMB, page.head, lang);
  for (const auto& demand : page.demands) {
    auto* section = body.AddSectionDictionary(kd_DEMAND);
    set(*section, kd_NUMBER, std::to_string(demand.number));
    set(*section, kd_HEAD_LANG, i18n::tag(page.head.text_lang));
    set(*section, kd_WORDING, i18n::typeset(page.head.text_lang, demand.text));
    const bool answered = std::ranges::any_of(demand.steps, &Step::is_word);
    set(*section, kd_STATE, demand_state_word(demand.state, answered, lang));
    show_if(*section, kd_IF_MOVED, demand.state != letter::DemandState::open);
    if (demand.steps.empty()) continue;
    auto* steps = section->AddSectionDictionary(kd_IF_STEPS);
    for (const auto& step : demand.steps) fill_step(*steps->AddSectionDictionary(kd_STEP), step, page, lang);
  }
  return sheet.html();
}

}  // namespace ruban::web
