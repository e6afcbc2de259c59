// SPDX-License-Identifier: AGPL-3.0-or-later
#include <charconv>

#include "core/utf8.h"
#include "web/pages/paths.h"
#include "web/pages/signatures_page.h"
#include "web/public/pages.h"
#include "web/public/query.h"

namespace ruban::web {
namespace {

constexpr std::size_t kOnAPage = 100;
constexpr std::size_t kMostQueryBytes = 200;
constexpr std::size_t kMostQueryWords = 5;

SignatureOnPage::State state_on_page(const store::SignatureRow& row) {
  switch (row.state) {
    case store::SignatureState::withdrawn:
      return SignatureOnPage::State::withdrawn;
    case store::SignatureState::taken_down:
      return SignatureOnPage::State::taken_down;
    case store::SignatureState::valid:
      break;
  }
  if (row.mode != ledger::Mode::named) return SignatureOnPage::State::anonymous;
  return row.payload ? SignatureOnPage::State::named : SignatureOnPage::State::erased;
}

}  // namespace

Response show_signatures(const Site& site, const Request& request) {
  auto found = letter_of(site, request);
  if (!found) return error_page(site, request, found.error());
  const auto& letter = **found;
  const auto lang = lang_of(request);
  if (letter.state(site.now()) == letter::LetterState::removed) return gone_page(site, request, letter);
  const auto published = site.instance.store.record().published_checkpoint();
  const TreeSize size = published ? published->size : 0;

  SignaturesPage page;
  page.head = head_of(site, request, letter, lang);
  page.query = std::string(request.query.get("q").substr(0, kMostQueryBytes));
  auto after = index_in(request.query, "after");
  if (!after) return error_page(site, request, after.error());
  page.after = *after;
  std::string query;
  if (page.after) query = "?after=" + std::to_string(*page.after);
  page.layout = site.layout(letter_path(lang, page.head.place, "/signatures").substr(3) + query, published);

  auto& signatures = site.instance.store.signatures();
  const auto words = search_words(page.query, kMostQueryWords);
  auto rows = words.empty() ? signatures.list(letter.id(), page.after, kOnAPage + 1, size)
                            : signatures.search(letter.id(), words, page.after, kOnAPage + 1, size);
  if (!page.query.empty() && words.empty()) rows.clear();
  if (rows.size() > kOnAPage) {
    rows.pop_back();
    page.next = rows.back().index;
  }
  for (const auto& row : rows) {
    page.signatures.push_back({row.index, state_on_page(row), line_of(row.payload),
                               std::string(class_label(letter, row.issuer, lang)), row.epoch});
  }
  return html(render(page, lang)).on(Surface::page);
}

}  // namespace ruban::web
