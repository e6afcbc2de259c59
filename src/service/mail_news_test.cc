// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/mail_news.h"

#include <gmock/gmock.h>

#include <map>

#include "service/end_letter.h"
#include "service/put_on_record.h"
#include "service/test_instance.h"

namespace ruban::service::test {
namespace {

using letter::DemandState;
using letter::DocumentKind;
using letter::Language;
using letter::PledgeStanding;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

std::string in_two_languages() {
  auto toml = replaced(std::string(kToml), "languages = [\"en\"]", "languages = [\"en\", \"fr\"]");
  for (const auto* text : {"Close the mine", "People of the valley", "Close it.", "Miners", "Neighbours"}) {
    const auto english = "en = \"" + std::string(text) + "\"";
    toml = replaced(toml, english, english + "\nfr = \"FR " + std::string(text) + "\"");
  }
  return toml;
}

letter::Folder both(std::string toml) {
  auto out = folder(std::move(toml));
  out.files["fr.md"] = "À qui de droit, ceci est une lettre.\n";
  return out;
}

class Telling : public ServiceTest {
 protected:
  struct Mail {
    std::string to;
    News news;
  };

  void subscribe(const std::string& address, const std::string& lang = "en") {
    it.store().visits().subscribe(letter_->id(), address, lang);
  }
  void subscribe(int people) {
    for (int i = 0; i < people; ++i) subscribe("person" + std::to_string(i) + "@example.org");
  }
  ForTheRecord news(const std::string& text = "The doors are open.") const {
    ForTheRecord out;
    out.words = {{Language::en, "Open", text + "\n", {}}};
    out.tell_subscribers = true;
    return out;
  }
  void put(const ForTheRecord& what) {
    std::vector<letter::Fault> faults;
    must(put_on_record(it.instance(), *letter_, what, faults));
  }
  void put_and_sequence(const ForTheRecord& what) {
    put(what);
    it.sequence();
  }
  void move_demand(DemandState state) {
    auto what = news("So it is.");
    what.kind = DocumentKind::demand;
    what.number = 1;
    what.state = state;
    what.tell_subscribers = false;
    put_and_sequence(what);
  }
  // As by a server that has just started.
  std::size_t step() {
    it.registry().letters().refresh();
    const Unsubscribe unsubscribe(it.instance());
    MailNews mail_news(it.instance(), it.registry().letters(), unsubscribe, "https://ruban.example",
                       [this](const mail::Address& to, const News& told, Instant) -> Result<std::string> {
                         written_.push_back({to.text(), told});
                         return "to " + to.text() + ": " + told.title + told.text;
                       });
    return mail_news.step();
  }
  // Until there is nothing more to do, with an outbox that sends at once.
  void tell_all() {
    while (step() > 0) send_all();
    send_all();
  }
  void send_all() {
    auto& outbox = it.store().outbox();
    it.clock.at += 60s;
    for (const auto& mail : outbox.take_due(it.clock.at, it.clock.at + 1s, 100'000)) {
      ++sent_[mail.recipient];
      outbox.mark_sent(mail.id);
    }
  }
  store::MailingFigures figures() { return it.store().mailings().figures(letter_->id()).at(0); }

  LetterPointer letter_ = it.publish(both(in_two_languages()));
  std::vector<Mail> written_;
  std::map<std::string, int> sent_;  // mails by recipient
};

TEST_F(Telling, Subscribers_of_the_version_are_told_once_it_is_on_record_each_in_their_language) {
  subscribe("ada@example.org");
  subscribe("zoe@example.org", "fr");
  auto what = news();
  what.words.push_back({Language::fr, "Ouvert", "Les portes sont ouvertes.\n", {}});
  put(what);
  EXPECT_EQ(step(), 0u);  // it waits for its place in the record
  it.sequence();
  tell_all();
  ASSERT_THAT(written_, SizeIs(2));
  std::map<std::string, News> told;
  for (const auto& mail : written_) told[mail.to] = mail.news;
  const auto& ada = told.at("ada@example.org");
  EXPECT_EQ(ada.letter, "Close the mine");
  EXPECT_EQ(ada.title, "Open");
  EXPECT_EQ(ada.text, "The doors are open.");
  EXPECT_EQ(ada.language, "en");
  EXPECT_EQ(ada.address, "https://ruban.example/en/letters/close-the-mine/v1/news");
  EXPECT_EQ(ada.list, "close-the-mine.news");
  EXPECT_FALSE(ada.pledge_due);
  const auto& zoe = told.at("zoe@example.org");
  EXPECT_EQ(zoe.letter, "FR Close the mine");
  EXPECT_EQ(zoe.title, "Ouvert");
  EXPECT_EQ(zoe.text_language, "fr");
  EXPECT_EQ(zoe.language, "fr");
  EXPECT_THAT(zoe.unsubscribe, HasSubstr("https://ruban.example/fr/letters/close-the-mine/v1/unsubscribe/"));
  EXPECT_THAT(sent_, SizeIs(2));
  EXPECT_EQ(figures().sent, 2u);
}

TEST_F(Telling, Who_reads_a_language_without_a_wording_gets_the_original) {
  subscribe("zoe@example.org", "fr");
  put_and_sequence(news());
  tell_all();
  ASSERT_THAT(written_, SizeIs(1));
  EXPECT_EQ(written_[0].news.title, "Open");
  EXPECT_EQ(written_[0].news.text_language, "en");
  EXPECT_EQ(written_[0].news.language, "fr");
}

TEST_F(Telling, Corrections_translations_and_what_isnt_to_be_mailed_are_told_to_nobody) {
  subscribe("ada@example.org");
  auto quiet = news();
  quiet.tell_subscribers = false;
  put_and_sequence(quiet);
  auto corrected = news("The doors are wide open.");
  corrected.tell_subscribers = false;
  corrected.corrects = true;
  corrected.number = 1;
  corrected.words.push_back({Language::fr, "Ouvert", "Les portes.\n", {}});
  put_and_sequence(corrected);
  tell_all();
  EXPECT_THAT(written_, IsEmpty());
  EXPECT_THAT(it.store().mailings().figures(letter_->id()), IsEmpty());
}

TEST_F(Telling, A_correction_that_comes_between_two_batches_is_what_the_others_get) {
  subscribe(150);
  put_and_sequence(news());
  EXPECT_EQ(step(), 100u);
  auto corrected = news("The doors are shut.");
  corrected.tell_subscribers = false;
  corrected.corrects = true;
  corrected.number = 1;
  put_and_sequence(corrected);
  EXPECT_EQ(step(), 50u);
  EXPECT_EQ(written_.front().news.text, "The doors are open.");
  EXPECT_EQ(written_.back().news.text, "The doors are shut.");
}

TEST_F(Telling, Ten_thousand_are_told_once_each_and_the_outbox_never_holds_more_than_a_few_hundred) {
  constexpr std::size_t kPeople = 10'000;
  subscribe(static_cast<int>(kPeople));
  put_and_sequence(news());
  std::size_t most = 0;
  for (std::size_t round = 0; figures().waiting > 0; ++round) {
    ASSERT_LT(round, kPeople);
    while (step() > 0) {
    }
    const auto open = it.store().mailings().unfinished(9);
    if (!open.empty()) most = std::max(most, open.front().untried);
    send_all();
    written_.clear();
  }
  EXPECT_GT(most, 0u);
  EXPECT_LT(most, MailNews::kMostUntried + MailNews::kBatch);
  EXPECT_THAT(sent_, SizeIs(kPeople));
  for (const auto& [recipient, mails] : sent_) ASSERT_EQ(mails, 1) << recipient;
  EXPECT_EQ(figures().sent, kPeople);
}

TEST_F(Telling, Of_two_news_at_once_everybody_gets_both_once) {
  subscribe(250);
  put(news("The doors are open."));
  put(news("The doors are shut."));
  it.sequence();
  tell_all();
  EXPECT_THAT(sent_, SizeIs(250));
  for (const auto& [recipient, mails] : sent_) EXPECT_EQ(mails, 2) << recipient;
  std::map<std::string, int> said;
  for (const auto& mail : written_) ++said[mail.news.text];
  EXPECT_EQ(said, (std::map<std::string, int>{{"The doors are open.", 250}, {"The doors are shut.", 250}}));
  for (const auto& mailing : it.store().mailings().figures(letter_->id())) EXPECT_EQ(mailing.sent, 250u);
}

TEST_F(Telling, A_delivery_that_is_mailed_is_one_mail_whatever_its_address_is_subscribed_to) {
  subscribe("desk@recipient.example");
  auto delivery = news("Behind it stood:");
  delivery.kind = DocumentKind::delivery;
  delivery.tell_subscribers = false;
  delivery.by = "The director";
  delivery.mail = mail::NewMail{"desk@recipient.example", "the letter", it.clock.at + 24h};
  auto faulty = delivery;
  faulty.by = "two\nlines";
  std::vector<letter::Fault> faults;
  EXPECT_FALSE(put_on_record(it.instance(), *letter_, faulty, faults));
  EXPECT_THAT(it.store().mailings().figures(letter_->id()), IsEmpty());
  put_and_sequence(delivery);
  EXPECT_TRUE(it.store().visits().unsubscribe(letter_->id(), "desk@recipient.example"));
  EXPECT_EQ(figures().topic, store::Topic::delivery);
  EXPECT_EQ(figures().number, 1u);
  EXPECT_EQ(figures().waiting, 1u);
  tell_all();
  EXPECT_THAT(written_, IsEmpty());
  EXPECT_EQ(sent_, (std::map<std::string, int>{{"desk@recipient.example", 1}}));
  EXPECT_EQ(figures().sent, 1u);
}

TEST_F(Telling, Mails_leave_twenty_a_second_after_the_codes_of_others) {
  subscribe(100);
  put_and_sequence(news());
  step();
  it.store().outbox().put({"code@example.org", "code", it.clock.at + 1h}, it.clock.at);
  const auto due = it.store().outbox().take_due(it.clock.at, it.clock.at, 100);
  ASSERT_THAT(due, SizeIs(21));
  EXPECT_EQ(due.front().recipient, "code@example.org");
  EXPECT_THAT(it.store().outbox().take_due(it.clock.at + 4s, it.clock.at + 4s, 200), SizeIs(101));
}

TEST_F(Telling, The_link_in_a_mail_ends_it_and_no_other_does) {
  const Unsubscribe unsubscribe(it.instance());
  subscribe("ada@example.org");
  subscribe("zoe@example.org");
  put_and_sequence(news());
  EXPECT_EQ(step(), 2u);
  const auto token_of = [&](const std::string& address) {
    for (const auto& mail : written_) {
      if (mail.to == address) return mail.news.unsubscribe.substr(mail.news.unsubscribe.rfind('/') + 1);
    }
    return std::string();
  };
  const auto ada = token_of("ada@example.org");
  ASSERT_EQ(ada.size(), 96u);
  EXPECT_NE(ada, token_of("zoe@example.org"));
  for (const auto& mail : written_) EXPECT_THAT(mail.news.unsubscribe, Not(HasSubstr("example.org")));

  auto forged = ada;
  forged.back() = forged.back() == '0' ? '1' : '0';
  auto others = token_of("zoe@example.org").substr(0, 64) + ada.substr(64);
  for (const auto& wrong : {forged, others, std::string(), std::string("zz"), ada.substr(0, 64), ada + "00"})
    unsubscribe(letter_->id(), wrong);
  const auto other = it.publish(folder(replaced(std::string(kToml), "close-the-mine", "another")));
  unsubscribe(other->id(), ada);
  EXPECT_EQ(figures().waiting, 2u);

  unsubscribe(letter_->id(), ada);
  unsubscribe(letter_->id(), ada);
  EXPECT_EQ(figures().waiting, 1u);  // with the mail that waited
  tell_all();
  EXPECT_EQ(sent_.count("ada@example.org"), 0u);
  EXPECT_EQ(sent_["zoe@example.org"], 1);
  EXPECT_FALSE(it.store().visits().unsubscribe(letter_->id(), "ada@example.org"));
  EXPECT_TRUE(it.store().scrub());
}

TEST_F(Telling, The_key_of_the_links_stays_the_same_over_restarts) {
  subscribe("ada@example.org");
  put_and_sequence(news());
  const auto mailing = it.store().mailings().unfinished(1).at(0);
  const auto tag = it.store().mailings().next(mailing.letter, mailing.after, 1).at(0).tag;
  EXPECT_EQ(Unsubscribe(it.instance()).token(letter_->id(), tag),
            Unsubscribe(it.instance()).token(letter_->id(), tag));
}

TEST_F(Telling, What_was_taken_down_is_told_to_nobody_more) {
  subscribe(150);
  std::vector<letter::Fault> faults;
  const auto put = must(put_on_record(it.instance(), *letter_, news(), faults));
  it.sequence();
  EXPECT_EQ(step(), 100u);
  ASSERT_TRUE(it.store().documents().take_down(put.documents[0]));
  tell_all();
  EXPECT_THAT(sent_, IsEmpty());
  EXPECT_EQ(figures().waiting, 0u);
}

TEST_F(Telling, A_letter_that_was_withdrawn_tells_nothing_more) {
  subscribe(150);
  put_and_sequence(news());
  step();
  must(end_letter(it.instance(), it.registry().keys(), *letter_, ledger::LetterEnd::withdrawn));
  it.sequence();
  tell_all();
  EXPECT_THAT(sent_, IsEmpty());
}

class Pledging : public Telling {
 protected:
  // Due on 1 July, or when the demand fails.
  void publish_pledge() {
    auto toml = replaced(in_two_languages(), "slug = \"close-the-mine\"", "slug = \"pledged\"") +
                "\n[pledge]\nen = \"We lay down our tools.\"\nfr = \"Nous posons nos outils.\"\n"
                "due = 2018-07-01T00:00:00Z\n";
    letter_ = it.publish(both(toml));
    subscribe("ada@example.org");
    subscribe("zoe@example.org", "fr");
  }
};

TEST_F(Pledging, Subscribers_are_told_once_when_its_day_has_come) {
  publish_pledge();
  tell_all();
  EXPECT_THAT(written_, IsEmpty());
  it.clock.at = must(parse_rfc3339("2018-07-01T00:00:00Z"));
  tell_all();
  ASSERT_THAT(written_, SizeIs(2));
  for (const auto& mail : written_) {
    EXPECT_EQ(mail.news.pledge_due, PledgeStanding::Cause::date_passed);
    EXPECT_EQ(mail.news.text,
              mail.to == "ada@example.org" ? "We lay down our tools." : "Nous posons nos outils.");
  }
  move_demand(DemandState::refused);
  it.clock.at += 24h;
  tell_all();
  EXPECT_THAT(written_, SizeIs(2));
  EXPECT_EQ(figures().topic, store::Topic::pledge);
  EXPECT_EQ(figures().sent, 2u);
}

TEST_F(Pledging, Subscribers_are_told_when_a_demand_was_refused) {
  publish_pledge();
  move_demand(DemandState::promised);
  tell_all();
  EXPECT_THAT(written_, IsEmpty());
  move_demand(DemandState::broken);
  tell_all();
  ASSERT_THAT(written_, SizeIs(2));
  EXPECT_EQ(written_[0].news.pledge_due, PledgeStanding::Cause::demand_failed);
}

TEST_F(Pledging, A_server_that_goes_on_running_sees_the_day_come) {
  publish_pledge();
  it.registry().letters().refresh();
  const Unsubscribe unsubscribe(it.instance());
  MailNews running(it.instance(), it.registry().letters(), unsubscribe, "https://ruban.example",
                   [](const mail::Address&, const News&, Instant) -> Result<std::string> { return "mail"; });
  it.clock.at = must(parse_rfc3339("2018-06-30T23:59:30Z"));
  EXPECT_EQ(running.step(), 0u);
  it.clock.at += 60s;
  EXPECT_EQ(running.step(), 2u);
  EXPECT_EQ(running.step(), 0u);
}

TEST_F(Pledging, Nobody_is_told_of_a_pledge_whose_demands_are_met) {
  publish_pledge();
  move_demand(DemandState::met);
  it.clock.at = must(parse_rfc3339("2018-07-02T00:00:00Z"));
  tell_all();
  EXPECT_THAT(written_, IsEmpty());
}

}  // namespace
}  // namespace ruban::service::test
