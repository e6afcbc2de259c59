// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/new_entries.h"

namespace ruban::audit {

void NewEntries::take(EntryIndex index, std::string_view text, const CheckedEntry& checked) {
  to = index + 1;
  entry_bytes += 2 + text.size();
  if (!checked.entry) {
    findings.push_back({index, Reason::not_an_entry});
    return;
  }
  ++types[std::string(ledger::type_name(*checked.entry))];
  const bool is_sign = std::holds_alternative<ledger::SignEntry>(*checked.entry);
  switch (checked.evidence) {
    case Evidence::none:
      break;
    case Evidence::proven:
      if (is_sign) ++proven;
      break;
    case Evidence::own_key:
      ++own_key;
      break;
    case Evidence::wrong_credential:
      findings.push_back({index, Reason::wrong_credential});
      break;
    case Evidence::wrong_signature:
      findings.push_back({index, Reason::wrong_signature});
      break;
  }
}

}  // namespace ruban::audit
