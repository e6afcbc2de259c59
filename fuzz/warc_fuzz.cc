// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: capture
// A WARC file of anybody's making: any bytes give records within the limits, or an error; the page in it is
// found, or isn't.
#include "capture/captured_page.h"
#include "capture/warc.h"
#include "core/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ruban::capture;
  const WarcLimits limits{.unpacked = 1 << 20, .records = 100, .header = 4'000, .fields = 50};
  const auto records = read_warc({reinterpret_cast<const char*>(bytes), size}, limits);
  if (!records) {
    CHECK(!records.error().message.empty());
    return 0;
  }
  CHECK(!records->empty() && records->size() <= limits.records);
  std::size_t all = 0;
  for (const auto& record : *records) {
    CHECK(!record.type.empty() && !record.id.empty() && record.fields.size() <= limits.fields);
    all += record.block.size();
  }
  CHECK(all <= std::max(size, limits.unpacked));
  static_cast<void>(check_no_secrets(*records));
  if (const auto page = captured_page(*records, {}, 100'000)) CHECK(page->content.size() <= 100'000);
  return 0;
}
