// SPDX-License-Identifier: AGPL-3.0-or-later
// How the enumerations of this room are found by the words that files and entries write them with.
#pragma once

#include <cstdlib>
#include <optional>
#include <string_view>

#include "core/check.h"

namespace ruban::letter {

// The value of `all` whose code() is `text`.
template <class All>
std::optional<typename All::value_type> find_by_code(const All& all, std::string_view text) {
  for (auto value : all) {
    if (code(value) == text) return value;
  }
  return std::nullopt;
}

// Where a switch over every enumerator ends.
[[noreturn]] inline void unknown_value() {
  CHECK(false && "a value of its enumeration");
  std::abort();
}

}  // namespace ruban::letter
