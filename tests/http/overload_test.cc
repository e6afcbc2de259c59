// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <vector>

#include "raw_client.h"
#include "running_server.h"

namespace ruban::web {
namespace {

using std::chrono::milliseconds;

TEST(Overload, A_full_queue_is_503_and_cached_pages_go_on) {
  ServerOptions options;
  options.workers = 1;
  options.queue = 1;
  RunningServer server(options);
  RawClient working(server.port()), waiting(server.port());
  working.send(get("/wait"));
  server.gate.wait_for(1);
  waiting.send(get("/hello/you"));
  while (server->waiting() < 1) std::this_thread::yield();

  RawClient refused(server.port());
  for (int i = 0; i < 2; ++i) {
    const auto busy = refused.ask(get("/hello/you"));
    EXPECT_EQ(busy.status, 503);
    EXPECT_EQ(busy.headers.at("Retry-After"), "2");
    EXPECT_EQ(refused.ask(get("/page")).status, 200) << "the connection and the cache go on";
  }
  server.gate.open();
  EXPECT_EQ(working.read().body, "waited");
  EXPECT_EQ(waiting.read().body, "Hello you ");
  EXPECT_EQ(refused.ask(get("/hello/you")).status, 200);
}

TEST(Overload, Who_waits_for_something_holds_no_worker) {
  ServerOptions options;
  options.workers = 1;
  options.queue = 1;
  RunningServer server(options);
  std::vector<std::unique_ptr<RawClient>> patient;
  for (std::size_t i = 1; i <= 10; ++i) {
    patient.push_back(std::make_unique<RawClient>(server.port()));
    patient.back()->send(get("/later"));
    // One after the other, since the line before the worker is short.
    while (server.bell.size() < i) std::this_thread::yield();
  }
  EXPECT_EQ(RawClient(server.port()).ask(get("/hello/you")).body, "Hello you ");
  server.bell.ring(10);
  for (auto& client : patient) EXPECT_EQ(client->read().body, "later");
  server.bell.ring(10);
  EXPECT_EQ(patient.front()->ask(get("/hello/you")).body, "Hello you ") << "the connection goes on";
}

TEST(Overload, A_handler_may_be_asked_again_at_once_and_often) {
  RunningServer server;
  EXPECT_EQ(RawClient(server.port()).ask(get("/at-once")).body, "at last");
}

TEST(Overload, What_was_posted_is_there_when_the_handler_is_asked_again) {
  RunningServer server;
  RawClient client(server.port());
  client.send(
      "POST /later HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
      "Content-Length: 8\r\n\r\nname=Ada");
  server.bell.ring(1);
  EXPECT_EQ(client.read().body, "Ada");
}

TEST(Overload, Who_waits_when_the_server_stops_is_answered_first) {
  auto server = std::make_unique<RunningServer>();
  RawClient client(server->port());
  client.send(get("/later"));
  while (server->bell.size() < 1) std::this_thread::yield();
  (*server)->stop();
  EXPECT_EQ(client.read().body, "later");
  server->join();
  server->bell.ring(1);  // too late, and harmless
}

TEST(Overload, One_connection_too_many_is_503) {
  ServerOptions options;
  options.connections = 2;
  RunningServer server(options);
  auto first = std::make_unique<RawClient>(server.port());
  RawClient second(server.port());
  EXPECT_EQ(first->ask(get("/page")).status, 200);
  EXPECT_EQ(second.ask(get("/page")).status, 200);
  RawClient third(server.port());
  const auto busy = third.read();
  EXPECT_EQ(busy.status, 503);
  EXPECT_EQ(busy.headers.at("Retry-After"), "2");
  first.reset();
  while (server->connections() > 1) std::this_thread::yield();
  EXPECT_EQ(RawClient(server.port()).ask(get("/page")).status, 200);
}

TEST(Deadlines, A_head_that_does_not_come_is_408) {
  ServerOptions options;
  options.header_deadline = milliseconds(40);
  RunningServer server(options);
  for (const char* start : {"G", "GET /page HTTP/1.1\r\nHost: a\r\nX: "}) {
    RawClient client(server.port());
    client.send(start);
    EXPECT_EQ(client.read().status, 408);
    EXPECT_TRUE(client.is_closed_by_server());
  }
  RawClient silent(server.port());
  EXPECT_TRUE(silent.is_closed_by_server()) << "who says nothing is told nothing";
}

TEST(Deadlines, A_body_that_does_not_come_is_408) {
  ServerOptions options;
  options.body_deadline = milliseconds(40);
  RunningServer server(options);
  for (const char* lines : {"Content-Length: 10\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n5\r\nab"}) {
    RawClient client(server.port());
    EXPECT_EQ(client.ask("POST /echo HTTP/1.1\r\nHost: a\r\n" + std::string(lines)).status, 408);
    EXPECT_TRUE(client.is_closed_by_server());
  }
}

TEST(Deadlines, An_idle_connection_is_closed_without_a_word) {
  ServerOptions options;
  options.idle_deadline = milliseconds(40);
  RunningServer server(options);
  for (const char* target : {"/page", "/hello/x"}) {
    RawClient client(server.port());
    EXPECT_EQ(client.ask(get(target)).status, 200);
    EXPECT_TRUE(client.is_closed_by_server());
  }
}

TEST(Deadlines, Who_does_not_read_the_answer_is_let_go) {
  ServerOptions options;
  options.write_deadline = milliseconds(40);
  RunningServer server(options);
  RawClient client(server.port(), 4096);
  client.send(get("/large"));
  EXPECT_TRUE(client.wait_for_hangup());
}

TEST(Deadlines, Do_not_count_while_a_handler_works) {
  ServerOptions options;
  options.header_deadline = options.body_deadline = options.idle_deadline = options.write_deadline =
      milliseconds(20);
  RunningServer server(options);
  RawClient working(server.port()), silent(server.port());
  working.send(get("/wait"));
  server.gate.wait_for(1);
  EXPECT_TRUE(silent.is_closed_by_server()) << "a deadline has passed";
  server.gate.open();
  EXPECT_EQ(working.read().body, "waited");
}

TEST(Deadlines, A_large_answer_reaches_who_reads_it) {
  RunningServer server;
  RawClient client(server.port());
  EXPECT_EQ(client.ask(get("/large")).body, std::string(RunningServer::kLarge, 'x'));
}

TEST(Stopping, Requests_in_flight_are_answered) {
  RunningServer server;
  RawClient idle(server.port()), fresh(server.port()), working(server.port()), sending(server.port());
  EXPECT_EQ(idle.ask(get("/page")).status, 200);
  working.send(get("/wait"));
  server.gate.wait_for(1);
  EXPECT_EQ(sending.ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
                .status,
            100);

  server->stop();
  EXPECT_TRUE(idle.is_closed_by_server());
  EXPECT_TRUE(fresh.is_closed_by_server());
  EXPECT_FALSE(RawClient(server.port()).is_connected()) << "nobody new is let in";
  const auto sent = sending.ask("hello");
  EXPECT_EQ(sent.body, "hello");
  EXPECT_EQ(sent.headers.at("Connection"), "close");
  server.gate.open();
  const auto answer = working.read();
  EXPECT_EQ(answer.body, "waited");
  EXPECT_EQ(answer.headers.at("Connection"), "close");
  server.join();
  server->stop();
}

TEST(Stopping, Does_not_wait_for_ever) {
  ServerOptions options;
  options.stop_deadline = milliseconds(40);
  RunningServer server(options);
  RawClient sending(server.port()), reading(server.port(), 4096);
  reading.send(get("/large"));
  EXPECT_EQ(sending.ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
                .status,
            100);
  server->stop();
  EXPECT_EQ(sending.read().status, 408);
  server.join();
}

TEST(Stopping, A_server_that_never_ran_can_go) {
  PageCache cache;
  Metrics metrics;
  ServerOptions options;
  options.port = 0;
  const Server server(options, Router(), cache, metrics);
  RawClient client(server.port());
  client.send(get("/page"));
}

TEST(Load, Many_clients_at_once_get_what_they_asked_for) {
  RunningServer server;
  std::vector<std::thread> clients;
  for (int c = 0; c < 16; ++c) {
    clients.emplace_back([&server, c] {
      RawClient client(server.port());
      for (int i = 0; i < 50; ++i) {
        const auto name = std::to_string(c * 1000 + i);
        ASSERT_EQ(client.ask(get("/hello/" + name)).body, "Hello " + name + " ");
        ASSERT_EQ(client.ask(post("/echo", name)).body, name);
        ASSERT_EQ(client.ask(get("/page")).status, 200);
      }
    });
  }
  for (auto& client : clients) client.join();
  while (server->connections() > 0) std::this_thread::yield();
}

}  // namespace
}  // namespace ruban::web
