// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/embed_page.h"

#include <algorithm>

#include "i18n/format.h"
#include "i18n/templates.h"
#include "i18n/tr.h"
#include "templates/embed.varnames.h"
#include "web/pages/ring.h"
#include "web/pages/sheet.h"

namespace ruban::web {

using i18n::Lang;
using i18n::tr;

std::string render(const EmbedPage& page, Lang lang) {
  ctemplate::TemplateDictionary values("embed");
  set(values, ke_LANG, i18n::tag(lang));
  set(values, ke_TITLE, page.title);
  set(values, ke_LETTER, page.origin + letter_path(lang, page.place));
  const auto as_of = i18n::format_instant(lang, page.as_of);
  set(values, ke_AS_OF, as_of);
  show_if(values, ke_IF_DEMONSTRATION, page.demonstration);
  for (std::size_t i = 0; i < page.classes.size(); ++i) {
    const auto& c = page.classes[i];
    auto* figure = values.AddSectionDictionary(ke_CLASS);
    Ring ring;
    ring.named = c.named;
    ring.anon = c.anon;
    ring.marks = c.marks;
    ring.title = i18n::tr_plural(lang, "{count} signature", "{count} signatures", c.named + c.anon);
    ring.description = tr(lang, "{class}, {instant}", {{"class", c.label}, {"instant", as_of}});
    ring.id = "ring-" + std::to_string(i);
    set(*figure, ke_RING, ring_svg(ring, lang));
    set(*figure, ke_LABEL, c.label);
  }
  return i18n::expand(lang, "embed", values);
}

int embed_height(std::string_view title, const std::vector<std::string>& labels, bool demonstration) {
  // The measures of embed.tpl, with 16 px a rem; letters are taken to be wide.
  constexpr int kPadding = 32, kTitleLine = 23, kBelowTitle = 13, kRing = 208, kLine = 20, kGap = 16;
  constexpr int kTitleLetters = 22, kLabelLetters = 22, kFootLines = 4;
  const auto lines = [](std::string_view text, int letters) {
    int all = 0;
    for (const char c : text) all += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return std::max(1, (all + letters - 1) / letters);
  };
  int height = kPadding + lines(title, kTitleLetters) * kTitleLine + kBelowTitle;
  if (demonstration) height += 2 * kLine + kBelowTitle;
  for (const auto& label : labels) height += kRing + lines(label, kLabelLetters) * kLine;
  return height + kGap * std::max(0, static_cast<int>(labels.size()) - 1) + kBelowTitle + kFootLines * kLine;
}

}  // namespace ruban::web
