// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/history_page.h"

#include <fmt/format.h>

#include "i18n/format.h"
#include "i18n/tr.h"
#include "templates/history.varnames.h"
#include "web/pages/sheet.h"

namespace ruban::web {
namespace {

using i18n::Lang;
using i18n::tr;

std::string count_text(const LetterEvent::Count& count, Lang lang) {
  const auto number = [&](std::uint64_t n) { return i18n::format_number(lang, n); };
  return tr(lang, "{label}: {named} by name, {anon} without, {withdrawn} withdrawn, {taken_down} taken down",
            {{"label", count.label},
             {"named", number(count.named)},
             {"anon", number(count.anon)},
             {"withdrawn", number(count.withdrawn)},
             {"taken_down", number(count.taken_down)}});
}

}  // namespace

std::string render(const HistoryPage& page, Lang lang) {
  Sheet sheet(page.layout, {.title = tr(lang, "Every event: {title}", {{"title", page.head.title}})},
              "history", lang);
  auto& body = sheet.body();
  add_crumb(body, kh_CRUMB, page.head, lang);
  set(body, kh_SIGNATURES, letter_path(lang, page.head.place, "/signatures"));
  for (const auto& event : page.events) {
    auto* row = body.AddSectionDictionary(kh_EVENT);
    set(*row, kh_MACHINE_TIME, format_minute(event.time));
    set(*row, kh_TIME, i18n::format_instant_short(lang, event.time));
    set(*row, kh_SENTENCE, event_sentence(event, lang));
    set(*row, kh_INDEX, i18n::format_number(lang, event.index));
    set(*row, kh_INDEX_PLAIN, std::to_string(event.index));
    set(*row, kh_ENTRY, fmt::format("/api/v1/entries/{}", event.index));
    set(*row, kh_PROOF, fmt::format("/api/v1/entries/{}/proof", event.index));
    set(*row, kh_LEAF, to_hex(event.leaf.view()));
    for (const auto& count : event.counts) {
      set(*row->AddSectionDictionary(kh_COUNT), kh_COUNT_TEXT, count_text(count, lang));
    }
  }
  if (page.next) {
    set(*body.AddSectionDictionary(kh_IF_NEXT), kh_NEXT,
        letter_path(lang, page.head.place, "/history?after=" + std::to_string(*page.next)));
  }
  return sheet.html();
}

}  // namespace ruban::web
