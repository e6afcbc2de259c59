// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/feed.h"

#include <fmt/format.h>

#include "i18n/templates.h"
#include "i18n/tr.h"
#include "templates/feed.varnames.h"
#include "web/pages/sheet.h"

namespace ruban::web {

using i18n::Lang;
using i18n::tr;

std::string render(const Feed& feed, Lang lang) {
  ctemplate::TemplateDictionary values("feed");
  const auto letter = feed.origin + letter_path(lang, feed.place);
  const auto history = feed.origin + letter_path(lang, feed.place, "/history");
  set(values, kf_LANG, i18n::tag(lang));
  set(values, kf_TITLE, tr(lang, "What happened to “{title}”", {{"title", feed.title}}));
  set(values, kf_SELF,
      fmt::format("{}/letters/{}/feed.atom?lang={}{}", feed.origin, feed.place.slug, i18n::tag(lang),
                  feed.place.version ? fmt::format("&version={}", *feed.place.version) : ""));
  set(values, kf_LETTER, letter);
  set(values, kf_HISTORY, history);
  set(values, kf_ORIGIN, feed.origin);
  set(values, kf_UPDATED, format_rfc3339(feed.events.empty() ? Instant() : feed.events.front().time));
  for (const auto& event : feed.events) {
    auto* entry = values.AddSectionDictionary(kf_ENTRY);
    // The page of the history that begins with it.
    const auto from = event.index == 0 ? std::string() : fmt::format("?after={}", event.index - 1);
    set(*entry, kf_ENTRY_PAGE, fmt::format("{}{}#entry-{}", history, from, event.index));
    set(*entry, kf_INDEX, std::to_string(event.index));
    set(*entry, kf_LEAF, to_hex(event.leaf.view()));
    set(*entry, kf_TIME, format_rfc3339(event.time));
    set(*entry, kf_SENTENCE, event_sentence(event, lang));
  }
  return i18n::expand(lang, "feed", values);
}

}  // namespace ruban::web
