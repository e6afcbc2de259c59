// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/letter_page.h"

#include <algorithm>

#include "core/check.h"
#include "i18n/format.h"
#include "i18n/tr.h"
#include "i18n/typography.h"
#include "templates/letter.varnames.h"
#include "web/pages/document_html.h"
#include "web/pages/pledge_pages.h"
#include "web/pages/sheet.h"
#include "web/pages/words.h"

namespace ruban::web {
namespace {

using ctemplate::TemplateDictionary;
using i18n::Lang;
using i18n::tr;
using i18n::tr_plural;
using letter::LetterState;

constexpr std::size_t kDescriptionLength = 200;

LetterPlace version_place(const LetterPage& page, std::optional<std::uint32_t> version) {
  return {page.head.place.slug, version};
}

// The letter hasn't opened yet: not now, or not at the checkpoint that the page shows.
bool is_early(const LetterPage& page) {
  return page.head.state == LetterState::draft ||
         (page.layout.checkpoint && page.opens > page.layout.checkpoint->at);
}

std::string opening(const LetterPage& page, Lang lang) {
  return tr(lang, "Signing opens on {instant}.", {{"instant", i18n::format_instant(lang, page.opens)}});
}

std::string when(const LetterPage& page, Lang lang) {
  const std::string opens = i18n::format_date(lang, page.opens);
  const bool ended = page.head.state != LetterState::draft && page.head.state != LetterState::open;
  if (ended || page.replaced_by || page.issuing_closed) {
    return is_early(page)
               ? tr(lang, "It was to open on {date}, and was closed to signatures before.", {{"date", opens}})
               : tr(lang, "Opened on {date}; closed to signatures.", {{"date", opens}});
  }
  if (is_early(page)) return opening(page, lang);
  if (page.closes) {
    return tr(lang, "Open for signatures since {date}, until {end}.",
              {{"date", opens}, {"end", i18n::format_date(lang, *page.closes)}});
  }
  return tr(lang, "Open for signatures since {date}.", {{"date", opens}});
}

std::string shut(const LetterPage& page, Lang lang) {
  switch (page.head.state) {
    case LetterState::closed:
      return tr(lang, "This letter is closed to signatures.");
    case LetterState::withdrawn:
      return tr(lang, "The organisers have withdrawn this letter.");
    case LetterState::removed:
      return tr(lang, "This letter was removed.");
    case LetterState::draft:
    case LetterState::open:
      break;
  }
  if (page.replaced_by) {
    return tr(lang, "Version {number} can be signed instead.",
              {{"number", std::to_string(*page.replaced_by)}});
  }
  if (page.issuing_closed) {
    return tr(lang, "This server was restored from a backup, so this version takes no more signatures.");
  }
  if (is_early(page)) return opening(page, lang);
  if (page.layout.archive) return tr(lang, "This archive takes no signatures.");
  return tr(lang, "This letter takes no signatures at the moment.");
}

void fill_head(TemplateDictionary& body, const LetterPage& page, Lang lang) {
  const auto& head = page.head;
  if (page.replaced_by) {
    auto* note = body.AddSectionDictionary(kl_IF_REPLACED);
    set(*note, kl_VERSION, std::to_string(page.version));
    set(*note, kl_NEWEST, letter_path(lang, version_place(page, std::nullopt)));
    set(*note, kl_REPLACED_BY, std::to_string(*page.replaced_by));
  }
  if (page.follows) {
    auto* note = body.AddSectionDictionary(kl_IF_FOLLOWS);
    set(*note, kl_VERSION, std::to_string(page.version));
    set(*note, kl_FOLLOWED, letter_path(lang, version_place(page, page.follows)));
    set(*note, kl_FOLLOWS, std::to_string(*page.follows));
  }
  if (head.text_lang != lang) {
    set(*body.AddSectionDictionary(kl_IF_OTHER_TEXT), kl_OTHER_TEXT,
        head.text_lang == Lang::fr ? tr(lang, "This letter was written in French, and not translated.")
                                   : tr(lang, "This letter was written in English, and not translated."));
  }
  set(body, kl_TEXT_LANG, i18n::tag(head.text_lang));
  set(body, kl_KIND, tr(head.text_lang, "Open letter"));
  if (!head.recipient.empty()) set(*body.AddSectionDictionary(kl_IF_RECIPIENT), kl_RECIPIENT, head.recipient);
  if (!head.recipient_role.empty()) {
    set(*body.AddSectionDictionary(kl_IF_RECIPIENT_ROLE), kl_RECIPIENT_ROLE, head.recipient_role);
  }
  if (!head.organisation.empty()) {
    set(*body.AddSectionDictionary(kl_IF_ORGANISATION), kl_ORGANISATION, head.organisation);
  }
  set(body, kl_TITLE, i18n::typeset(head.text_lang, head.title));
  set(body, kl_WHEN, when(page, lang));
  if (page.ended && !page.end_reason.empty()) {
    auto* ended = body.AddSectionDictionary(kl_IF_END_REASON);
    set(*ended, kl_ENDED,
        tr(lang, "It ended on {date}, for this reason:", {{"date", i18n::format_date(lang, *page.ended)}}));
    set(*ended, kl_END_REASON, page.end_reason);
    set(*ended, kl_END_REASON_LANG, i18n::tag(page.end_reason_lang));
  }
  set(body, kl_CONSTITUENCY, page.constituency);
}

void fill_word_and_deed(TemplateDictionary& row, const DemandOnPage& demand, Lang lang) {
  if (demand.said_at) {
    auto* said = row.AddSectionDictionary(kl_IF_SAID);
    set(*said, kl_SAID_DATE, i18n::format_date(lang, *demand.said_at));
    set(*said, kl_SAID, i18n::typeset(demand.said_lang, demand.said));
    set(*said, kl_SAID_LANG, i18n::tag(demand.said_lang));
  }
  if (!demand.moved_at) return;
  auto* done = row.AddSectionDictionary(kl_IF_DONE);
  set(*done, kl_DONE_DATE, i18n::format_date(lang, *demand.moved_at));
  set(*done, kl_DONE, i18n::typeset(demand.done_lang, demand.done));
  set(*done, kl_DONE_LANG, i18n::tag(demand.done_lang));
}

void fill_text(TemplateDictionary& body, const LetterPage& page, Lang lang) {
  const Lang text_lang = page.head.text_lang;
  if (!page.demands.empty()) {
    auto* list = body.AddSectionDictionary(kl_IF_DEMANDS);
    for (const auto& demand : page.demands) {
      auto* row = list->AddSectionDictionary(kl_DEMAND);
      set(*row, kl_TEXT, i18n::typeset(text_lang, demand.text));
      set(*row, kl_STATE, demand_state_word(demand.state, demand.said_at.has_value(), lang));
      show_if(*row, kl_IF_MOVED, demand.state != letter::DemandState::open);
      fill_word_and_deed(*row, demand, lang);
    }
    const bool any = std::ranges::any_of(page.demands, [](const auto& d) { return d.said_at || d.moved_at; });
    if (any)
      set(*list->AddSectionDictionary(kl_IF_DEEDS), kl_DEEDS, letter_path(lang, page.head.place, "/demands"));
  }
  CHECK(page.text);
  set(body, kl_DOCUMENT, document_html(*page.text, text_lang));
}

void fill_pledge(TemplateDictionary& body, const LetterPage& page, Lang lang) {
  if (page.pledge.empty()) return;
  auto* pledge = body.AddSectionDictionary(kl_IF_PLEDGE);
  set(*pledge, kl_PLEDGE, i18n::typeset(page.head.text_lang, page.pledge));
  set(*pledge, kl_PLEDGE_PAGE, letter_path(lang, page.head.place, "/pledge"));
  const auto& standing = page.pledge_standing;
  if (standing.cause != letter::PledgeStanding::Cause::not_yet) {
    set(*pledge->AddSectionDictionary(kl_IF_PLEDGE_STANDING), kl_PLEDGE_STANDING,
        pledge_standing_words(standing, page.pledge_due, lang));
  } else if (page.pledge_due) {
    set(*pledge->AddSectionDictionary(kl_IF_PLEDGE_DUE), kl_PLEDGE_DUE,
        i18n::format_date(lang, *page.pledge_due));
  }
  for (const auto& c : page.classes) {
    if (!standing.due() && c.kept == 0) continue;
    auto* row = pledge->AddSectionDictionary(kl_PLEDGE_CLASS);
    set(*row, kl_PLEDGE_LABEL, c.label);
    set(*row, kl_PLEDGE_KEPT, kept_words(c.kept, c.named, lang));
  }
}

void add_line_below(TemplateDictionary& figure, std::string_view text) {
  set(*figure.AddSectionDictionary(kl_LINE), kl_TEXT, text);
}

void fill_ring(TemplateDictionary& body, const ClassOnPage& tally, const std::string& as_of, Lang lang) {
  auto* figure = body.AddSectionDictionary(kl_CLASS);
  const auto total = tally.named + tally.anon;
  Ring ring;
  ring.named = tally.named;
  ring.anon = tally.anon;
  ring.marks = tally.marks;
  ring.title = tr_plural(lang, "{count} signature", "{count} signatures", total);
  ring.description = tr(lang, "{class}. Each mark on the ring is a signature; {as_of}",
                        {{"class", tally.label}, {"as_of", as_of}});
  ring.id = "ring-" + tally.name;
  set(*figure, kl_RING, ring_svg(ring, lang));
  set(*figure, kl_LABEL, tally.label);
  if (tally.anon > 0) {
    add_line_below(*figure, tr(lang, "{named} by name, {anon} without",
                               {{"named", i18n::format_number(lang, tally.named)},
                                {"anon", i18n::format_number(lang, tally.anon)}}));
  }
  if (tally.denominator) {
    add_line_below(*figure, tr_plural(lang, "out of {count}", "out of {count}", *tally.denominator));
  }
  if (tally.withdrawn > 0) {
    add_line_below(*figure, tr_plural(lang, "{count} withdrawn", "{count} withdrawn", tally.withdrawn));
  }
  if (tally.taken_down > 0) {
    add_line_below(*figure, tr_plural(lang, "{count} taken down", "{count} taken down", tally.taken_down));
  }
}

void fill_signers(TemplateDictionary& body, const ClassOnPage& tally, bool with_heading, Lang lang) {
  if (tally.named + tally.anon == 0) return;
  auto* group = body.AddSectionDictionary(kl_SIGNERS);
  if (with_heading) set(*group->AddSectionDictionary(kl_IF_HEADING), kl_LABEL, tally.label);
  if (!tally.signatories.empty()) {
    auto* names = group->AddSectionDictionary(kl_IF_NAMES);
    for (const auto& line : tally.signatories) {
      auto* who = names->AddSectionDictionary(kl_WHO);
      set(*who, kl_NAME, line.name);
      if (!line.role.empty()) set(*who->AddSectionDictionary(kl_IF_ROLE), kl_ROLE, line.role);
    }
  }
  std::string rest;
  if (const auto shown = tally.signatories.size(); tally.named > shown) {
    rest = shown == 0 ? tr_plural(lang, "{count} by name.", "{count} by name.", tally.named)
                      : tr_plural(lang, "And {count} more by name.", "And {count} more by name.",
                                  tally.named - shown);
  }
  if (tally.anon > 0) {
    if (!rest.empty()) rest += ' ';
    rest += tr_plural(lang, "And {count} without a name.", "And {count} without a name.", tally.anon);
  }
  if (!rest.empty()) set(*group->AddSectionDictionary(kl_IF_REST), kl_REST, rest);
}

void fill_count(TemplateDictionary& body, const LetterPage& page, Lang lang) {
  std::string as_of;
  if (page.layout.checkpoint) {
    as_of = tr(lang, "Counted on {instant}.",
               {{"instant", i18n::format_instant(lang, page.layout.checkpoint->at)}});
  }
  set(body, kl_AS_OF, as_of);
  bool somebody = false;
  for (const auto& tally : page.classes) {
    fill_ring(body, tally, as_of, lang);
    fill_signers(body, tally, page.classes.size() > 1, lang);
    somebody = somebody || tally.named + tally.anon > 0;
  }
  const auto here = [&](std::string_view rest) { return letter_path(lang, page.head.place, rest); };
  if (page.can_sign) {
    set(*body.AddSectionDictionary(kl_IF_OPEN), kl_SIGN, here("/sign" + page.meant));
  } else {
    set(*body.AddSectionDictionary(kl_IF_SHUT), kl_SHUT, shut(page, lang));
  }
  // Whoever has signed can take it back for as long as the letter is shown, open or not.
  if (!page.layout.archive)
    set(*body.AddSectionDictionary(kl_IF_WITHDRAW), kl_WITHDRAW, here("/withdraw" + page.meant));
  show_if(body, kl_IF_NOBODY, !somebody);
  if (somebody) set(*body.AddSectionDictionary(kl_IF_SOMEBODY), kl_SIGNATURES, here("/signatures"));
  set(body, kl_HISTORY, here("/history"));
  set(body, kl_FIGURES, here("/figures"));
  if (page.has_answers) set(*body.AddSectionDictionary(kl_IF_ANSWERS), kl_ANSWERS, here("/answers"));
  if (page.has_evidence) set(*body.AddSectionDictionary(kl_IF_EVIDENCE), kl_EVIDENCE, here("/evidence"));
  if (page.has_news) set(*body.AddSectionDictionary(kl_IF_NEWS), kl_NEWS, here("/news"));
}

void fill_beside(TemplateDictionary& section, const std::vector<LetterBeside>& letters, Lang lang) {
  for (const auto& one : letters) {
    auto* row = section.AddSectionDictionary(kl_BESIDE);
    set(*row, kl_BESIDE_URL, letter_path(lang, one.place));
    set(*row, kl_BESIDE_TITLE, i18n::typeset(one.lang, one.title));
    set(*row, kl_BESIDE_LANG, i18n::tag(one.lang));
    for (const auto& [label, count] : one.counts) {
      auto* part = row->AddSectionDictionary(kl_BESIDE_COUNT);
      set(*part, kl_BESIDE_NUMBER, i18n::format_number(lang, count));
      set(*part, kl_BESIDE_CLASS, label);
    }
  }
}

void fill_letters_beside(TemplateDictionary& body, const LetterPage& page, Lang lang) {
  if (!page.supports.empty()) {
    auto* section = body.AddSectionDictionary(kl_IF_BESIDE);
    set(*section, kl_BESIDE_HEAD, tr(lang, "This letter stands with"));
    fill_beside(*section, page.supports, lang);
  }
  if (page.supported_by.empty()) return;
  auto* section = body.AddSectionDictionary(kl_IF_BESIDE);
  set(*section, kl_BESIDE_HEAD, tr(lang, "With this letter stands"));
  fill_beside(*section, page.supported_by, lang);
}

void fill_events(TemplateDictionary& body, const LetterPage& page, Lang lang) {
  if (page.events.empty()) return;
  auto* list = body.AddSectionDictionary(kl_IF_EVENTS);
  for (const auto& event : page.events) {
    auto* row = list->AddSectionDictionary(kl_EVENT);
    set(*row, kl_MACHINE_TIME, format_minute(event.time));
    set(*row, kl_TIME, i18n::format_instant_short(lang, event.time));
    set(*row, kl_SENTENCE, event_sentence(event, lang));
  }
}

}  // namespace

std::string render(const LetterPage& page, Lang lang) {
  CHECK(page.text);
  Sheet sheet(page.layout,
              {.title = page.head.title,
               .description = letter::plain_text(*page.text, kDescriptionLength),
               .letter = true},
              "letter", lang);
  auto& body = sheet.body();
  fill_head(body, page, lang);
  fill_text(body, page, lang);
  fill_pledge(body, page, lang);
  fill_count(body, page, lang);
  fill_letters_beside(body, page, lang);
  fill_events(body, page, lang);
  return sheet.html();
}

}  // namespace ruban::web
