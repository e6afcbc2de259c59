// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fill/production.h"

#include <algorithm>
#include <iterator>

namespace ruban::bench {
namespace {
constexpr std::size_t kMostInStock = 8192;
constexpr std::uint64_t kAtOnce = 32;  // that a thread takes
}  // namespace

Production::Production(const SignatureMaker& maker, std::uint64_t count, unsigned threads)
    : maker_(maker), count_(count) {
  for (unsigned i = 0; i < std::max(threads, 1U); ++i) threads_.emplace_back([this] { work(); });
}

Production::~Production() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  taken_.notify_all();
}

void Production::work() try {
  while (true) {
    const auto from = next_.fetch_add(kAtOnce);
    if (from >= count_) return;
    const auto to = std::min(from + kAtOnce, count_);
    std::vector<Made> fresh;
    for (auto number = from; number < to; ++number) fresh.push_back(maker_.make(number));
    std::unique_lock lock(mutex_);
    taken_.wait(lock, [&] { return stopping_ || stock_.size() < kMostInStock; });
    if (stopping_) return;
    std::move(fresh.begin(), fresh.end(), std::back_inserter(stock_));
    made_.notify_one();
  }
} catch (...) {
  std::lock_guard lock(mutex_);
  failure_ = std::current_exception();
  made_.notify_one();
}

std::vector<Made> Production::take(std::size_t count) {
  std::vector<Made> out;
  std::unique_lock lock(mutex_);
  while (out.size() < count) {
    made_.wait(lock, [&] { return failure_ || !stock_.empty(); });
    if (failure_) std::rethrow_exception(failure_);
    for (; out.size() < count && !stock_.empty(); stock_.pop_front())
      out.push_back(std::move(stock_.front()));
    taken_.notify_all();
  }
  return out;
}

}  // namespace ruban::bench
