// SPDX-License-Identifier: AGPL-3.0-or-later
// A clock that a test moves, and an outbox in SQLite, for what comes between it and a mail server.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <random>
#include <string>

#include "mail/courier.h"
#include "mail/file_transport.h"
#include "mail/smtp_transport.h"
#include "store/sqlite/open.h"
#include "tests/mail/smtp_server.h"

namespace ruban::mail::test {

using std::chrono::minutes;
using std::chrono::seconds;

class MovedClock final : public Clock {
 public:
  Instant now() const override { return Instant(seconds(now_.load())); }
  void move(seconds by) { now_ += by.count(); }

 private:
  std::atomic<std::int64_t> now_{1'529'416'800};
};

class Delivery : public testing::Test {
 protected:
  Delivery()
      : folder_(std::filesystem::temp_directory_path() /
                fmt::format("ruban-delivery-{}", std::random_device{}())) {
    open_store();
  }
  ~Delivery() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  void open_store() {
    store_.reset();
    store_ = store::sqlite::open(folder_ / "store", random_);
  }
  Outbox& outbox() { return store_->outbox(); }

  void put(const std::string& to, seconds life = minutes(60)) {
    const auto message = fmt::format("Subject: Your code\r\n\r\nto {}\r\n", to);
    outbox().put({to, message, clock_.now() + life}, clock_.now());
  }
  std::size_t waiting() {
    const auto due = outbox().take_due(clock_.now(), clock_.now(), 1'000);
    for (const auto& mail : due) outbox().give_back(mail.id, mail.not_before);
    return due.size();
  }

  static CourierOptions options() { return {.from = *Address::parse("codes@ruban.example.org")}; }
  static std::unique_ptr<SmtpTransport> smtp(std::uint16_t port,
                                             std::chrono::milliseconds timeout = seconds(30)) {
    auto transport = SmtpTransport::open({.host = "127.0.0.1",
                                          .port = port,
                                          .tls = Tls::none,
                                          .hello = "ruban.example.org",
                                          .timeout = timeout});
    if (!transport) throw std::runtime_error(std::string(transport.error().message));
    return std::move(*transport);
  }
  // A port on which nobody listens any more, for the server that comes back on it.
  static std::uint16_t dead_port() { return SmtpServer().port(); }

  // As a worker does within one second of the clock; tells when to go on.
  std::optional<Instant> step_through(Courier& courier) {
    while (true) {
      const auto next = courier.step();
      if (!next || *next > clock_.now()) return next;
    }
  }

  crypto::SystemRandom random_;
  MovedClock clock_;
  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
};

}  // namespace ruban::mail::test
