// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "i18n/format.h"
#include "i18n/tr.h"
#include "i18n/typography.h"
#include "templates/pledge.varnames.h"
#include "web/pages/pledge_pages.h"
#include "web/pages/sheet.h"
#include "web/pages/static_files.h"
#include "web/pages/words.h"

namespace ruban::web {
namespace {

using ctemplate::TemplateDictionary;
using i18n::Lang;
using i18n::tr;
using i18n::tr_plural;

std::string condition_words(const PledgePage& page, Lang lang) {
  if (page.demands.empty()) return tr(lang, "The letter makes no demand, so its day alone decides.");
  if (page.due) {
    const auto day = i18n::format_instant(lang, *page.due);
    return page.names_demands ? tr(lang,
                                   "It falls due on {instant}, unless these demands are met by then; and "
                                   "earlier as soon as one of "
                                   "them is refused, or broken after a promise:",
                                   {{"instant", day}})
                              : tr(lang,
                                   "It falls due on {instant}, unless every demand is met by then; and "
                                   "earlier as soon as one is "
                                   "refused, or broken after a promise:",
                                   {{"instant", day}});
  }
  return page.names_demands
             ? tr(lang, "It falls due as soon as one of these demands is refused, or broken after a promise:")
             : tr(lang, "It falls due as soon as a demand is refused, or broken after a promise:");
}

void fill_demands(TemplateDictionary& body, const PledgePage& page, Lang lang) {
  if (page.demands.empty()) return;
  auto* list = body.AddSectionDictionary(kp_IF_DEMANDS);
  for (const auto& demand : page.demands) {
    auto* row = list->AddSectionDictionary(kp_DEMAND);
    set(*row, kp_NUMBER, i18n::format_number(lang, static_cast<std::uint64_t>(demand.number)));
    set(*row, kp_DEMAND_TEXT, i18n::typeset(page.head.text_lang, demand.text));
    set(*row, kp_TEXT_LANG, i18n::tag(page.head.text_lang));
    set(*row, kp_STATE, demand_state_word(demand.state, lang));
  }
}

void fill_kept(TemplateDictionary& body, const PledgePage& page, Lang lang) {
  for (const auto& c : page.classes) {
    auto* row = body.AddSectionDictionary(kp_CLASS);
    set(*row, kp_LABEL, c.label);
    set(*row, kp_KEPT, kept_words(c.kept, c.named, lang));
    if (c.anon == 0) continue;
    set(*row->AddSectionDictionary(kp_IF_ANON), kp_ANON,
        tr_plural(lang, "{count} more has signed without a name, and isn’t asked.",
                  "{count} more have signed without a name, and aren’t asked.", c.anon));
  }
  if (page.signatories.empty()) return;
  auto* list = body.AddSectionDictionary(kp_IF_SIGNATORIES);
  for (const auto& one : page.signatories) {
    auto* row = list->AddSectionDictionary(kp_SIGNATORY);
    if (one.line.name.empty()) {
      set(*row->AddSectionDictionary(kp_IF_NAMELESS), kp_NAMELESS,
          page.layout.archive ? tr(lang, "by name, which isn’t in this archive")
                              : tr(lang, "A name that was erased"));
    } else {
      auto* name = row->AddSectionDictionary(kp_IF_NAME);
      set(*name, kp_NAME, one.line.name);
      if (!one.line.role.empty()) set(*name->AddSectionDictionary(kp_IF_ROLE), kp_ROLE, one.line.role);
    }
    set(*row, kp_SIGNATORY_CLASS, one.class_label);
    set(*row, kp_DAY, i18n::format_date(lang, one.at));
    set(*row, kp_ENTRY_PATH, fmt::format("/api/v1/entries/{}", one.entry));
    set(*row, kp_ENTRY_WORDS, tr(lang, "entry {number}", {{"number", i18n::format_number(lang, one.entry)}}));
  }
}

}  // namespace

std::string kept_words(std::uint64_t kept, std::uint64_t named, Lang lang) {
  if (named == 0) return tr(lang, "Nobody has signed with a name.");
  if (kept == 0) {
    return tr_plural(lang, "The only one who signed with a name hasn’t said that it is done.",
                     "None of the {count} who signed with their name has said that it is done.", named);
  }
  return tr_plural(lang, "{count} of {named} who signed with their name says that it is done.",
                   "{count} of {named} who signed with their name say that it is done.", kept,
                   {{"named", i18n::format_number(lang, named)}});
}

std::string pledge_standing_words(const letter::PledgeStanding& standing, std::optional<Instant> due,
                                  Lang lang) {
  using Cause = letter::PledgeStanding::Cause;
  switch (standing.cause) {
    case Cause::demand_failed:
      return tr(lang, "It is due: demand {number} stands at “{state}”.",
                {{"number", std::to_string(standing.demand.value())},
                 {"state", demand_state_word(standing.state, lang)}});
    case Cause::date_passed:
      return tr(lang, "It is due: its day, {date}, has passed.",
                {{"date", due ? i18n::format_date(lang, *due) : std::string()}});
    case Cause::met:
      return tr(lang, "Nothing of it is due: what it hangs on is met.");
    case Cause::not_yet:
      break;
  }
  return tr(lang, "It isn’t due yet.");
}

std::string render(const PledgePage& page, Lang lang) {
  Sheet sheet(page.layout,
              {.title = tr(lang, "The pledge: {title}", {{"title", page.head.title}}),
               .description = i18n::typeset(page.head.text_lang, page.text)},
              "pledge", lang);
  auto& body = sheet.body();
  add_crumb(body, kp_CRUMB, page.head, lang);
  set(body, kp_TEXT_LANG, i18n::tag(page.head.text_lang));
  set(body, kp_PLEDGE, i18n::typeset(page.head.text_lang, page.text));
  set(body, kp_STANDING, pledge_standing_words(page.standing, page.due, lang));
  set(body, kp_CONDITION, condition_words(page, lang));
  fill_demands(body, page, lang);
  fill_kept(body, page, lang);
  if (page.more)
    set(*body.AddSectionDictionary(kp_IF_MORE), kp_HISTORY, letter_path(lang, page.head.place, "/history"));
  set(body, kp_FIGURES, letter_path(lang, page.head.place, "/figures"));
  if (page.layout.archive) return sheet.html();  // nothing can be said there
  if (!page.standing.due()) {
    body.ShowSection(kp_IF_NOT_DUE);
    return sheet.html();
  }
  auto& act = *body.AddSectionDictionary(kp_IF_DUE);
  act.AddIncludeDictionary(kp_KEY)->SetFilename("own_key");
  set(act, kp_KEY_PAGE, letter_path(lang, page.head.place, "/pledge/key"));
  set(act, kp_SLUG, page.slug);
  set(act, kp_VERSION, std::to_string(page.version));
  set(act, kp_LETTER_ID, to_base64(page.letter.view()));
  set(act, kp_INDEX, std::to_string(page.index));
  set(act, kp_POLICY, page.policy);
  set(act, kp_LETTER, letter_path(lang, page.head.place));
  set(act, kp_SCRIPT, static_path("pledge.js"));
  return sheet.html();
}

}  // namespace ruban::web
