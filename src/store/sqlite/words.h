// SPDX-License-Identifier: AGPL-3.0-or-later
// Search words of a name as one value of a column: a line feed before each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ruban::store::sqlite {

inline std::string join_words(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out.append("\n").append(word);
  return out;
}

inline std::vector<std::string> split_words(std::string_view joined) {
  std::vector<std::string> out;
  while (!joined.empty()) {
    joined.remove_prefix(1);
    const auto end = joined.find('\n');
    if (const auto word = joined.substr(0, end); !word.empty()) out.emplace_back(word);
    joined.remove_prefix(end == std::string_view::npos ? joined.size() : end);
  }
  return out;
}

}  // namespace ruban::store::sqlite
