// SPDX-License-Identifier: AGPL-3.0-or-later
// The figures of a letter over its time, for the press: a curve, the pace, and what was removed and why.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "service/count.h"

namespace ruban::service {

struct CurvePoint {
  Instant at;
  std::vector<ClassCount> classes;  // what the pages showed then
};

// A time in which nobody signed, withdrew or was taken down.
struct QuietTime {
  Instant begin, end;
};

struct Figures {
  LetterCount now;
  // From the opening on, the last one is the present; at equal steps but for the last, and for a quiet time:
  // there its two ends alone are points.
  std::vector<CurvePoint> curve;
  std::chrono::seconds step{};
  // The longest one, if it is so long that all that happened before and after would be one line beside it.
  std::optional<QuietTime> quiet;
  // Standing signatures per class, in the letter's order: after the first day; more since a day ago. Nothing
  // before the letter is open for a day.
  std::vector<std::uint64_t> first_day, last_day;
  std::map<ledger::TakedownReason, std::uint64_t> takedowns;  // of the newest kMostTakedowns
};

inline constexpr std::size_t kMostCurvePoints = 150;
// A curve is cut in a quiet time of at least so many days that is three quarters of the whole.
inline constexpr std::chrono::days kLeastQuietTime{30};
inline constexpr std::size_t kMostTakedowns = 10'000;

Figures read_figures(Instance instance, const PublishedLetter& letter, const store::Checkpoint& published);

}  // namespace ruban::service
