// SPDX-License-Identifier: AGPL-3.0-or-later
// Against a real SMTP server that is told to misbehave: tests/mail/smtp_server.py.
#include "mail/smtp_transport.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "mail/message.h"
#include "tests/mail/smtp_server.h"

namespace ruban::mail {
namespace {

using test::SmtpServer;

class Smtp : public testing::Test {
 protected:
  Smtp()
      : folder_(std::filesystem::temp_directory_path() /
                fmt::format("ruban-smtp-{}", std::random_device{}())) {
    std::filesystem::create_directories(folder_);
    write("password", "open sesame\n");
  }
  ~Smtp() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }

  // A certificate for 127.0.0.1, by openssl.
  std::vector<std::string> tls(const std::string& mode) {
    test::ChildProcess openssl({"/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                                "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                                "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key(), "-out",
                                certificate(), "-batch"});
    EXPECT_EQ(openssl.wait(), 0);
    return {"--tls", mode, "--cert", certificate(), "--key", key()};
  }
  std::string key() const { return folder_ / "key.pem"; }
  std::string certificate() const { return folder_ / "certificate.pem"; }

  SmtpOptions options(std::uint16_t port, Tls mode = Tls::none) const {
    return {.host = "127.0.0.1", .port = port, .tls = mode, .hello = "ruban.example.org"};
  }
  SmtpOptions signing_in(std::uint16_t port, Tls mode) const {
    auto out = options(port, mode);
    out.user = "ruban";
    out.password_file = folder_ / "password";
    out.ca_file = certificate();
    return out;
  }
  static std::unique_ptr<SmtpTransport> open(SmtpOptions options) {
    auto transport = SmtpTransport::open(std::move(options));
    if (!transport) throw std::runtime_error(std::string(transport.error().message));
    return std::move(*transport);
  }
  static Outcome send(Transport& transport, const std::string& to = "ada@example.org",
                      const std::string& message = "Subject: x\r\n\r\n.\r\n..dots\r\n") {
    return transport.send({*Address::parse("codes@example.org"), *Address::parse(to), message});
  }

  std::filesystem::path folder_;
};

std::vector<std::string> operator+(std::vector<std::string> a, const std::vector<std::string>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

TEST_F(Smtp, A_mail_arrives_with_every_byte) {
  SmtpServer server;
  const auto transport = open(options(server.port()));
  const std::string message = "Subject: x\r\n\r\n.\r\n..\r\n.dots\r\nend\r\n";
  EXPECT_EQ(send(*transport, "ada@example.org", message).verdict, Verdict::sent);
  const auto mail = server.next_mail();
  EXPECT_EQ(mail.from, "codes@example.org");
  EXPECT_EQ(mail.to, "ada@example.org");
  EXPECT_EQ(mail.message, message);
}

TEST_F(Smtp, A_large_mail_arrives_with_every_byte) {
  SmtpServer server;
  const auto transport = open(options(server.port()));
  std::string message = "Subject: x\r\n\r\n";
  for (int i = 0; i < 500; ++i) message += fmt::format(".{:060}\r\n", i);
  EXPECT_EQ(send(*transport, "ada@example.org", message).verdict, Verdict::sent);
  EXPECT_EQ(server.next_mail().message, message);
}

TEST_F(Smtp, Many_mails_share_one_connection) {
  SmtpServer server;
  const auto transport = open(options(server.port()));
  for (int i = 0; i < 20; ++i) {
    ASSERT_EQ(send(*transport, fmt::format("ada{}@example.org", i)).verdict, Verdict::sent);
    EXPECT_EQ(server.next_mail().to, fmt::format("ada{}@example.org", i));
  }
  EXPECT_EQ(server.sessions(), 1);
}

TEST_F(Smtp, A_kept_connection_that_the_server_has_ended_is_replaced) {
  SmtpServer idle({"--mails", "2"});  // 421 to the third
  const auto transport = open(options(idle.port()));
  for (int i = 0; i < 7; ++i) {
    EXPECT_EQ(send(*transport).verdict, Verdict::sent) << i;
    idle.next_mail();
  }
  EXPECT_EQ(idle.sessions(), 4);

  SmtpServer closing({"--drop", "taken"});
  const auto other = open(options(closing.port()));
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(send(*other).verdict, Verdict::sent) << i;
    closing.next_mail();
  }
  EXPECT_EQ(closing.sessions(), 5);
}

TEST_F(Smtp, Starttls_and_sign_in_work_together) {
  SmtpServer server(tls("starttls") + std::vector<std::string>{"--auth", "ruban:open sesame"});
  const auto transport = open(signing_in(server.port(), Tls::starttls));
  EXPECT_EQ(send(*transport).verdict, Verdict::sent);
  auto mail = server.next_mail();
  EXPECT_TRUE(mail.tls);
  EXPECT_EQ(mail.user, "ruban");
}

TEST_F(Smtp, Implicit_tls_and_sign_in_work_together) {
  SmtpServer server(tls("implicit") + std::vector<std::string>{"--auth", "ruban:open sesame"});
  const auto transport = open(signing_in(server.port(), Tls::implicit));
  EXPECT_EQ(send(*transport).verdict, Verdict::sent);
  auto mail = server.next_mail();
  EXPECT_TRUE(mail.tls);
  EXPECT_EQ(mail.user, "ruban");
}

TEST_F(Smtp, Required_starttls_is_not_done_without) {
  SmtpServer server;
  const auto transport = open(options(server.port(), Tls::starttls));
  EXPECT_EQ(send(*transport).verdict, Verdict::no_service);
}

TEST_F(Smtp, Optional_starttls_is_used_where_it_is_offered) {
  SmtpServer plain;
  EXPECT_EQ(send(*open(options(plain.port(), Tls::starttls_if))).verdict, Verdict::sent);
  EXPECT_FALSE(plain.next_mail().tls);
  SmtpServer encrypted(tls("starttls"));
  EXPECT_EQ(send(*open(options(encrypted.port(), Tls::starttls_if))).verdict, Verdict::sent);
  EXPECT_TRUE(encrypted.next_mail().tls);
}

TEST_F(Smtp, A_certificate_that_nobody_vouches_for_is_refused) {
  SmtpServer server(tls("starttls"));
  EXPECT_EQ(send(*open(options(server.port(), Tls::starttls))).verdict, Verdict::no_service);
  SmtpServer implicit(tls("implicit"));
  EXPECT_EQ(send(*open(options(implicit.port(), Tls::implicit))).verdict, Verdict::no_service);
}

TEST_F(Smtp, A_wrong_password_stops_the_service_and_no_mail_is_given_up) {
  SmtpServer server(tls("starttls") + std::vector<std::string>{"--auth", "ruban:another"});
  EXPECT_EQ(send(*open(signing_in(server.port(), Tls::starttls))).verdict, Verdict::no_service);
  SmtpServer asking({"--auth", "ruban:another"});
  EXPECT_EQ(send(*open(options(asking.port()))).verdict, Verdict::no_service);
}

TEST_F(Smtp, Replies_to_the_recipient_decide_about_the_mail) {
  SmtpServer server({"--reply", "rcpt=451 4.7.1 greylisted"});
  const auto transport = open(options(server.port()));
  const auto later = send(*transport);
  EXPECT_EQ(later.verdict, Verdict::try_later);
  EXPECT_EQ(later.reason, "RCPT 451");
  server.tell("rcpt 550 5.7.1 <ada@example.org> takes nothing from here");
  EXPECT_EQ(send(*transport).verdict, Verdict::refused);
  server.tell("rcpt 550 5.1.1 <ada@example.org> is nobody here");
  const auto nobody = send(*transport);
  EXPECT_EQ(nobody.verdict, Verdict::no_mailbox);
  EXPECT_EQ(nobody.reason, "RCPT 550");
}

TEST_F(Smtp, Other_faults_are_faults_of_the_service) {
  for (const auto* reply : {"greet=421 too busy", "greet=554 no", "mail=451 later", "mail=553 not yours",
                            "rcpt=421 closing", "data=451 later", "end=451 later", "end=452 disk full"}) {
    SmtpServer server({"--reply", reply});
    EXPECT_EQ(send(*open(options(server.port()))).verdict, Verdict::no_service) << reply;
  }
  SmtpServer spam({"--reply", "end=554 spam"});
  EXPECT_EQ(send(*open(options(spam.port()))).verdict, Verdict::refused);
}

TEST_F(Smtp, A_dropped_connection_is_no_service_at_any_stage) {
  for (const auto* stage : {"greet", "rcpt", "data", "end"}) {
    SmtpServer server({"--drop", stage});
    EXPECT_EQ(send(*open(options(server.port()))).verdict, Verdict::no_service) << stage;
  }
}

TEST_F(Smtp, A_server_that_says_nothing_is_left_at_the_time_limit) {
  for (const auto* stage : {"greet", "rcpt", "end"}) {
    SmtpServer server({"--hold", stage});
    auto impatient = options(server.port());
    impatient.timeout = std::chrono::milliseconds(300);
    EXPECT_EQ(send(*open(impatient)).verdict, Verdict::no_service) << stage;
  }
}

TEST_F(Smtp, A_server_that_is_away_and_comes_back_is_found_again) {
  std::uint16_t port = 0;
  std::unique_ptr<SmtpTransport> transport;
  {
    SmtpServer server;
    port = server.port();
    transport = open(options(port));
    EXPECT_EQ(send(*transport).verdict, Verdict::sent);
  }
  EXPECT_EQ(send(*transport).verdict, Verdict::no_service);
  EXPECT_EQ(send(*transport).verdict, Verdict::no_service);
  SmtpServer back({"--port", std::to_string(port)});
  EXPECT_EQ(send(*transport).verdict, Verdict::sent);
  back.next_mail();
}

TEST_F(Smtp, An_international_address_arrives_where_the_server_can_do_it) {
  SmtpServer server({"--utf8"});
  EXPECT_EQ(send(*open(options(server.port())), "zoé@example.org").verdict, Verdict::sent);
  EXPECT_EQ(server.next_mail().to, "zoé@example.org");
}

TEST_F(Smtp, An_international_address_is_refused_by_a_server_that_cannot) {
  SmtpServer server;
  const auto transport = open(options(server.port()));
  EXPECT_EQ(send(*transport, "zoé@example.org").verdict, Verdict::refused);
  EXPECT_EQ(send(*transport).verdict, Verdict::sent);
  EXPECT_EQ(server.next_mail().to, "ada@example.org");
}

TEST_F(Smtp, Faulty_options_are_named) {
  const auto fault = [](const SmtpOptions& options) {
    const auto transport = SmtpTransport::open(options);
    return transport ? std::string("none") : transport.error().field;
  };
  const auto good = options(25);
  EXPECT_EQ(fault(good), "none");
  for (const auto* host : {"", "mail example", "mail/..", "mail\r\n", "user@mail"}) {
    auto bad = good;
    bad.host = host;
    EXPECT_EQ(fault(bad), "host") << host;
    bad = good;
    bad.hello = host;
    EXPECT_EQ(fault(bad), "hello") << host;
  }
  auto bad = good;
  bad.port = 0;
  EXPECT_EQ(fault(bad), "port");
  bad = good;
  bad.user = "ruban";
  EXPECT_EQ(fault(bad), "user");
  bad.password_file = folder_ / "missing";
  EXPECT_EQ(fault(bad), "password_file");
  for (const auto* text : {"", "\n", "two\nlines\n"}) {
    bad.password_file = write("faulty", text);
    EXPECT_EQ(fault(bad), "password_file") << text;
  }
  bad.password_file = folder_ / "password";
  EXPECT_EQ(fault(bad), "none");  // this machine
  bad.host = "mail.example.org";
  EXPECT_EQ(fault(bad), "tls");
  bad.tls = Tls::starttls_if;
  EXPECT_EQ(fault(bad), "tls");
  bad.tls = Tls::starttls;
  EXPECT_EQ(fault(bad), "none");
  bad.timeout = {};
  EXPECT_EQ(fault(bad), "timeout");
}

}  // namespace
}  // namespace ruban::mail
