// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/smtp_dialogue.h"

#include <gtest/gtest.h>

#include <vector>

namespace ruban::mail {
namespace {

// Lines with "C: " and "S: " in front.
SmtpDialogue after(const std::vector<std::string>& lines) {
  SmtpDialogue dialogue;
  for (const auto& line : lines) {
    const auto text = std::string_view(line).substr(3);
    if (line.starts_with("C: ")) dialogue.command(std::string(text) + "\r\n");
    if (line.starts_with("S: ")) dialogue.reply(std::string(text) + "\r\n");
  }
  return dialogue;
}

Outcome failure(const std::vector<std::string>& lines) { return after(lines).failure("Timeout was reached"); }

TEST(SmtpDialogue, The_recipients_reply_is_about_this_mail) {
  const std::string mail = "C: MAIL FROM:<codes@example.org>", ok = "S: 250 OK",
                    rcpt = "C: RCPT TO:<ada@example.org>";
  EXPECT_EQ(failure({mail, ok, rcpt, "S: 450 4.2.0 greylisted"}).verdict, Verdict::try_later);
  EXPECT_EQ(failure({mail, ok, rcpt, "S: 452 4.2.2 mailbox full"}).verdict, Verdict::try_later);
  EXPECT_EQ(failure({mail, ok, rcpt, "S: 550 no"}).verdict, Verdict::refused);
  EXPECT_EQ(failure({mail, ok, rcpt, "S: 550 x"}).reason, "RCPT 550");
}

TEST(SmtpDialogue, Only_who_says_so_by_its_status_has_no_mailbox) {
  const std::string rcpt = "C: RCPT TO:<ada@example.org>";
  for (const std::string status : {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"}) {
    EXPECT_EQ(failure({rcpt, "S: 550 " + status + " x"}).verdict, Verdict::no_mailbox) << status;
    EXPECT_EQ(failure({rcpt, "S: 550-" + status + " no", "S: 550 " + status + " such user"}).verdict,
              Verdict::no_mailbox);
  }
  EXPECT_EQ(failure({rcpt, "S: 550 5.1.1"}).verdict, Verdict::no_mailbox);
  // Blocked, disabled, full, or something that only begins so: the next mail may arrive.
  for (const std::string text : {"5.7.1 blocked", "5.2.1 x", "5.2.2 x", "5.1.15 x", "5.1 x", "see 5.1.1"})
    EXPECT_EQ(failure({rcpt, "S: 550 " + text}).verdict, Verdict::refused) << text;
  EXPECT_EQ(failure({rcpt, "S: 450 5.1.1 x"}).verdict, Verdict::try_later);
  EXPECT_EQ(failure({rcpt, "S: 550 5.1.1 no", "C: RCPT TO:<zoe@example.org>", "S: 550 no"}).verdict,
            Verdict::refused);
}

TEST(SmtpDialogue, Everything_before_the_recipient_is_about_the_service) {
  EXPECT_EQ(failure({}).verdict, Verdict::no_service);
  EXPECT_EQ(failure({}).reason, "CONNECT Timeout was reached");
  EXPECT_EQ(failure({"S: 554 go away"}).verdict, Verdict::no_service);
  EXPECT_EQ(failure({"S: 220 hello", "C: EHLO x", "S: 250 x", "C: AUTH PLAIN", "S: 535 no"}).verdict,
            Verdict::no_service);
  EXPECT_EQ(failure({"C: MAIL FROM:<codes@example.org>", "S: 553 not your address"}).verdict,
            Verdict::no_service);
  EXPECT_EQ(failure({"C: MAIL FROM:<codes@example.org>", "S: 451 later"}).verdict, Verdict::no_service);
}

TEST(SmtpDialogue, A_missing_or_closing_reply_is_about_the_service_at_any_stage) {
  const std::string rcpt = "C: RCPT TO:<ada@example.org>";
  EXPECT_EQ(failure({rcpt}).verdict, Verdict::no_service);
  EXPECT_EQ(failure({rcpt, "S: 421 closing"}).verdict, Verdict::no_service);
  EXPECT_EQ(failure({rcpt, "S: 530 authentication required"}).verdict, Verdict::no_service);
  EXPECT_EQ(failure({rcpt, "S: 250 OK", "C: DATA", "S: 354 go on"}).verdict, Verdict::no_service);
  EXPECT_EQ(failure({rcpt, "S: 250 OK", "C: DATA", "S: 354 go on", "S: 452 disk full"}).verdict,
            Verdict::no_service);
  EXPECT_EQ(failure({rcpt, "S: 250 OK", "C: DATA", "S: 354 go on", "S: 554 spam"}).verdict, Verdict::refused);
}

TEST(SmtpDialogue, A_kept_connection_is_replaced_only_if_nothing_was_taken_on_it) {
  EXPECT_TRUE(after({}).was_turned_away());
  EXPECT_TRUE(after({"C: MAIL FROM:<a@b>"}).was_turned_away());
  EXPECT_TRUE(after({"C: MAIL FROM:<a@b>", "S: 421 idle"}).was_turned_away());
  EXPECT_FALSE(after({"C: MAIL FROM:<a@b>", "S: 451 later"}).was_turned_away());
  EXPECT_FALSE(after({"C: MAIL FROM:<a@b>", "S: 250 OK", "C: RCPT TO:<c@d>"}).was_turned_away());
}

TEST(SmtpDialogue, Neither_a_sign_in_nor_a_strange_reply_is_mistaken) {
  EXPECT_EQ(failure({"C: RCPTabcd==", "S: 451 later"}).reason, "CONNECT 451");
  EXPECT_EQ(failure({"C: RCPT TO:<a@b>", "S: 999 x"}).verdict, Verdict::no_service);
  EXPECT_EQ(failure({"C: RCPT TO:<a@b>", "S: 55"}).verdict, Verdict::no_service);
  EXPECT_EQ(failure({"C: RCPT TO:<a@b>", "S: "}).verdict, Verdict::no_service);
  EXPECT_EQ(failure({"C: RCPT TO:<a@b>", "S: -55 x"}).verdict, Verdict::no_service);
}

TEST(SmtpDialogue, The_farewell_changes_nothing) {
  const auto refused = failure({"C: RCPT TO:<a@b>", "S: 550 no", "C: QUIT", "S: 221 bye"});
  EXPECT_EQ(refused.verdict, Verdict::refused);
  EXPECT_EQ(refused.reason, "RCPT 550");
}

TEST(SmtpDialogue, A_reason_never_quotes_the_server_or_an_address) {
  const auto reason = failure({"C: RCPT TO:<ada@example.org>", "S: 550 <ada@example.org> unknown"}).reason;
  EXPECT_EQ(reason.find("ada"), std::string::npos);
}

}  // namespace
}  // namespace ruban::mail
