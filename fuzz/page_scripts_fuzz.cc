// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: audit
// The scripts of a page: none more than its bytes have room for, and every address stands in the page.
#include "audit/page_scripts.h"
#include "core/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view html(reinterpret_cast<const char*>(bytes), size);
  const auto scripts = ruban::audit::scripts_of(html);
  CHECK(scripts.size() <= size / std::string_view("<script").size());
  for (const auto& script : scripts) CHECK(html.find(script) != std::string_view::npos);
  return 0;
}
