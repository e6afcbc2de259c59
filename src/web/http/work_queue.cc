// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/work_queue.h"

#include <utility>

namespace ruban::web {

WorkQueue::WorkQueue(unsigned threads, std::size_t bound) : bound_(bound) {
  threads_.reserve(threads);
  for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

WorkQueue::~WorkQueue() { stop(); }

bool WorkQueue::try_push(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    // An idle thread takes its job at once: that one doesn't wait.
    if (stopped_ || jobs_.size() >= bound_ + idle_) return false;
    jobs_.push_back(std::move(job));
  }
  filled_.notify_one();
  return true;
}

std::uint64_t WorkQueue::park(std::function<void()> job) {
  const std::lock_guard lock(mutex_);
  parked_.emplace(++last_ticket_, std::move(job));
  if (hurried_) line_up(parked_.begin());
  return last_ticket_;
}

void WorkQueue::unpark(std::uint64_t ticket) {
  const std::lock_guard lock(mutex_);
  if (const auto found = parked_.find(ticket); found != parked_.end()) line_up(found);
}

void WorkQueue::hurry() {
  const std::lock_guard lock(mutex_);
  hurried_ = true;
  while (!parked_.empty()) line_up(parked_.begin());
}

bool WorkQueue::is_hurried() const {
  const std::lock_guard lock(mutex_);
  return hurried_;
}

void WorkQueue::line_up(Parked::iterator parked) {
  jobs_.push_back(std::move(parked->second));
  parked_.erase(parked);
  filled_.notify_one();
}

void WorkQueue::stop() {
  std::deque<std::function<void()>> dropped;
  Parked left;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    dropped.swap(jobs_);
    left.swap(parked_);
  }
  filled_.notify_all();
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

std::size_t WorkQueue::waiting() const {
  const std::lock_guard lock(mutex_);
  return jobs_.size();
}

void WorkQueue::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    ++idle_;
    filled_.wait(lock, [this] { return stopped_ || !jobs_.empty(); });
    --idle_;
    if (stopped_) return;
    auto job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    job();
    job = nullptr;
    lock.lock();
  }
}

}  // namespace ruban::web
