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
  for (auto at = opens; at < last; at += out.step) out.curve.push_back({at, counts_at(instance, letter, at)});
  out.curve.push_back({last, out.now.classes});
  if (last - opens >= 24h) {
    out.first_day = standing(counts_at(instance, letter, opens + 24h));
    const auto before = standing(counts_at(instance, letter, last - 24h));
    out.last_day = standing(out.now.classes);
    for (std::size_t i = 0; i < before.size(); ++i) out.last_day[i] -= std::min(before[i], out.last_day[i]);
  }
  return out;
}

}  // namespace ruban::service
