// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/recover.h"

#include <spdlog/spdlog.h>

namespace ruban::service {

bool close_issuing_after_restore(Instance instance, Letters& letters) {
  if (!instance.store.was_restored()) return false;
  std::vector<LetterId> open;
  for (const auto& letter : letters.all()) {
    if (!letter->row.end && !letter->row.replaced_by) open.push_back(letter->id());
  }
  instance.store.letters().close_issuing(open);
  instance.store.finish_restore();
  letters.refresh();
  spdlog::warn("this store was restored from a backup: {} open letters take no more signatures", open.size());
  return true;
}

}  // namespace ruban::service
