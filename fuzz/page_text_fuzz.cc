// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: capture
// A page of a stranger: any bytes give blocks of clean text within the limits, or an error. The first byte
// says what the page is said to be.
#include <algorithm>

#include "capture/page_text.h"
#include "core/check.h"
#include "core/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ruban::capture;
  constexpr std::string_view kTypes[] = {"text/html",
                                         "text/html; charset=utf-8",
                                         "text/html; charset=shift_jis",
                                         "application/xhtml+xml",
                                         "text/plain; charset=iso-2022-jp",
                                         "text/html; charset=utf-16be",
                                         ""};
  if (size == 0) return 0;
  const TextLimits limits{.text = 5'000, .blocks = 500};
  const auto type = kTypes[bytes[0] % std::size(kTypes)];
  const auto blocks = page_text({reinterpret_cast<const char*>(bytes + 1), size - 1}, type, limits);
  if (!blocks) {
    CHECK(blocks.error().kind == ruban::Kind::too_large);
    return 0;
  }
  CHECK(blocks->size() <= limits.blocks);
  std::size_t all = 0;
  for (const auto& block : *blocks) {
    all += block.text.size();
    CHECK(!block.text.empty() && ruban::is_utf8(block.text));
    CHECK((block.kind == BlockKind::heading) == (block.level >= 1 && block.level <= 6));
    CHECK(std::ranges::none_of(
        block.text, [](char c) { return (c >= 0 && c < ' ' && c != '\n' && c != '\t') || c == 0x7f; }));
  }
  CHECK(all <= limits.text);
  return 0;
}
