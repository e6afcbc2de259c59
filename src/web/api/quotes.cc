// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/api/api.h"
#include "web/api/reading.h"

namespace ruban::web {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostQuotes = 1000;

}  // namespace

Response api_quotes(const Site& site, const Request& request) {
  const auto letter = letter_in(site, request);
  if (!letter) return problem(letter.error());
  const auto size = site.instance.store.record().published_checkpoint()->size;
  json::array quotes;
  // What was removed isn't shown.
  if ((*letter)->state(site.now()) != letter::LetterState::removed) {
    for (const auto& row : site.instance.store.quotes().published((*letter)->id(), size, kMostQuotes)) {
      quotes.push_back(json::object{{"index", row.index.value()},
                                    {"signature", row.signature},
                                    {"issuer", row.issuer},
                                    {"class", (*letter)->find_issuer(row.issuer)->class_name},
                                    {"mode", ledger::word(row.mode)},
                                    {"time", format_minute(row.time.value())},
                                    {"payload", to_base64(as_bytes(row.text.text))},
                                    {"salt", to_base64(row.text.salt.view())}});
    }
  }
  return answer(json::object{
      {"letter", to_base64((*letter)->id().view())}, {"size", size}, {"quotes", std::move(quotes)}});
}

}  // namespace ruban::web
