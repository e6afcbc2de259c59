// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: mail
// What comes in from outside: an address that is typed, what an SMTP server answers, and a stored mail.
#include <cstdlib>

#include "mail/message.h"
#include "mail/smtp_dialogue.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ruban::mail;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  if (const auto address = Address::parse(text)) {
    if (text.find_first_of(std::string_view(" <>\"\r\n\t\0", 8)) != std::string_view::npos) std::abort();
  }
  SmtpDialogue dialogue;
  dialogue.command("RCPT TO:<ada@example.org>\r\n");
  for (auto rest = text; !rest.empty();) {
    const auto end = rest.find('\n');
    dialogue.reply(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  if (dialogue.failure("silence").reason.size() > 16) std::abort();  // never what the server said
  static_cast<void>(read(text));
  return 0;
}
