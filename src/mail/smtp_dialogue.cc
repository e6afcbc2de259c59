// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/smtp_dialogue.h"

#include <charconv>

namespace ruban::mail {
namespace {

std::string_view name(SmtpDialogue::Stage stage) {
  switch (stage) {
    case SmtpDialogue::Stage::connecting:
      return "CONNECT";
    case SmtpDialogue::Stage::mail:
      return "MAIL";
    case SmtpDialogue::Stage::recipient:
      return "RCPT";
    case SmtpDialogue::Stage::message:
      return "DATA";
  }
  return "";
}

// "Authentication required" or refused (RFC 4954), wherever a server chooses to say so.
bool is_about_us(int code) { return code == 530 || code == 534 || code == 535 || code == 538; }

// By the enhanced status codes of RFC 3463 and RFC 7505. A bare 550 may as well be about us.
bool means_no_mailbox(std::string_view text) {
  const auto status = text.substr(0, text.find_first_of(" \r\n"));
  return status == "5.1.1" || status == "5.1.2" || status == "5.1.3" || status == "5.1.6" ||
         status == "5.1.10";
}

}  // namespace

void SmtpDialogue::command(std::string_view line) {
  if (line.starts_with("QUIT\r\n")) leaving_ = true;
  if (leaving_) return;
  // Whole enough that no line of a sign-in (base64) is taken for one of them.
  if (line.starts_with("MAIL FROM:")) stage_ = Stage::mail;
  if (line.starts_with("RCPT TO:")) stage_ = Stage::recipient;
  if (line.starts_with("DATA\r\n")) stage_ = Stage::message;
  code_ = 0;
  no_mailbox_ = false;
}

void SmtpDialogue::reply(std::string_view line) {
  if (leaving_) return;
  int code = 0;
  const auto digits = line.substr(0, 3);
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), code);
  if (fault == std::errc{} && end == digits.data() + 3 && code >= 200 && code < 600) code_ = code;
  if (code_ >= 500 && line.size() > 4 && means_no_mailbox(line.substr(4))) no_mailbox_ = true;
}

Outcome SmtpDialogue::failure(std::string_view otherwise) const {
  const bool answered = code_ >= 400;
  Outcome out{Verdict::no_service, std::string(name(stage_)) + " "};
  out.reason += answered ? std::to_string(code_) : std::string(otherwise);
  if (!answered || code_ == kClosing || is_about_us(code_)) return out;
  if (stage_ == Stage::recipient)
    out.verdict = code_ < 500 ? Verdict::try_later : no_mailbox_ ? Verdict::no_mailbox : Verdict::refused;
  if (stage_ == Stage::message && code_ >= 500) out.verdict = Verdict::refused;
  return out;
}

}  // namespace ruban::mail
