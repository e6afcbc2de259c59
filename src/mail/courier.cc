// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/courier.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/check.h"

namespace ruban::mail {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

template <std::size_t N>
seconds nth(const std::array<seconds, N>& steps, int n) {
  CHECK(n >= 1);
  return steps[std::min(static_cast<std::size_t>(n), N) - 1];
}

std::string domain_of(const std::string& recipient) { return recipient.substr(recipient.rfind('@') + 1); }

}  // namespace

seconds back_off(int tries) {
  static constexpr std::array<seconds, 5> kSteps{minutes(1), minutes(2), minutes(5), minutes(10),
                                                 minutes(30)};
  return nth(kSteps, tries);
}

seconds pause_after(int failures) {
  static constexpr std::array<seconds, 5> kSteps{seconds(5), seconds(15), minutes(1), minutes(2), minutes(5)};
  return nth(kSteps, failures);
}

Courier::Courier(Outbox& outbox, Transport& transport, const Clock& clock, CourierOptions options)
    : outbox_(outbox), transport_(transport), clock_(clock), options_(std::move(options)) {
  CHECK(options_.per_second_and_domain > 0 && options_.hold > 0);
}

std::optional<Instant> Courier::step() {
  const auto now = clock_.now();
  if (now != second_) tidy(now);
  if (now < paused_until_) return paused_until_;
  auto held = pick();
  if (!held) {
    refill(now);
    held = pick();
  }
  if (!held) return held_.empty() ? std::nullopt : std::optional(now + seconds(1));

  const auto to = Address::parse(held->mail.recipient);
  const auto outcome = to ? transport_.send({options_.from, *to, held->mail.message})
                          : Outcome{Verdict::refused, "The recipient is not an e-mail address."};
  settle(std::move(*held), outcome, clock_.now());
  return now;
}

void Courier::release() {
  for (; !held_.empty(); held_.pop_front())
    outbox_.give_back(held_.front().mail.id, held_.front().mail.not_before);
}

// Once a second at most.
void Courier::tidy(Instant now) {
  second_ = now;
  sent_this_second_.clear();
  counts_.expired += outbox_.drop_expired(now);
  // A mail whose lease is over may be in other hands; it is taken again if not.
  std::erase_if(held_, [&](const Held& held) { return held.mail.expires <= now || held.until <= now; });
}

void Courier::refill(Instant now) {
  if (held_.size() >= options_.hold) return;
  const auto until = now + options_.lease;
  for (auto& mail : outbox_.take_due(now, until, options_.hold - held_.size()))
    held_.push_back({std::move(mail), until});
  if (held_.empty()) failures_ = 0;  // nothing waits any more for a service that was away
}

// The first whose domain may have one more in this second.
std::optional<Courier::Held> Courier::pick() {
  for (auto held = held_.begin(); held != held_.end(); ++held) {
    auto& sent = sent_this_second_[domain_of(held->mail.recipient)];
    if (sent >= options_.per_second_and_domain) continue;
    ++sent;
    auto out = std::move(*held);
    held_.erase(held);
    return out;
  }
  return std::nullopt;
}

void Courier::settle(Held held, const Outcome& outcome, Instant now) {
  const auto id = held.mail.id;
  if (outcome.verdict == Verdict::no_service) {
    ++counts_.no_service;
    const auto pause = pause_after(++failures_);
    paused_until_ = now + pause;
    spdlog::warn("mail: no service ({}), next try in {} s", outcome.reason, pause.count());
    held_.push_back(std::move(held));  // last: if it is this mail that breaks the service, others go first
    return;
  }
  failures_ = 0;
  switch (outcome.verdict) {
    case Verdict::sent:
      ++counts_.sent;
      outbox_.mark_sent(id);
      break;
    case Verdict::try_later:
      ++counts_.put_off;
      spdlog::info("mail: put off ({})", outcome.reason);
      outbox_.mark_retry(id, now + back_off(held.mail.tries + 1));
      break;
    case Verdict::refused:
      ++counts_.refused;
      spdlog::warn("mail: refused ({})", outcome.reason);
      outbox_.mark_refused(id);
      break;
    case Verdict::no_mailbox:
      ++counts_.refused;
      spdlog::warn("mail: there is no such mailbox ({})", outcome.reason);
      outbox_.mark_no_mailbox(id);
      break;
    case Verdict::no_service:
      break;
  }
}

}  // namespace ruban::mail
