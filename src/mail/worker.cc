// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/worker.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>
#include <limits>
#include <utility>

namespace ruban::mail {
namespace {

constexpr auto kNobody = std::numeric_limits<std::int64_t>::max();

}  // namespace

Worker::Worker(Outbox& outbox, Transport& transport, const Clock& clock, CourierOptions options)
    : outbox_(outbox),
      clock_(clock),
      courier_(outbox, transport, clock, std::move(options)),
      waiting_since_(kNobody) {
  thread_ = std::thread([this] { run(); });
}

Worker::~Worker() { stop(); }

void Worker::wake() {
  const std::lock_guard lock(mutex_);
  woken_ = true;
  changed_.notify_all();
}

std::chrono::seconds Worker::delay() const {
  const auto since = waiting_since_.load();
  if (since == kNobody) return {};
  return std::max(clock_.now() - Instant(std::chrono::seconds(since)), std::chrono::seconds(0));
}

CourierCounts Worker::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

void Worker::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

void Worker::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    woken_ = false;
    lock.unlock();
    const auto pause = look();
    lock.lock();
    counts_ = courier_.counts();
    changed_.wait_for(lock, pause, [this] { return woken_ || stopping_; });
  }
  lock.unlock();
  try {
    courier_.release();
  } catch (const std::exception&) {
    spdlog::error("mail: the outbox failed at the end; its mails are due again when their lease is over");
  }
}

// One step, and how long to wait before the next.
std::chrono::milliseconds Worker::look() {
  try {
    refresh();
    const auto next = courier_.step();
    away_ = courier_.is_away();
    if (next && *next <= clock_.now()) return {};
    refresh();
    return next ? std::min<std::chrono::seconds>(*next - clock_.now(), kLook) : kLook;
  } catch (const std::exception&) {
    // What a database says may quote a row.
    spdlog::error("mail: the outbox failed, next try in {} s", kLook.count());
    return kLook;
  }
}

void Worker::refresh() {
  const auto oldest = outbox_.oldest_untried();
  waiting_since_ = oldest ? oldest->time_since_epoch().count() : kNobody;
}

}  // namespace ruban::mail
