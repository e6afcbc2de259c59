// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/figures.h"

#include <algorithm>
#include <array>

#include "core/check.h"

namespace ruban::service {
namespace {

using namespace std::chrono_literals;

// A step that people read at a glance, so that the curve has few points.
std::chrono::seconds step_for(std::chrono::seconds span) {
  static constexpr std::array<std::chrono::seconds, 13> kSteps{1min, 2min, 5min, 10min, 15min, 30min,  1h,
                                                               2h,   3h,   6h,   12h,   24h,   24h * 7};
  for (const auto step : kSteps) {
    if (span / step < static_cast<std::int64_t>(kMostCurvePoints)) return step;
  }
  return (span / static_cast<std::int64_t>(kMostCurvePoints) / 24h + 1) * 24h;
}

std::vector<std::uint64_t> standing(const std::vector<ClassCount>& classes) {
  std::vector<std::uint64_t> out;
  for (const auto& c : classes) out.push_back(c.named + c.anon);
  return out;
}

std::vector<ClassCount> counts_at(Instance instance, const PublishedLetter& letter, Instant at) {
  auto then = instance.store.record().published_at(at);
  return count_letter(instance, letter, then ? *then : store::Checkpoint{}).classes;
}

// How many entries have changed the counts: it only grows, so where it is the same at both ends nothing
// happened in between.
std::uint64_t moves(const std::vector<ClassCount>& classes) {
  std::uint64_t out = 0;
  for (const auto& c : classes) out += c.named + c.anon + 2 * (c.withdrawn + c.taken_down);
  return out;
}

// The first whole minute after `from` at which there were more moves than `before`; `to` is one.
Instant first_move(Instance instance, const PublishedLetter& letter, std::uint64_t before, Instant from,
                   Instant to) {
  while (to - from > 1min) {
    const auto middle = from + std::chrono::floor<std::chrono::minutes>((to - from + 1min) / 2);
    (moves(counts_at(instance, letter, middle)) > before ? to : from) = middle;
  }
  return to;
}

std::optional<QuietTime> quiet_time(Instance instance, const PublishedLetter& letter,
                                    const std::vector<CurvePoint>& curve) {
  const auto whole = curve.back().at - curve.front().at;
  std::size_t first = 0, last = 0;
  for (std::size_t i = 0, run = 0; i < curve.size(); ++i) {
    if (moves(curve[i].classes) != moves(curve[run].classes)) run = i;
    if (curve[i].at - curve[run].at > curve[last].at - curve[first].at) {
      first = run;
      last = i;
    }
  }
  const auto long_enough = [&](std::chrono::seconds time) {
    return time >= kLeastQuietTime && time >= whole / 4 * 3;
  };
  const bool ever = first > 0 || last + 1 < curve.size();
  if (!ever || !long_enough(curve[last].at - curve[first].at)) return std::nullopt;
  const auto before = moves(curve[first].classes);
  QuietTime out{curve[first].at, curve[last].at};
  if (first > 0) {
    const auto& from = curve[first - 1];
    // The last of the moves before it, and not the first.
    out.begin = first_move(instance, letter, before - 1, from.at, out.begin);
  }
  if (last + 1 < curve.size())
    out.end = first_move(instance, letter, before, out.end, curve[last + 1].at) - 1min;
  return out;
}

void add_points(Instance instance, const PublishedLetter& letter, Instant begin, Instant end,
                std::chrono::seconds step, std::vector<CurvePoint>& curve) {
  for (auto at = begin; at < end; at += step) curve.push_back({at, counts_at(instance, letter, at)});
}

std::map<ledger::TakedownReason, std::uint64_t> takedowns_of(Instance instance, const PublishedLetter& letter,
                                                             TreeSize size) {
  std::map<ledger::TakedownReason, std::uint64_t> out;
  for (const auto& event :
       instance.store.letters().latest_events(letter.id(), {"takedown"}, kMostTakedowns, size)) {
    auto entry = ledger::parse_entry(instance.store.record().entries(event.index, 1).at(0));
    CHECK(entry);
    ++out[std::get<ledger::TakedownEntry>(*entry).reason];
  }
  return out;
}

}  // namespace

Figures read_figures(Instance instance, const PublishedLetter& letter, const store::Checkpoint& published) {
  Figures out;
  out.now = count_letter(instance, letter, published);
  out.takedowns = takedowns_of(instance, letter, published.size);
  const auto opens = std::max(letter.entry.opens, letter.row.published);
  auto last = published.time;
  if (letter.row.end_time) last = std::min(last, *letter.row.end_time + 1min);
  out.step = step_for(std::max(last - opens, std::chrono::seconds(0)));
  add_points(instance, letter, opens, last, out.step, out.curve);
  out.curve.push_back({last, out.now.classes});
  out.quiet = quiet_time(instance, letter, out.curve);
  if (out.quiet) {
    const auto [begin, end] = *out.quiet;
    out.step = step_for((begin - opens) + (last - end));
    out.curve.clear();
    add_points(instance, letter, opens, begin, out.step, out.curve);
    out.curve.push_back({begin, counts_at(instance, letter, begin)});
    add_points(instance, letter, end, last, out.step, out.curve);
    out.curve.push_back({last, out.now.classes});
  }
  if (last - opens >= 24h) {
    out.first_day = standing(counts_at(instance, letter, opens + 24h));
    const auto before = standing(counts_at(instance, letter, last - 24h));
    out.last_day = standing(out.now.classes);
    for (std::size_t i = 0; i < before.size(); ++i) out.last_day[i] -= std::min(before[i], out.last_day[i]);
  }
  return out;
}

}  // namespace ruban::service
