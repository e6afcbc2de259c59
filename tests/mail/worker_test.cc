// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/worker.h"

#include <set>
#include <thread>

#include "tests/mail/delivery.h"

namespace ruban::mail {
namespace {

using test::minutes;
using test::seconds;
using test::SmtpServer;

class WorkerTest : public test::Delivery {
 protected:
  // Until `holds`; the test's own time limit ends it otherwise.
  template <class Condition>
  static void wait_until(Condition holds) {
    while (!holds()) std::this_thread::yield();
  }
};

TEST_F(WorkerTest, A_mail_leaves_as_soon_as_it_is_put) {
  SmtpServer server;
  const auto transport = smtp(server.port());
  Worker worker(outbox(), *transport, clock_, options());
  put("ada@example.org");
  worker.wake();
  EXPECT_EQ(server.next_mail().to, "ada@example.org");
  wait_until([&] { return worker.counts().sent == 1; });
  wait_until([&] { return worker.delay() == seconds(0); });
  EXPECT_EQ(outbox().oldest_untried(), std::nullopt);
}

TEST_F(WorkerTest, While_a_slow_server_thinks_the_delay_grows_and_nobody_waits_for_it) {
  SmtpServer server({"--hold", "end"});
  const auto transport = smtp(server.port());
  Worker worker(outbox(), *transport, clock_, options());
  put("ada@example.org");
  worker.wake();
  server.wait_until_it_holds();
  clock_.move(minutes(4));
  EXPECT_EQ(worker.delay(), minutes(4));
  put("bob@example.org");  // as a page does, with the server still silent
  worker.wake();
  EXPECT_EQ(worker.delay(), minutes(4));
  server.tell("go");
  EXPECT_EQ(server.next_mail().to, "bob@example.org");
  wait_until([&] { return worker.delay() == seconds(0) && worker.counts().sent == 2; });
}

TEST_F(WorkerTest, A_dead_server_makes_the_queue_and_the_delay_grow_until_it_comes_back) {
  const auto port = dead_port();
  const auto transport = smtp(port);
  Worker worker(outbox(), *transport, clock_, options());
  for (int i = 0; i < 10; ++i) {
    put(fmt::format("ada{}@example.org", i));
    worker.wake();
    if (i == 0) wait_until([&] { return worker.counts().no_service >= 1; });
    clock_.move(minutes(2));
  }
  wait_until([&] { return worker.delay() == minutes(20); });
  SmtpServer server({"--port", std::to_string(port)});
  clock_.move(minutes(5));
  worker.wake();
  std::set<std::string> arrived;
  for (int i = 0; i < 10; ++i) arrived.insert(server.next_mail().to);
  EXPECT_EQ(arrived.size(), 10U);
  wait_until([&] { return worker.delay() == seconds(0); });
}

TEST_F(WorkerTest, Stopping_waits_for_a_silent_server_no_longer_than_the_time_limit_and_loses_nothing) {
  SmtpServer server({"--hold", "rcpt"});
  const auto transport = smtp(server.port(), std::chrono::milliseconds(500));
  Worker worker(outbox(), *transport, clock_, options());
  put("ada@example.org");
  put("bob@example.org");
  worker.wake();
  server.wait_until_it_holds();
  worker.stop();
  worker.stop();
  EXPECT_EQ(waiting(), 2U);
}

TEST_F(WorkerTest, What_one_run_leaves_the_next_one_sends) {
  const auto port = dead_port();
  const auto transport = smtp(port);
  {
    Worker worker(outbox(), *transport, clock_, options());
    put("ada@example.org");
    worker.wake();
    wait_until([&] { return worker.counts().no_service == 1; });
  }
  open_store();
  SmtpServer server({"--port", std::to_string(port)});
  Worker worker(outbox(), *transport, clock_, options());
  EXPECT_EQ(server.next_mail().to, "ada@example.org");
}

TEST_F(WorkerTest, Mails_put_by_many_threads_at_once_are_each_sent_once) {
  FileTransport transport(folder_ / "mail");
  auto quick = options();
  quick.per_second_and_domain = 1'000;
  quick.hold = 7;
  {
    Worker worker(outbox(), transport, clock_, quick);
    std::vector<std::thread> pages;
    for (int page = 0; page < 4; ++page) {
      pages.emplace_back([&, page] {
        for (int i = 0; i < 25; ++i) {
          put(fmt::format("p{}.{}@example.org", page, i));
          worker.wake();
          EXPECT_GE(worker.delay(), seconds(0));
        }
      });
    }
    for (auto& page : pages) page.join();
    wait_until([&] { return worker.counts().sent >= 100; });
  }
  std::set<std::string> arrived;
  for (const auto& mail : transport.list(1'000)) arrived.insert(mail.to);
  EXPECT_EQ(arrived.size(), 100U);
  EXPECT_EQ(transport.list(1'000).size(), 100U);
}

}  // namespace
}  // namespace ruban::mail
