// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "web/api/api.h"
#include "web/api/reading.h"
#include "web/public/query.h"

namespace ruban::web {
namespace {

namespace json = boost::json;

constexpr std::uint64_t kMostInJson = 1000;
constexpr std::uint64_t kMostInCsv = 20'000;

std::string_view word(store::SignatureState state) {
  switch (state) {
    case store::SignatureState::valid:
      return "valid";
    case store::SignatureState::withdrawn:
      return "withdrawn";
    case store::SignatureState::taken_down:
      return "taken_down";
  }
  return {};
}

struct SignaturePage {
  service::LetterPointer letter;
  TreeSize size = 0;
  std::vector<store::SignatureRow> rows;  // without their texts once the letter is removed
  std::optional<EntryIndex> next;         // for ?after=
};

Result<SignaturePage> signatures_in(const Site& site, const Request& request, std::uint64_t usual,
                                    std::uint64_t most) {
  SignaturePage out;
  out.letter = TRY(letter_in(site, request));
  const auto after = TRY(index_in(request.query, "after"));
  const auto asked = TRY(index_in(request.query, "limit"));
  const auto limit = asked.value_or(usual);
  if (limit < 1 || limit > most)
    return fail(Kind::invalid, "A page doesn’t hold so many signatures.", "limit");
  out.size = site.instance.store.record().published_checkpoint()->size;
  out.rows = site.instance.store.signatures().list(out.letter->id(), after, limit + 1, out.size);
  if (out.rows.size() > limit) {
    out.rows.pop_back();
    out.next = out.rows.back().index;
  }
  // What was removed is counted, and what people wrote in it isn't shown.
  if (out.letter->state(site.now()) == letter::LetterState::removed) {
    for (auto& row : out.rows) row.payload.reset();
  }
  return out;
}

// RFC 4180. A spreadsheet takes a cell that begins like a formula for one, so it gets an apostrophe before
// it.
void add_cell(std::string& csv, std::string_view text, char end) {
  const bool formula =
      !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  csv += '"';
  if (formula) csv += '\'';
  for (const char c : text) {
    if (c == '"') csv += '"';
    csv += c;
  }
  csv += '"';
  csv += end;
}

}  // namespace

Response api_signatures(const Site& site, const Request& request) {
  auto page = signatures_in(site, request, 100, kMostInJson);
  if (!page) return problem(page.error());
  json::array signatures;
  for (const auto& row : page->rows) {
    signatures.push_back(json::object{
        {"index", row.index},
        {"issuer", row.issuer},
        {"class", page->letter->find_issuer(row.issuer)->class_name},
        {"mode", ledger::word(row.mode)},
        {"via", ledger::word(row.via)},
        {"epoch", format_minute(row.epoch)},
        {"state", word(row.state)},
        {"payload", row.payload ? json::value(to_base64(as_bytes(row.payload->text))) : json::value(nullptr)},
        {"salt", row.payload ? json::value(to_base64(row.payload->salt.view())) : json::value(nullptr)},
    });
  }
  return answer(json::object{
      {"letter", to_base64(page->letter->id().view())},
      {"size", page->size},
      {"signatures", std::move(signatures)},
      {"next", page->next ? json::value(*page->next) : json::value(nullptr)},
  });
}

Response api_signatures_csv(const Site& site, const Request& request) {
  auto page = signatures_in(site, request, kMostInCsv, kMostInCsv);
  if (!page) return problem(page.error());
  std::string csv = "index,class,issuer,mode,via,epoch,state,name,role,comment\r\n";
  for (const auto& row : page->rows) {
    const auto line = line_of(row.payload);
    csv += fmt::format("{},{},{},{},{},{},{},", row.index, page->letter->find_issuer(row.issuer)->class_name,
                       row.issuer, ledger::word(row.mode), ledger::word(row.via), format_minute(row.epoch),
                       word(row.state));
    add_cell(csv, line.name, ',');
    add_cell(csv, line.role, ',');
    add_cell(csv, line.comment, '\r');
    csv += '\n';
  }
  auto response = download(std::move(csv), "text/csv; charset=utf-8; header=present",
                           fmt::format("{}-signatures.csv", page->letter->row.slug))
                      .on(Surface::api);
  if (!page->next) return response;
  return std::move(response).with(
      "Link", fmt::format("</api/v1/letters/{}/signatures.csv?version={}&after={}>; rel=\"next\"",
                          page->letter->row.slug, page->letter->row.version, *page->next));
}

}  // namespace ruban::web
