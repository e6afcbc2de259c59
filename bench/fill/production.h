// SPDX-License-Identifier: AGPL-3.0-or-later
// Signatures made by several threads ahead of the one that stores them.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "fill/signature_maker.h"

namespace ruban::bench {

class Production {
 public:
  // Makes the signatures of the numbers below `count`, in any order.
  Production(const SignatureMaker& maker, std::uint64_t count, unsigned threads);
  Production(const Production&) = delete;
  Production& operator=(const Production&) = delete;
  ~Production();

  // Blocks until `count` are there. Rethrows what a thread threw.
  std::vector<Made> take(std::size_t count);

 private:
  void work();

  const SignatureMaker& maker_;
  const std::uint64_t count_;
  std::atomic<std::uint64_t> next_{0};
  std::mutex mutex_;
  std::condition_variable made_, taken_;
  std::deque<Made> stock_;
  std::exception_ptr failure_;
  bool stopping_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace ruban::bench
