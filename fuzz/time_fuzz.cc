// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: core
// Instants as strangers write them (?at=…): what is read is one instant, and is written in one way.
#include "core/check.h"
#include "core/time.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ruban;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  if (const auto at = parse_rfc3339(text)) {
    const auto written = parse_rfc3339(format_rfc3339(*at));
    CHECK(written && *written == *at);
    CHECK(floor_to_minute(*at) <= *at);
  }
  if (const auto minute = parse_minute(text)) CHECK(format_minute(*minute) == text);
  return 0;
}
