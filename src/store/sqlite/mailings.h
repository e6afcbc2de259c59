// SPDX-License-Identifier: AGPL-3.0-or-later
// Mailings and subscribers in SQLite.
#pragma once

#include "store/mailing_store.h"
#include "store/sqlite/readers.h"
#include "store/sqlite/writer.h"

namespace ruban::store::sqlite {

// Within a transaction.

// The order of subscribers tells nothing, and the same address has one row.
SubscriberTag subscriber_tag(Connection& db, const LetterId& letter, std::string_view address);
bool begin_mailing(Connection& db, const LetterId& letter, Topic topic, std::uint64_t number);
void mail_delivery(Connection& db, const LetterId& letter, std::uint64_t number, const mail::NewMail& mail,
                   Instant now);
bool forget_subscriber(Connection& db, const LetterId& letter, const SubscriberTag& tag);
// All of them, and the mails that wait for them, once the letter is removed.
void forget_subscribers(Connection& db, const LetterId& letter);

class Mailings final : public MailingStore {
 public:
  Mailings(Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

  bool begin(const LetterId& letter, Topic topic, std::uint64_t number) override;
  std::vector<Mailing> unfinished(std::size_t limit) override;
  std::vector<Subscriber> next(const LetterId& letter, const std::optional<SubscriberTag>& after,
                               std::size_t limit) override;
  bool queue(const Mailing& mailing, const std::vector<NewsMail>& mails, Instant from,
             int per_second) override;
  void stop(MailingId mailing) override;
  std::vector<MailingFigures> figures(const LetterId& letter) override;
  bool unsubscribe(const LetterId& letter, const SubscriberTag& tag) override;
  void unsubscribe_all(const LetterId& letter) override;

 private:
  Writer& writer_;
  Readers& readers_;
};

}  // namespace ruban::store::sqlite
