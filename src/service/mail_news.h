// SPDX-License-Identifier: AGPL-3.0-or-later
// MailNews: tells subscribers what they asked for: news of their letter, and that its pledge is due.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "letter/pledge.h"
#include "mail/address.h"
#include "service/letters.h"
#include "service/statements.h"
#include "service/unsubscribe.h"

namespace ruban::service {

// What one subscriber is told.
struct News {
  std::optional<letter::PledgeStanding::Cause> pledge_due;  // by what; else it is news
  std::string letter;                                       // title
  std::string title;                                        // of the news
  std::string text;           // of the news or the pledge: paragraphs, each on one line
  std::string text_language;  // "en", "fr": of title and text
  std::string address;        // where it can be read
  std::string unsubscribe;    // address of the page that ends it
  std::string list;           // name of the letter's list, without the host
  std::string language;       // of the mail
};
using NewsMailWriter =
    std::function<Result<std::string>(const mail::Address& to, const News& news, Instant date)>;

// For one thread.
class MailNews {
 public:
  // `letters` and `unsubscribe` must outlive it. `url` is the site's, without a slash at the end.
  MailNews(Instance instance, const Letters& letters, const Unsubscribe& unsubscribe, std::string url,
           NewsMailWriter write)
      : instance_(instance),
        letters_(letters),
        unsubscribe_(unsubscribe),
        url_(std::move(url)),
        write_(std::move(write)) {}

  // Begins the mailings of pledges that are due, and queues one batch of each mailing whose news are
  // published and whose mails aren't piling up. Returns how many mails it queued: while it is more than none,
  // there may be more to do at once.
  std::size_t step();

  // So that a code, which somebody waits for, finds its place between these.
  static constexpr int kPerSecond = 20;
  static constexpr std::size_t kBatch = 100;
  static constexpr std::size_t kMostUntried = 300;  // of a mailing in the outbox; then the outbox comes first
  static constexpr std::chrono::days kLife{3};      // of a mail; then it is too late for news
  static constexpr std::size_t kMostCharacters = 4000;  // of the text in a mail; the page has the rest

 private:
  void begin_due_pledges(TreeSize published);
  std::size_t work(const store::Mailing& mailing, TreeSize published);
  News news_in(const PublishedLetter& letter, letter::Language language, std::string_view page) const;

  Instance instance_;
  const Letters& letters_;
  const Unsubscribe& unsubscribe_;
  std::string url_;
  NewsMailWriter write_;
  std::set<LetterId> begun_;  // pledges whose mailing is known to be begun
  TreeSize looked_at_ = 0;    // for pledges that are due
  Instant look_again_{};
};

}  // namespace ruban::service
