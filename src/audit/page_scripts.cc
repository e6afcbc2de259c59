// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/page_scripts.h"

#include <algorithm>

namespace ruban::audit {
namespace {

constexpr std::string_view kOpening = "<script";

// Tags are written in either case.
bool is_same(char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + ('a' - 'A')) : a) == b; }

std::string_view address(std::string_view rest) {
  constexpr std::string_view kBefore = " src=\"", kAfter = "\" defer>";
  if (!rest.starts_with(kBefore)) return {};
  rest.remove_prefix(kBefore.size());
  const auto end = rest.find('"');
  if (end == std::string_view::npos || !rest.substr(end).starts_with(kAfter)) return {};
  return rest.substr(0, end);
}

}  // namespace

std::vector<std::string_view> scripts_of(std::string_view html) {
  std::vector<std::string_view> out;
  while (true) {
    const auto at = std::search(html.begin(), html.end(), kOpening.begin(), kOpening.end(), is_same);
    if (at == html.end()) return out;
    html.remove_prefix(static_cast<std::size_t>(at - html.begin()) + kOpening.size());
    out.push_back(address(html));
  }
}

}  // namespace ruban::audit
