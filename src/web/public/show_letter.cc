// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "service/end_letter.h"
#include "service/pledge.h"
#include "web/pages/letter_page.h"
#include "web/pages/paths.h"
#include "web/pages/words.h"
#include "web/public/events.h"
#include "web/public/pages.h"
#include "web/public/signers.h"
#include "web/public/statements.h"

namespace ruban::web {
namespace {

constexpr std::size_t kMostEventsOnLetter = 40;
constexpr std::size_t kMostLettersBeside = 20;

// Demands with the last word and deed of each.
void add_statements(const service::PublishedLetter& letter, const std::vector<service::Statement>& said,
                    LetterPage& page, i18n::Lang lang) {
  for (const auto& demand : words_and_deeds(letter, said, page.head.place, lang)) {
    DemandOnPage row;
    row.number = demand.number;
    row.text = demand.text;
    row.state = demand.state;
    for (const auto& step : demand.steps) {
      (step.is_word ? row.said : row.done) = step.text;
      (step.is_word ? row.said_lang : row.done_lang) = step.text_lang;
      (step.is_word ? row.said_at : row.moved_at) = step.at;
    }
    page.demands.push_back(std::move(row));
  }
  for (const auto& one : said) {
    page.has_answers |=
        one.kind == letter::DocumentKind::response || one.kind == letter::DocumentKind::delivery;
    page.has_news |= one.kind == letter::DocumentKind::update;
    page.has_evidence |= one.kind == letter::DocumentKind::evidence;
  }
}

LetterBeside beside(const Site& site, const service::PublishedLetter& other,
                    const store::Checkpoint& published, i18n::Lang lang) {
  LetterBeside out;
  out.place.slug = other.row.slug;
  if (other.row.replaced_by) out.place.version = other.row.version;
  out.title = text_in(other, other.letter.title, lang);
  out.lang = lang_of(language_in(other, lang));
  for (const auto& c : service::count_letter(site.instance, other, published).classes)
    out.counts.emplace_back(text_in(other, other.letter.find_class(c.name)->label, lang), c.named + c.anon);
  return out;
}

// Whether `other` names this letter, or this version of it, as the one that it supports.
bool supports(const service::PublishedLetter& other, const service::PublishedLetter& letter) {
  const auto& named = other.letter.supports;
  if (!named || named->slug.text() != letter.row.slug) return false;
  return named->version ? static_cast<std::uint32_t>(*named->version) == letter.row.version
                        : !letter.row.replaced_by;
}

// Letters that stand together: nobody is asked, so a letter that was taken off isn't shown, nor an old
// version.
void add_letters_beside(const Site& site, const service::PublishedLetter& letter,
                        const store::Checkpoint& published, LetterPage& page, i18n::Lang lang) {
  for (const auto& other : site.letters.all()) {
    if (page.supports.size() + page.supported_by.size() >= kMostLettersBeside) return;
    const bool gone = other->row.end && *other->row.end != ledger::LetterEnd::closed;
    if (gone || other->row.index >= published.size) continue;
    if (supports(letter, *other)) page.supports.push_back(beside(site, *other, published, lang));
    if (!other->row.replaced_by && supports(*other, letter))
      page.supported_by.push_back(beside(site, *other, published, lang));
  }
}

std::vector<LetterEvent> events_since(const Site& site, const service::PublishedLetter& letter,
                                      TreeSize size) {
  auto events =
      site.instance.store.letters().latest_events(letter.id(), told_events(), kMostEventsOnLetter, size);
  std::reverse(events.begin(), events.end());
  return read_events(site, events);
}

}  // namespace

Response show_letter(const Site& site, const Request& request) {
  auto found = letter_of(site, request);
  if (!found) return error_page(site, request, found.error());
  const auto& letter = **found;
  const auto lang = lang_of(request);
  const auto state = letter.state(site.now());
  if (state == letter::LetterState::removed) return gone_page(site, request, letter);

  const auto published = site.instance.store.record().published_checkpoint();
  if (!published || letter.row.index >= published->size) {
    return error_page(site, request, {Kind::not_found, "There is no such letter here.", {}});
  }
  LetterPage page;
  page.head = head_of(site, request, letter, lang);
  page.meant = meant_by_link(request);
  page.layout = site.layout(letter_path(lang, page.head.place).substr(3) + page.meant, published);
  page.constituency = text_in(letter, letter.letter.constituency, lang);
  page.opens = letter.letter.opens;
  page.closes = letter.letter.closes;
  page.ended = letter.row.end_time;
  if (const auto reason = service::end_reason(site.instance, letter, published->size)) {
    page.end_reason = reason->title;
    page.end_reason_lang = lang_of(reason->language);
  }
  page.version = letter.row.version;
  if (letter.row.version > 1) page.follows = letter.row.version - 1;
  page.replaced_by = letter.row.replaced_by;
  const auto said = service::statements(site.instance, letter.id(), published->size);
  add_statements(letter, said, page, lang);
  page.text = &letter.letter.documents.at(language_in(letter, lang));
  if (letter.letter.pledge) {
    page.pledge = text_in(letter, letter.letter.pledge->text, lang);
    page.pledge_due = letter.letter.pledge->due;
    page.pledge_standing = service::pledge_standing(site.instance, letter, published->size).value();
  }
  page.can_sign = !site.archive && letter.accepts_signatures(site.now()).has_value();
  page.issuing_closed = letter.row.issuing_closed;
  const auto count = service::count_letter(site.instance, letter, *published);
  for (const auto& c : count.classes) {
    ClassOnPage row;
    row.name = c.name;
    row.label = text_in(letter, letter.letter.find_class(c.name)->label, lang);
    row.denominator = c.denominator;
    row.named = c.named;
    row.anon = c.anon;
    row.withdrawn = c.withdrawn;
    row.taken_down = c.taken_down;
    row.kept = c.kept.value_or(0);
    page.classes.push_back(std::move(row));
  }
  add_signatures(site, letter, published->size, page.classes);
  add_letters_beside(site, letter, *published, page, lang);
  page.events = events_since(site, letter, published->size);
  mark_said_again(page.events, said);
  drop_translations(page.events);
  return html(render(page, lang)).on(Surface::page);
}

}  // namespace ruban::web
