// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: audit
// A record of any entries, separated by lines of "####", is recounted without ever stopping, and its counts
// hold together.
#include "audit/recount.h"

#include <algorithm>

#include "core/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ruban;
  std::string_view text(reinterpret_cast<const char*>(bytes), size);
  audit::Recount recount;
  while (!text.empty()) {
    constexpr std::string_view kMark = "####\n";
    const auto end = std::min(text.find(kMark), text.size());
    recount.add(text.substr(0, end));
    text.remove_prefix(std::min(end + kMark.size(), text.size()));
  }
  for (const auto& letter : recount.letters()) {
    const auto counts = recount.counts(letter.id, recount.size());
    CHECK(counts.size() == letter.accepted.size());
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const auto& c = counts[i];
      CHECK(c.named + c.anon + c.withdrawn + c.taken_down == letter.accepted[i]);
      CHECK(c.kept <= c.named && c.kept <= letter.kept);
    }
  }
  return 0;
}
