// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/entry_words.h"
#include "signature/quote.h"
#include "web/pages/figures_page.h"
#include "web/pages/paths.h"
#include "web/public/figures.h"
#include "web/public/pages.h"

namespace ruban::web {
namespace {

using i18n::Lang;

constexpr std::size_t kMostStatements = 50;

// As people and browsers write it: RFC 3339, or without an offset, which is UTC here.
Result<Instant> typed_instant(std::string text) {
  if (text.size() >= 11 && text[10] == ' ') text[10] = 'T';
  for (auto& c : text) {
    if (c == ' ') c = '+';  // what a query makes of it
  }
  for (const std::string_view end : {"", "Z", ":00Z", "T00:00:00Z"}) {
    if (auto at = parse_rfc3339(text + std::string(end))) return at;
  }
  if (auto minute = parse_minute(text)) return minute;
  return fail(Kind::invalid,
              "An instant is written like 2018-06-21T14:00:00Z, or with an offset like +02:00.", "at");
}

std::string_view host_of(std::string_view url) {
  const auto begin = url.find("://");
  return begin == std::string_view::npos ? url : url.substr(begin + 3);
}

// For sentences in both languages, whatever page they stand on: the press of either quotes a letter that is
// written in one.
std::map<Lang, std::string> in_each(const service::PublishedLetter& letter, const letter::LocalText& text) {
  std::map<Lang, std::string> out;
  for (const auto lang : i18n::kLangs) out.emplace(lang, text_in(letter, text, lang));
  return out;
}

void add_classes(FiguresPage& page, const service::PublishedLetter& letter, const service::LetterCount& count,
                 const service::Figures& figures) {
  for (std::size_t i = 0; i < count.classes.size(); ++i) {
    const auto& c = count.classes[i];
    FiguresPage::Class row;
    row.name = c.name;
    row.labels = in_each(letter, letter.letter.find_class(c.name)->label);
    row.denominator = c.denominator;
    row.named = c.named;
    row.anon = c.anon;
    row.withdrawn = c.withdrawn;
    row.taken_down = c.taken_down;
    row.kept = c.kept;
    if (!figures.first_day.empty()) {
      row.first_day = figures.first_day[i];
      row.last_day = figures.last_day[i];
    }
    page.classes.push_back(std::move(row));
  }
}

}  // namespace

Response show_figures(const Site& site, const Request& request) {
  auto found = letter_of(site, request);
  if (!found) return error_page(site, request, found.error());
  const auto& letter = **found;
  if (letter.state(site.now()) == letter::LetterState::removed) return gone_page(site, request, letter);
  const auto published = site.instance.store.record().published_checkpoint();
  if (!published || letter.row.index >= published->size)
    return error_page(site, request, {Kind::not_found, "There is no such letter here.", {}});

  const auto lang = lang_of(request);
  FiguresPage page;
  page.head = head_of(site, request, letter, lang);
  page.layout = site.layout(letter_path(lang, page.head.place, "/figures").substr(3), published);
  page.host = host_of(site.url);
  page.titles = in_each(letter, letter.letter.title);
  const auto figures = service::read_figures(site.instance, letter, *published);

  auto then = *published;
  page.at = published->time;
  page.asked = std::string(request.query.get("at").substr(0, 100));
  if (!page.asked.empty()) {
    const auto at = typed_instant(page.asked);
    auto checkpoint = at ? service::checkpoint_at(site.instance, letter, *at)
                         : Result<store::Checkpoint>(tl::unexpected(at.error()));
    if (checkpoint) {
      page.at = *at;
      then = *std::move(checkpoint);
    } else {
      page.fault = checkpoint.error();
    }
  }
  const auto count = service::count_letter(site.instance, letter, then);
  page.then = site.foot(then);
  page.tally = service::last_tally(site.instance, letter, then.size);
  page.tally_agrees = count.tally_index.has_value();
  if (page.tally) page.tally_text = site.instance.store.record().entries(*page.tally, 1).at(0);
  page.checkpoint = then.note;
  for (const auto& one : site.standing(then).cosignatures) page.cosignatures.push_back({one.name, one.at});
  add_classes(page, letter, count, figures);

  const auto curve = curve_of(letter, figures, lang);
  page.curve = press::curve_svg(curve, lang, press::Dress::page);
  for (std::size_t i = 0; i < curve.at.size(); ++i) {
    FiguresPage::Row row{curve.at[i], {}};
    for (const auto& line : curve.lines) row.standing.push_back(line.standing[i]);
    page.rows.push_back(std::move(row));
  }
  for (const auto& row :
       site.instance.store.quotes().published(letter.id(), published->size, kMostStatements)) {
    const auto said = signature::parse_quote(row.text.text);
    if (!said) continue;
    page.statements.push_back({said->text(), std::string(class_label(letter, row.issuer, lang)),
                               row.time.value(), row.index.value(), row.signature});
  }
  for (const auto& [reason, number] : figures.takedowns)
    page.takedowns.emplace_back(ledger::word(reason), number);
  return html(render(page, lang), page.fault ? 422 : 200).on(Surface::page);
}

}  // namespace ruban::web
