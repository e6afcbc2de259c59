// SPDX-License-Identifier: AGPL-3.0-or-later
// The figures of a letter over its time, for the press: a curve, the pace, and what was removed and why.
#pragma once

#include <map>
#include <vector>

#include "service/count.h"

namespace ruban::service {

struct CurvePoint {
  Instant at;
  std::vector<ClassCount> classes;  // what the pages showed then
};

struct Figures {
  LetterCount now;
  std::vector<CurvePoint>
      curve;  // from the opening on, the last one is the present; at equal steps but the last
  std::chrono::seconds step{};
  // Standing signatures per class, in the letter's order: after the first day; more since a day ago. Nothing
  // before the letter is open for a day.
  std::vector<std::uint64_t> first_day, last_day;
  std::map<ledger::TakedownReason, std::uint64_t> takedowns;  // of the newest kMostTakedowns
};

inline constexpr std::size_t kMostCurvePoints = 150;
inline constexpr std::size_t kMostTakedowns = 10'000;

Figures read_figures(Instance instance, const PublishedLetter& letter, const store::Checkpoint& published);

}  // namespace ruban::service
