// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/replayed.h"

namespace ruban::audit {

bool Replayed::take(const CheckedEntry& checked) {
  const auto index = recount.size();
  const bool valid = recount.add(checked).valid();
  commitments.resize(recount.letters().size());
  const auto* client = checked.entry ? std::get_if<ledger::ClientEntry>(&*checked.entry) : nullptr;
  if (valid && client != nullptr) clients.push_back({index, client->version, client->manifest_sha256});
  const auto* sign = checked.entry ? std::get_if<ledger::SignEntry>(&*checked.entry) : nullptr;
  if (!valid || sign == nullptr) return false;
  ++signatures;
  if (sign->commit) commitments[recount.signature(index)->letter].emplace_back(index, *sign->commit);
  return true;
}

}  // namespace ruban::audit
