// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "service/prove_entry.h"
#include "web/api/api.h"
#include "web/public/query.h"

namespace ruban::web {
namespace {

// That {index} names, if it is published.
Result<EntryIndex> entry_in(const Site& site, const Request& request) {
  const auto none = fail(Kind::not_found, "The record has no such entry.");
  const auto text = request.parameter("index");
  EntryIndex index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (error != std::errc() || end != text.data() + text.size() || (text.size() > 1 && text.front() == '0'))
    return none;
  const auto published = site.instance.store.record().published_checkpoint();
  if (!published || index >= published->size) return none;
  return index;
}

}  // namespace

Response api_entry(const Site& site, const Request& request) {
  const auto index = entry_in(site, request);
  if (!index) return problem(index.error());
  return text(site.instance.store.record().entries(*index, 1).at(0)).on(Surface::immutable);
}

Response api_entry_proof(const Site& site, const Request& request) {
  const auto index = entry_in(site, request);
  if (!index) return problem(index.error());
  auto proof = service::prove_entry(site.instance, *index);
  if (!proof) return problem(proof.error());
  return download(*std::move(proof), "text/plain; charset=utf-8", fmt::format("entry-{}.tlog-proof", *index))
      .on(Surface::api);
}

}  // namespace ruban::web
