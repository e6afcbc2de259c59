// SPDX-License-Identifier: AGPL-3.0-or-later
#include "core/check.h"
#include "service/pledge.h"
#include "web/pages/pledge_pages.h"
#include "web/public/pages.h"

namespace ruban::web {
namespace {

// That are printed; the history has all.
constexpr std::size_t kMostNames = 200;

void add_kept(const Site& site, const service::PublishedLetter& letter, TreeSize size, i18n::Lang lang,
              PledgePage& page) {
  auto rows = site.instance.store.signatures().kept(letter.id(), kMostNames + 1, size);
  page.more = rows.size() > kMostNames;
  if (page.more) rows.pop_back();
  for (const auto& row : rows) {
    const auto entry = ledger::parse_entry(site.instance.store.record().entries(row.kept.value(), 1).at(0));
    CHECK(entry);
    page.signatories.push_back({line_of(row.payload), std::string(class_label(letter, row.issuer, lang)),
                                *row.kept, ledger::time_of(*entry)});
  }
}

std::vector<PledgePage::Demand> demands_of_pledge(const Site& site, const service::PublishedLetter& letter,
                                                  TreeSize size, i18n::Lang lang) {
  std::vector<PledgePage::Demand> out;
  const auto states = service::demand_states(site.instance, letter, size);
  for (const auto& demand : letter.letter.demands) {
    if (letter::hangs_on(letter.letter.pledge.value(), demand.number))
      out.push_back({demand.number, text_in(letter, demand.text, lang), states.at(demand.number)});
  }
  return out;
}

}  // namespace

Response show_pledge(const Site& site, const Request& request) {
  auto found = letter_of(site, request);
  if (!found) return error_page(site, request, found.error());
  const auto& letter = **found;
  const auto state = letter.state(site.now());
  if (state == letter::LetterState::removed || state == letter::LetterState::withdrawn)
    return gone_page(site, request, letter);
  const auto published = site.instance.store.record().published_checkpoint();
  if (!published || letter.row.index >= published->size)
    return error_page(site, request, {Kind::not_found, "There is no such letter here.", {}});
  if (!letter.letter.pledge)
    return error_page(site, request, {Kind::not_found, "This letter carries no pledge.", {}});
  const auto lang = lang_of(request);
  const auto& pledge = *letter.letter.pledge;
  PledgePage page;
  page.head = head_of(site, request, letter, lang);
  page.layout = site.layout(letter_path(lang, page.head.place, "/pledge").substr(3), published);
  page.text = text_in(letter, pledge.text, lang);
  page.due = pledge.due;
  page.demands = demands_of_pledge(site, letter, published->size, lang);
  page.names_demands = !pledge.when_refused.empty();
  page.standing = service::pledge_standing(site.instance, letter, published->size).value();
  for (const auto& c : service::count_letter(site.instance, letter, *published).classes) {
    page.classes.push_back(
        {text_in(letter, letter.letter.find_class(c.name)->label, lang), c.kept.value(), c.named, c.anon});
  }
  add_kept(site, letter, published->size, lang, page);
  page.slug = letter.row.slug;
  page.version = letter.row.version;
  page.letter = letter.id();
  page.index = letter.row.index;
  page.policy = site.policy_text();
  return html(render(page, lang)).on(Surface::page);
}

}  // namespace ruban::web
