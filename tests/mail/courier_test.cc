// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/courier.h"

#include <set>

#include "tests/mail/delivery.h"

namespace ruban::mail {
namespace {

class CourierTest : public test::Delivery {};
using test::minutes;
using test::seconds;
using test::SmtpServer;

TEST_F(CourierTest, What_waits_is_sent_in_order_and_forgotten) {
  SmtpServer server;
  const auto transport = smtp(server.port());
  Courier courier(outbox(), *transport, clock_, options());
  for (const auto* to : {"ada@example.org", "bob@example.org", "cyd@example.net"}) put(to);
  EXPECT_EQ(step_through(courier), std::nullopt);
  EXPECT_EQ(server.next_mail().to, "ada@example.org");
  EXPECT_EQ(server.next_mail().to, "bob@example.org");
  const auto last = server.next_mail();
  EXPECT_EQ(last.to, "cyd@example.net");
  EXPECT_EQ(last.from, "codes@ruban.example.org");
  EXPECT_EQ(last.message, "Subject: Your code\r\n\r\nto cyd@example.net\r\n");
  EXPECT_EQ(courier.counts().sent, 3U);
  clock_.move(minutes(30));
  EXPECT_EQ(waiting(), 0U);
  EXPECT_EQ(outbox().oldest_untried(), std::nullopt);
}

TEST_F(CourierTest, A_dead_server_is_asked_at_growing_intervals_and_no_mail_is_lost) {
  const auto port = dead_port();
  const auto transport = smtp(port);
  Courier courier(outbox(), *transport, clock_, options());
  for (int i = 0; i < 20; ++i) put(fmt::format("ada{}@example.org", i));
  const auto since = clock_.now();
  for (const auto pause : {seconds(5), seconds(15), seconds(60), seconds(120), seconds(300), seconds(300)}) {
    const auto asked = courier.counts().no_service;
    EXPECT_EQ(step_through(courier), clock_.now() + pause);
    EXPECT_EQ(step_through(courier), clock_.now() + pause);  // nobody is asked meanwhile
    EXPECT_EQ(courier.counts().no_service, asked + 1);
    EXPECT_EQ(outbox().oldest_untried(), since);
    clock_.move(pause);
  }
  SmtpServer server({"--port", std::to_string(port)});
  EXPECT_EQ(step_through(courier), std::nullopt);
  std::set<std::string> arrived;
  for (int i = 0; i < 20; ++i) arrived.insert(server.next_mail().to);
  EXPECT_EQ(arrived.size(), 20U);
  EXPECT_EQ(courier.counts().sent, 20U);
  EXPECT_EQ(outbox().oldest_untried(), std::nullopt);
}

TEST_F(CourierTest, A_code_that_has_expired_meanwhile_is_dropped) {
  const auto port = dead_port();
  const auto transport = smtp(port);
  Courier courier(outbox(), *transport, clock_, options());
  put("early@example.org", minutes(60));
  clock_.move(minutes(30));
  put("late@example.org", minutes(60));
  EXPECT_EQ(step_through(courier), clock_.now() + seconds(5));
  clock_.move(minutes(30));
  SmtpServer server({"--port", std::to_string(port)});
  EXPECT_EQ(step_through(courier), std::nullopt);
  EXPECT_EQ(server.next_mail().to, "late@example.org");
  EXPECT_EQ(courier.counts().expired, 1U);
  EXPECT_EQ(courier.counts().sent, 1U);
}

TEST_F(CourierTest, Nothing_outlives_its_code_even_while_nobody_can_be_asked) {
  const auto transport = smtp(dead_port());
  Courier courier(outbox(), *transport, clock_, options());
  put("ada@example.org", seconds(3));
  step_through(courier);
  clock_.move(seconds(3));
  EXPECT_EQ(step_through(courier), clock_.now() + seconds(2));  // still in its pause
  EXPECT_EQ(outbox().oldest_untried(), std::nullopt);
  EXPECT_TRUE(courier.is_away());
  clock_.move(seconds(2));
  EXPECT_EQ(step_through(courier), std::nullopt);
  EXPECT_FALSE(courier.is_away()) << "nothing waits, so nobody can say that mail is slow";
}

TEST_F(CourierTest, A_mail_that_is_put_off_waits_alone) {
  SmtpServer server({"--reply", "rcpt:late@example.org=451 4.7.1 greylisted"});
  const auto transport = smtp(server.port());
  Courier courier(outbox(), *transport, clock_, options());
  put("late@example.org");
  put("ada@example.org");
  EXPECT_EQ(step_through(courier), std::nullopt);
  EXPECT_EQ(server.next_mail().to, "ada@example.org");
  EXPECT_EQ(outbox().oldest_untried(), std::nullopt);
  for (const auto pause : {minutes(1), minutes(2), minutes(5), minutes(10)}) {
    clock_.move(pause - seconds(1));
    const auto before = courier.counts().put_off;
    EXPECT_EQ(step_through(courier), std::nullopt);
    EXPECT_EQ(courier.counts().put_off, before);
    clock_.move(seconds(1));
    EXPECT_EQ(step_through(courier), std::nullopt);
    EXPECT_EQ(courier.counts().put_off, before + 1);
  }
  server.tell("rcpt:late@example.org");
  clock_.move(minutes(30));
  EXPECT_EQ(step_through(courier), std::nullopt);
  EXPECT_EQ(server.next_mail().to, "late@example.org");
}

TEST_F(CourierTest, A_refused_mail_is_forgotten_and_the_next_ones_are_sent) {
  SmtpServer server({"--reply", "rcpt:nobody@example.org=550 5.1.1 no such user"});
  const auto transport = smtp(server.port());
  Courier courier(outbox(), *transport, clock_, options());
  put("nobody@example.org");
  put("not an address");
  put("ada@example.org");
  EXPECT_EQ(step_through(courier), std::nullopt);
  EXPECT_EQ(server.next_mail().to, "ada@example.org");
  EXPECT_EQ(courier.counts().refused, 2U);
  clock_.move(minutes(30));
  EXPECT_EQ(waiting(), 0U);
}

TEST_F(CourierTest, A_server_that_knows_no_such_mailbox_ends_its_news_and_one_that_blocks_us_doesnt) {
  SmtpServer server({"--reply", "rcpt:gone@example.org=550 5.1.1 no such user", "--reply",
                     "rcpt:blocked@example.org=550 5.7.1 not from you"});
  const auto transport = smtp(server.port());
  Courier courier(outbox(), *transport, clock_, options());
  const auto letter = random_.fixed<LetterId>();
  for (const auto* reader : {"gone@example.org", "blocked@example.org", "ada@example.org"})
    store_->visits().subscribe(letter, reader, "en");
  auto& mailings = store_->mailings();
  mailings.begin(letter, store::Topic::update, 1);
  std::vector<store::NewsMail> mails;
  for (const auto& reader : mailings.next(letter, {}, 9))
    mails.push_back({reader.tag, {reader.address, "Subject: News\r\n\r\n", clock_.now() + minutes(60)}});
  ASSERT_TRUE(mailings.queue(mailings.unfinished(1).at(0), mails, clock_.now(), 20));
  EXPECT_EQ(step_through(courier), std::nullopt);
  EXPECT_EQ(server.next_mail().to, "ada@example.org");
  EXPECT_EQ(mailings.figures(letter).at(0).sent, 1U);
  EXPECT_EQ(mailings.figures(letter).at(0).failed, 2U);
  std::set<std::string> left;
  for (const auto& reader : mailings.next(letter, {}, 9)) left.insert(reader.address);
  EXPECT_EQ(left, (std::set<std::string>{"ada@example.org", "blocked@example.org"}));
}

TEST_F(CourierTest, A_mail_that_breaks_the_service_does_not_hold_up_the_others) {
  SmtpServer server({"--reply", "rcpt:poison@example.org=421 4.3.0 oops"});
  const auto transport = smtp(server.port());
  Courier courier(outbox(), *transport, clock_, options());
  put("poison@example.org");
  put("ada@example.org");
  EXPECT_EQ(step_through(courier), clock_.now() + seconds(5));
  clock_.move(seconds(5));
  EXPECT_EQ(step_through(courier), clock_.now() + seconds(5));
  EXPECT_EQ(server.next_mail().to, "ada@example.org");
}

TEST_F(CourierTest, No_domain_gets_more_than_its_rate) {
  FileTransport transport(folder_ / "mail");
  auto slow = options();
  slow.per_second_and_domain = 2;
  Courier courier(outbox(), transport, clock_, slow);
  for (int i = 0; i < 5; ++i) put(fmt::format("ada{}@busy.example", i));
  put("ada@calm.example");
  EXPECT_EQ(step_through(courier), clock_.now() + seconds(1));
  EXPECT_EQ(transport.list(10).size(), 3U);
  EXPECT_EQ(transport.list(10)[0].to, "ada@calm.example");
  clock_.move(seconds(1));
  EXPECT_EQ(step_through(courier), clock_.now() + seconds(1));
  EXPECT_EQ(transport.list(10).size(), 5U);
  clock_.move(seconds(1));
  EXPECT_EQ(step_through(courier), std::nullopt);
  EXPECT_EQ(transport.list(10).size(), 6U);
}

TEST_F(CourierTest, After_a_crash_the_mails_in_hand_are_sent_when_their_lease_is_over) {
  const auto port = dead_port();
  const auto transport = smtp(port);
  {
    Courier courier(outbox(), *transport, clock_, options());
    put("ada@example.org");
    put("bob@example.org");
    step_through(courier);
  }  // without release()
  open_store();
  SmtpServer server({"--port", std::to_string(port)});
  Courier courier(outbox(), *transport, clock_, options());
  EXPECT_EQ(step_through(courier), std::nullopt);
  EXPECT_EQ(courier.counts().sent, 0U);
  clock_.move(options().lease);
  EXPECT_EQ(step_through(courier), std::nullopt);
  EXPECT_EQ(server.next_mail().to, "ada@example.org");
  EXPECT_EQ(server.next_mail().to, "bob@example.org");
}

TEST_F(CourierTest, A_mail_whose_acknowledgement_is_lost_arrives_twice_rather_than_never) {
  const auto port = dead_port();
  const auto transport = smtp(port);
  Courier courier(outbox(), *transport, clock_, options());
  put("ada@example.org");
  {
    SmtpServer server({"--port", std::to_string(port), "--drop", "end"});
    EXPECT_EQ(step_through(courier), clock_.now() + seconds(5));
    EXPECT_EQ(server.next_mail().to, "ada@example.org");
  }
  clock_.move(seconds(5));
  SmtpServer server({"--port", std::to_string(port)});
  EXPECT_EQ(step_through(courier), std::nullopt);
  EXPECT_EQ(server.next_mail().to, "ada@example.org");
  EXPECT_EQ(outbox().oldest_untried(), std::nullopt);
}

TEST_F(CourierTest, A_mail_whose_lease_has_run_out_is_not_sent_from_the_hand) {
  const auto port = dead_port();
  const auto transport = smtp(port);
  Courier slow(outbox(), *transport, clock_, options());
  put("ada@example.org");
  step_through(slow);
  clock_.move(options().lease);
  SmtpServer server({"--port", std::to_string(port)});
  Courier other(outbox(), *transport, clock_, options());
  EXPECT_EQ(step_through(other), std::nullopt);
  EXPECT_EQ(step_through(slow), std::nullopt);
  EXPECT_EQ(other.counts().sent, 1U);
  EXPECT_EQ(slow.counts().sent, 0U);
}

TEST_F(CourierTest, Released_mails_are_due_at_once) {
  const auto transport = smtp(dead_port());
  Courier courier(outbox(), *transport, clock_, options());
  put("ada@example.org");
  step_through(courier);
  EXPECT_EQ(waiting(), 0U);
  courier.release();
  EXPECT_EQ(waiting(), 1U);
}

TEST(BackOff, Grows_and_has_a_bound) {
  EXPECT_EQ(back_off(1), minutes(1));
  EXPECT_EQ(back_off(5), minutes(30));
  EXPECT_EQ(back_off(1'000), minutes(30));
  EXPECT_EQ(pause_after(1), seconds(5));
  EXPECT_EQ(pause_after(5), minutes(5));
  EXPECT_EQ(pause_after(1'000), minutes(5));
}

}  // namespace
}  // namespace ruban::mail
