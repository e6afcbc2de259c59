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

}  // namespace

void SmtpDialogue::command(std::string_view line) {
  if (line.starts_with("QUIT\r\n")) leaving_ = true;
  if (leaving_) return;
  // Whole enough that no line of a sign-in (base64) is taken for one of them.
  if (line.starts_with("MAIL FROM:")) stage_ = Stage::mail;
  if (line.starts_with("RCPT TO:")) stage_ = Stage::recipient;
  if (line.starts_with("DATA\r\n")) stage_ = Stage::message;
  code_ = 0;
}

void SmtpDialogue::reply(std::string_view line) {
  if (leaving_) return;
  int code = 0;
  const auto digits = line.substr(0, 3);
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), code);
  if (fault == std::errc{} && end == digits.data() + 3 && code >= 200 && code < 600) code_ = code;
}

Outcome SmtpDialogue::failure(std::string_view otherwise) const {
  const bool answered = code_ >= 400;
  Outcome out{Verdict::no_service, std::string(name(stage_)) + " "};
  out.reason += answered ? std::to_string(code_) : std::string(otherwise);
  if (!answered || code_ == kClosing || is_about_us(code_)) return out;
  if (stage_ == Stage::recipient) out.verdict = code_ < 500 ? Verdict::try_later : Verdict::refused;
  if (stage_ == Stage::message && code_ >= 500) out.verdict = Verdict::refused;
  return out;
}

}  // namespace ruban::mail
