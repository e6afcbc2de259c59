// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "service/prove_entry.h"
#include "web/api/api.h"
#include "web/api/reading.h"

namespace ruban::web {

Response api_count(const Site& site, const Request& request) {
  auto letter = letter_in(site, request);
  if (!letter) return problem(letter.error());
  auto at = instant_in(request);
  if (!at) return problem(at.error());
  auto published = checkpoint_in(site, request, **letter);
  if (!published) return problem(published.error());
  return answer(count_json(site, **letter, *published, at->value_or(published->time)));
}

Response api_proof(const Site& site, const Request& request) {
  auto letter = letter_in(site, request);
  if (!letter) return problem(letter.error());
  auto published = checkpoint_in(site, request, **letter);
  if (!published) return problem(published.error());
  const auto tally = service::last_tally(site.instance, **letter, published->size);
  if (!tally) {
    return problem({Kind::not_found, "No tally of this letter was recorded yet at this instant.", "at"});
  }
  auto proof = service::prove_entry(site.instance, *tally, *published);
  if (!proof) return problem(proof.error());
  return download(*std::move(proof), "text/plain; charset=utf-8",
                  fmt::format("{}-{}.tlog-proof", letter.value()->row.slug, *tally))
      .on(Surface::api);
}

}  // namespace ruban::web
