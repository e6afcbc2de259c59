// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/public/asked.h"

namespace ruban::web {

std::optional<Asked> asked(const Site& site, const Request& request, Response& refusal) {
  auto found = letter_of(site, request);
  if (!found) {
    refusal = error_page(site, request, found.error());
    return std::nullopt;
  }
  const auto& letter = **found;
  if (letter.state(site.now()) == letter::LetterState::removed) {
    refusal = gone_page(site, request, letter);
    return std::nullopt;
  }
  const auto published = site.instance.store.record().published_checkpoint();
  if (!published || letter.row.index >= published->size) {
    refusal = error_page(site, request, {Kind::not_found, "There is no such letter here.", {}});
    return std::nullopt;
  }
  return Asked{*found, *published};
}

}  // namespace ruban::web
