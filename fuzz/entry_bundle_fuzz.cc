// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: ledger
// Bundles of entries, of the width that the first byte says: what is read is written as the same bytes.
#include <algorithm>

#include "core/check.h"
#include "ledger/tile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ruban;
  if (size == 0) return 0;
  const ByteView bundle(bytes + 1, size - 1);
  const auto entries = ledger::split_bundle(bundle, bytes[0]);
  if (!entries) return 0;
  CHECK(entries->size() == bytes[0]);
  Bytes again;
  for (const auto entry : *entries) ledger::append_to_bundle(again, entry);
  CHECK(std::equal(again.begin(), again.end(), bundle.begin(), bundle.end()));
  return 0;
}
