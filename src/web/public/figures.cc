// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/public/figures.h"

#include "i18n/format.h"
#include "i18n/tr.h"
#include "web/api/reading.h"
#include "web/pages/words.h"

namespace ruban::web {

using i18n::Lang;
using i18n::tr;

Result<PressRequest> press_request(const Site& site, const Request& request) {
  PressRequest out;
  out.letter = TRY(letter_in(site, request));
  if (out.letter->state(site.now()) == letter::LetterState::removed)
    return fail(Kind::gone, "This letter was removed.");
  out.published = *site.instance.store.record().published_checkpoint();
  const auto own = lang_of(out.letter->letter.languages.front());
  out.lang = i18n::parse_lang(request.query.get("lang")).value_or(own);
  return out;
}

std::string class_count(const service::PublishedLetter& letter, const service::ClassCount& count, Lang lang) {
  const auto& label = text_in(letter, letter.letter.find_class(count.name)->label, lang);
  return class_count_words(count.named + count.anon, label, lang);
}

std::string class_kept(const service::PublishedLetter& letter, const service::ClassCount& count, Lang lang) {
  return tr(lang, "{class}: pledge kept by {count} of {named}",
            {{"class", text_in(letter, letter.letter.find_class(count.name)->label, lang)},
             {"count", i18n::format_number(lang, count.kept.value())},
             {"named", i18n::format_number(lang, count.named)}});
}

press::Curve curve_of(const service::PublishedLetter& letter, const service::Figures& figures, Lang lang) {
  press::Curve out;
  for (const auto& c : figures.now.classes)
    out.lines.push_back({text_in(letter, letter.letter.find_class(c.name)->label, lang), {}});
  for (const auto& point : figures.curve) {
    out.at.push_back(point.at);
    for (std::size_t i = 0; i < point.classes.size(); ++i)
      out.lines[i].standing.push_back(point.classes[i].named + point.classes[i].anon);
  }
  if (figures.quiet) out.quiet.emplace(figures.quiet->begin, figures.quiet->end);
  std::vector<std::string> counts;
  for (const auto& c : figures.now.classes) counts.push_back(class_count(letter, c, lang));
  const auto last = i18n::format_instant_short(lang, out.at.back());
  out.title = tr(lang, "Signatures of “{title}”, {instant}",
                 {{"title", text_in(letter, letter.letter.title, lang)}, {"instant", last}});
  out.description = tr(lang, "From {begin} to {end}: {counts}.",
                       {{"begin", i18n::format_instant_short(lang, out.at.front())},
                        {"end", last},
                        {"counts", class_counts_words(counts, lang)}});
  return out;
}

}  // namespace ruban::web
