// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: what stands in a page. (std::regex needs a stack frame a character, too many under
// AddressSanitizer.)
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ruban::web {

// Every text between `begin` and the next `end` after it.
inline std::vector<std::string> between(std::string_view text, std::string_view begin, std::string_view end) {
  std::vector<std::string> found;
  for (auto at = text.find(begin); at != std::string_view::npos; at = text.find(begin, at)) {
    at += begin.size();
    const auto stop = text.find(end, at);
    if (stop == std::string_view::npos) break;
    found.emplace_back(text.substr(at, stop - at));
  }
  return found;
}

inline std::size_t count(std::string_view text, std::string_view part) {
  std::size_t times = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size()))
    ++times;
  return times;
}

inline std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> found;
  while (!text.empty()) {
    const auto end = text.find(' ');
    if (end != 0) found.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return found;
}

}  // namespace ruban::web
