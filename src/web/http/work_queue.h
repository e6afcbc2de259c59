// SPDX-License-Identifier: AGPL-3.0-or-later
// WorkQueue: a bounded line of jobs in front of the worker threads.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace ruban::web {

class WorkQueue {
 public:
  // `bound`: jobs that may wait for a thread.
  WorkQueue(unsigned threads, std::size_t bound);
  ~WorkQueue();
  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;

  // False if the line is full or stop() was called. A job must not throw.
  bool try_push(std::function<void()> job);
  // Lets the threads finish what they have begun, drops what waits, and joins them.
  void stop();
  std::size_t waiting() const;

 private:
  void work();

  const std::size_t bound_;
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<std::function<void()>> jobs_;
  std::size_t idle_ = 0;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace ruban::web
