// SPDX-License-Identifier: AGPL-3.0-or-later
// The outbox in SQLite.
#pragma once

#include "mail/outbox.h"
#include "store/sqlite/readers.h"
#include "store/sqlite/writer.h"

namespace ruban::store::sqlite {

// As a part of a larger transaction.
mail::QueuedId put_mail(Connection& db, const mail::NewMail& mail, Instant now);

class Outbox final : public mail::Outbox {
 public:
  Outbox(Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

  mail::QueuedId put(const mail::NewMail& mail, Instant now) override;
  std::vector<mail::Queued> take_due(Instant now, Instant until, std::size_t limit) override;
  void mark_sent(mail::QueuedId id) override;
  void mark_refused(mail::QueuedId id) override;
  void mark_no_mailbox(mail::QueuedId id) override;
  void mark_retry(mail::QueuedId id, Instant not_before) override;
  void give_back(mail::QueuedId id, Instant not_before) override;
  void reclaim() override;
  std::size_t drop_expired(Instant now) override;
  std::optional<Instant> oldest_untried() override;

 private:
  enum class As { sent, refused, no_mailbox };
  void remove(mail::QueuedId id, As what);
  bool is_any(std::string_view sql, Instant now);

  Writer& writer_;
  Readers& readers_;
};

}  // namespace ruban::store::sqlite
