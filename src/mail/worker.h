// SPDX-License-Identifier: AGPL-3.0-or-later
// Worker: the thread that empties the outbox, and knows how late mail is.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "mail/courier.h"

namespace ruban::mail {

class Worker {
 public:
  // Starts at once. The outbox, transport and clock outlive it.
  Worker(Outbox& outbox, Transport& transport, const Clock& clock, CourierOptions options);
  // stop().
  ~Worker();

  // Mail was put: look now. Cheap, from any thread, and never waits for a mail server. A mail put without it
  // is found within kLook.
  void wake();

  // How long the oldest mail has waited that should have left, as of the worker's last look; zero if none
  // waits. For the pages: reads two numbers, from any thread.
  std::chrono::seconds delay() const;
  CourierCounts counts() const;
  // Whether the mail server couldn't be used when it was tried last. From any thread.
  bool is_away() const { return away_; }

  // Lets the mail in hand finish, so at most the transport's time limit; what is left stays in the outbox.
  // Safe to repeat.
  void stop();

  static constexpr std::chrono::seconds kLook{5};

 private:
  void run();
  std::chrono::milliseconds look();
  void refresh();

  Outbox& outbox_;
  const Clock& clock_;
  Courier courier_;
  std::atomic<bool> away_ = false;
  std::atomic<std::int64_t> waiting_since_;  // seconds of an Instant; kNobody if none waits
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  CourierCounts counts_;
  bool woken_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace ruban::mail
