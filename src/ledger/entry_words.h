// SPDX-License-Identifier: AGPL-3.0-or-later
// The words of entries, in the order of their enumerators, for reading and writing alike.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "ledger/entry.h"

namespace ruban::ledger {

inline constexpr std::array<std::string_view, 3> kModes{"named", "anon", "sealed"};
inline constexpr std::array<std::string_view, 2> kVias{"client", "server"};
inline constexpr std::array<std::string_view, 4> kTakedownReasons{"owner", "court", "abuse", "test"};
inline constexpr std::array<std::string_view, 2> kResponseBys{"recipient", "organisers"};
inline constexpr std::array<std::string_view, 7> kDemandStates{"open",    "promised", "partly_met", "met",
                                                               "refused", "broken",   "stalled"};
inline constexpr std::array<std::string_view, 3> kDocumentKinds{"update", "evidence", "delivery"};
inline constexpr std::array<std::string_view, 3> kLetterEnds{"closed", "withdrawn", "removed"};

template <class Enum, std::size_t N>
std::optional<Enum> find_word(const std::array<std::string_view, N>& words, std::string_view text) {
  for (std::size_t i = 0; i < N; ++i) {
    if (words[i] == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace ruban::ledger
