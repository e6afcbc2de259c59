// SPDX-License-Identifier: AGPL-3.0-or-later
// Mailings: what the subscribers of a letter are told, each thing once, in batches that survive the process.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/time.h"
#include "mail/outbox.h"

namespace ruban::store {

// What is told: news, of which there are many, or that the pledge is due; and a delivery, which goes to one
// address that the organisers have given.
enum class Topic { update, pledge, delivery };

using SubscriberTag = Fixed<struct SubscriberTagTag, 32>;  // keyed hash of letter and address

struct Subscriber {
  SubscriberTag tag;
  std::string address;  // as mail is sent to it
  std::string lang;
};

enum class MailingId : std::int64_t {};

struct Mailing {
  MailingId id{};
  LetterId letter;
  Topic topic = Topic::update;
  std::uint64_t number = 0;            // of the news or the delivery; 0 for the pledge
  std::optional<SubscriberTag> after;  // up to whom mails are queued, in the order of tags
  Instant due{};                       // when the last of these mails may leave
  std::size_t untried = 0;             // of these mails, those that wait for their first try
};

// A mailing in figures: nothing about anybody. Who unsubscribes meanwhile is in none of them.
struct MailingFigures {
  Topic topic = Topic::update;
  std::uint64_t number = 0;
  std::uint64_t waiting = 0;  // mails in the outbox, and subscribers that have none there yet
  std::uint64_t sent = 0;
  std::uint64_t failed = 0;  // refused, or undeliverable until it was too late
};

struct NewsMail {
  SubscriberTag to;
  mail::NewMail mail;
};

class MailingStore {
 public:
  virtual ~MailingStore() = default;

  // One for each letter, topic and number; false if it was begun before. News are begun in the transaction
  // that keeps them: LetterTransaction::begin_mailing().
  virtual bool begin(const LetterId& letter, Topic topic, std::uint64_t number) = 0;

  // Those that have subscribers left without a mail, or may have; oldest first, at most `limit`.
  virtual std::vector<Mailing> unfinished(std::size_t limit) = 0;
  // Subscribers of a letter in the order of tags, from the one after `after` on.
  virtual std::vector<Subscriber> next(const LetterId& letter, const std::optional<SubscriberTag>& after,
                                       std::size_t limit) = 0;
  // One durable transaction: queues the mails of those who are still subscribed, the first due at `from` and
  // then `per_second`, and goes on after the last. Nothing happens, and it says false, if the mailing isn't
  // where `mailing` says any more: somebody else was there first. Without mails the mailing is all queued.
  virtual bool queue(const Mailing& mailing, const std::vector<NewsMail>& mails, Instant from,
                     int per_second) = 0;
  // Nothing more is sent of it; its mails that wait are deleted.
  virtual void stop(MailingId mailing) = 0;

  // Of a letter, in the order in which they began.
  virtual std::vector<MailingFigures> figures(const LetterId& letter) = 0;

  // Deletes the subscriber, and the mails of this letter's mailings that wait for them. False if there was
  // none.
  virtual bool unsubscribe(const LetterId& letter, const SubscriberTag& tag) = 0;
  // The same for everybody, and nothing more is sent about this letter.
  virtual void unsubscribe_all(const LetterId& letter) = 0;
};

}  // namespace ruban::store
