// SPDX-License-Identifier: AGPL-3.0-or-later
#include <charconv>

#include "service/captures.h"
#include "web/pages/changes_html.h"
#include "web/pages/evidence_page.h"
#include "web/pages/paths.h"
#include "web/public/asked.h"
#include "web/public/pages.h"
#include "web/public/statements.h"

namespace ruban::web {
namespace {

using service::Statement;

PieceOnPage piece_of(const Site& site, const std::vector<Statement>& said, const Statement& piece,
                     TreeSize size, i18n::Lang lang) {
  PieceOnPage out;
  out.statement = on_page(site, piece, size, lang);
  out.has_text = service::text_of(piece) != nullptr;
  if (const auto* before = service::capture_before(said, piece))
    out.before = OtherCapture{before->number, service::made_at(*before)};
  return out;
}

// A page's text, with its changes since `before`.
Result<void> read_text(const Site& site, const Statement& piece, const Statement* before, TreeSize size,
                       PiecePage& page) {
  const auto& file = service::text_of(piece)->sha256;
  const auto text = TRY(site.captures.text(file, size));
  if (text->page.status != 0)
    page.facts = CaptureFacts{text->page.url, text->page.asked, text->page.address, text->page.status};
  if (before == nullptr) {
    page.text = unchanged(text->blocks);
    return {};
  }
  page.text = *TRY(site.captures.difference(service::text_of(*before)->sha256, file, size));
  return {};
}

const Statement* find(const std::vector<Statement>& said, std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return nullptr;
  for (const auto& one : said) {
    if (one.kind == letter::DocumentKind::evidence && one.number == number) return &one;
  }
  return nullptr;
}

}  // namespace

Response show_evidence(const Site& site, const Request& request) {
  Response refusal;
  const auto ask = asked(site, request, refusal);
  if (!ask) return refusal;
  const auto lang = lang_of(request);
  EvidencePage page;
  page.head = head_of(site, request, *ask->letter, lang);
  page.layout = site.layout(letter_path(lang, page.head.place, "/evidence").substr(3), ask->published);
  const auto said = service::statements(site.instance, ask->letter->id(), ask->published.size);
  for (auto one = said.rbegin(); one != said.rend(); ++one) {
    if (one->kind == letter::DocumentKind::evidence)
      page.pieces.push_back(piece_of(site, said, *one, ask->published.size, lang));
  }
  return html(render(page, lang)).on(Surface::page);
}

Response show_piece(const Site& site, const Request& request) {
  Response refusal;
  const auto ask = asked(site, request, refusal);
  if (!ask) return refusal;
  const auto lang = lang_of(request);
  const auto number = request.parameter("number");
  const auto said = service::statements(site.instance, ask->letter->id(), ask->published.size);
  const auto* piece = find(said, number);
  if (piece == nullptr)
    return error_page(site, request, {Kind::not_found, "There is no piece of evidence of this number.", {}});
  PiecePage page;
  page.head = head_of(site, request, *ask->letter, lang);
  page.layout = site.layout(letter_path(lang, page.head.place, "/evidence/").substr(3) + std::string(number),
                            ask->published);
  page.piece = piece_of(site, said, *piece, ask->published.size, lang);
  if (page.piece.has_text) {
    const auto* before = service::capture_before(said, *piece);
    if (auto read = read_text(site, *piece, before, ask->published.size, page); !read) {
      if (read.error().kind == Kind::busy) return error_page(site, request, read.error());
      page.trouble = read.error().message;
    }
  }
  return html(render(page, lang)).on(Surface::page);
}

}  // namespace ruban::web
