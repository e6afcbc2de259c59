// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/mail_news.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "core/check.h"
#include "service/pledge.h"

namespace ruban::service {
namespace {

using letter::Language;

constexpr std::size_t kMostMailings = 20;  // worked on at a time

bool is_gone(const PublishedLetter& letter) {
  return letter.row.end && *letter.row.end != ledger::LetterEnd::closed;
}

const Statement* find_update(const std::vector<Statement>& said, std::uint64_t number) {
  for (const auto& one : said) {
    if (one.kind == letter::DocumentKind::update && one.number == number) return &one;
  }
  return nullptr;
}

// What a letter says in this language, or in its own.
Language spoken(const PublishedLetter& letter, Language language) {
  const auto& languages = letter.letter.languages;
  return std::ranges::find(languages, language) == languages.end() ? languages.front() : language;
}

}  // namespace

std::size_t MailNews::step() {
  const auto published = instance_.store.record().published_checkpoint();
  if (!published) return 0;
  begin_due_pledges(published->size);
  std::size_t queued = 0;
  for (const auto& mailing : instance_.store.mailings().unfinished(kMostMailings))
    queued += work(mailing, published->size);
  return queued;
}

// A pledge that is due is told once; what becomes of it afterwards stands on the page. Of a version that was
// replaced, the newer one speaks.
void MailNews::begin_due_pledges(TreeSize published) {
  const auto now = instance_.clock.now();
  if (published == looked_at_ && now < look_again_) return;
  looked_at_ = published;
  look_again_ = now + std::chrono::minutes(1);
  for (const auto& letter : letters_.all()) {
    if (!letter->letter.pledge || is_gone(*letter) || letter->row.replaced_by) continue;
    if (letter->row.index >= published || begun_.contains(letter->id())) continue;
    const auto standing = pledge_standing(instance_, *letter, published);
    if (!standing || !standing->due()) continue;
    instance_.store.mailings().begin(letter->id(), store::Topic::pledge, 0);
    begun_.insert(letter->id());
  }
}

News MailNews::news_in(const PublishedLetter& letter, Language language, std::string_view page) const {
  const auto place =
      fmt::format("{}/{}/letters/{}/v{}", url_, letter::code(language), letter.row.slug, letter.row.version);
  News out;
  out.letter = letter.letter.title.at(spoken(letter, language));
  out.address = place + std::string(page);
  out.unsubscribe = place + "/unsubscribe/";
  out.list = letter.row.slug + ".news";
  out.language = letter::code(language);
  return out;
}

std::size_t MailNews::work(const store::Mailing& mailing, TreeSize published) {
  auto& mailings = instance_.store.mailings();
  const auto letter = letters_.find(mailing.letter);
  if (!letter) return 0;  // not in memory yet
  if (is_gone(**letter)) {
    mailings.stop(mailing.id);
    return 0;
  }
  if (mailing.untried >= kMostUntried) return 0;

  std::map<Language, News> told;  // in each language of mails
  if (mailing.topic == store::Topic::update) {
    const auto said = statements(instance_, mailing.letter, published);
    const auto* statement = find_update(said, mailing.number);
    if (statement == nullptr) return 0;  // it waits for its place in the record
    for (const auto language : letter::kLanguages) {
      const auto& document = statement->in(language).document;
      if (!document) {  // it was taken down
        mailings.stop(mailing.id);
        return 0;
      }
      auto& news = told[language] = news_in(**letter, language, "/news");
      news.title = document->title;
      news.text = letter::plain_text(document->body, kMostCharacters);
      news.text_language = letter::code(document->language);
    }
  } else {
    const auto standing = pledge_standing(instance_, **letter, published);
    if (!standing || !standing->due())
      return 0;  // not any more: who wasn't told yet isn't told what isn't so
    for (const auto language : letter::kLanguages) {
      auto& news = told[language] = news_in(**letter, language, "/pledge");
      news.pledge_due = standing->cause;
      news.text = (*letter)->letter.pledge->text.at(spoken(**letter, language));
      news.text_language = letter::code(spoken(**letter, language));
    }
  }

  const auto now = instance_.clock.now();
  std::vector<store::NewsMail> mails;
  for (const auto& subscriber : mailings.next(mailing.letter, mailing.after, kBatch)) {
    auto news =
        told.at(letter::parse_language(subscriber.lang).value_or((*letter)->letter.languages.front()));
    news.unsubscribe += unsubscribe_.token(mailing.letter, subscriber.tag);
    const auto to = mail::Address::parse(subscriber.address);
    CHECK(to);  // mail was sent to it before it was kept
    auto message = write_(*to, news, now);
    if (!message) {
      spdlog::error("news can't be written as a mail: {}", message.error().message);
      mailings.stop(mailing.id);
      return 0;
    }
    mails.push_back({subscriber.tag, {to->text(), *std::move(message), now + kLife}});
  }
  return mailings.queue(mailing, mails, std::max(now, mailing.due), kPerSecond) ? mails.size() : 0;
}

}  // namespace ruban::service
