// rooms: store
// SPDX-License-Identifier: AGPL-3.0-or-later
// The file of the pool of anonymous signatures: what is read is written as the same bytes.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "store/anonymous_pool.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  const auto entries = ruban::store::parse_pool(file);
  if (entries && ruban::store::format_pool(*entries) != file) std::abort();
  return 0;
}
