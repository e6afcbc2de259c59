// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/api/api.h"

namespace ruban::web {

Response client_file(const Site& site, const Request& request) {
  const auto none = [] {
    return problem({Kind::not_found, "No release of the scripts has such a file.", {}});
  };
  const auto sha256 = fixed_from_hex<Hash>(request.parameter("sha256"));
  if (!sha256) return none();
  auto file = site.instance.store.clients().file(*sha256);
  if (!file) return none();
  auto answer = file->is_manifest ? text(std::move(file->bytes))
                                  : binary(std::move(file->bytes), "text/javascript; charset=utf-8");
  return std::move(answer).on(Surface::immutable);
}

}  // namespace ruban::web
