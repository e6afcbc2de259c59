// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: ledger
// What parses as an entry is written as the same bytes, and can be taken apart and put together again.
#include "core/check.h"
#include "ledger/entry.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ruban;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto entry = ledger::parse_entry(text);
  if (!entry) return 0;
  CHECK(ledger::format_entry(*entry) == text);
  const auto again = ledger::with_time(ledger::without_time(*entry), ledger::time_of(*entry));
  CHECK(again && *again == *entry);
  if (const auto* sign = std::get_if<ledger::SignEntry>(&*entry)) {
    CHECK(ledger::signed_part(*sign) == ledger::signed_part(text));
  }
  return 0;
}
