// SPDX-License-Identifier: AGPL-3.0-or-later
// WorkQueue: a bounded line of jobs in front of the worker threads.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
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

  // Keeps a job that waits for something else than a thread. unpark() puts it in line, whatever the bound: it
  // was let in before. From any thread; nothing happens if the job isn't there any more.
  std::uint64_t park(std::function<void()> job);
  void unpark(std::uint64_t ticket);
  // Puts all in line that is parked, and from now on at once what would be.
  void hurry();
  bool is_hurried() const;

  // Lets the threads finish what they have begun, drops what waits, and joins them.
  void stop();
  std::size_t waiting() const;

 private:
  using Parked = std::map<std::uint64_t, std::function<void()>>;
  void work();
  void line_up(Parked::iterator parked);  // under the lock

  const std::size_t bound_;
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<std::function<void()>> jobs_;
  Parked parked_;
  std::uint64_t last_ticket_ = 0;
  bool hurried_ = false;
  std::size_t idle_ = 0;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace ruban::web
