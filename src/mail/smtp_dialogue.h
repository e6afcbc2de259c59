// SPDX-License-Identifier: AGPL-3.0-or-later
// What an SMTP server has said so far in one transfer, and what that means for the mail.
#pragma once

#include <string>
#include <string_view>

#include "mail/transport.h"

namespace ruban::mail {

// Follows the commands and replies of RFC 5321 as they pass. Keeps verbs and codes, never an address.
class SmtpDialogue {
 public:
  enum class Stage { connecting, mail, recipient, message };

  void command(std::string_view line);
  void reply(std::string_view line);
  bool is_leaving() const { return leaving_; }

  // Why the transfer failed; `otherwise` is the reason where the server said nothing.
  Outcome failure(std::string_view otherwise) const;
  // The server closed, or was about to, before it had taken anything of this mail.
  bool was_turned_away() const { return stage_ <= Stage::mail && (code_ == 0 || code_ == kClosing); }

 private:
  static constexpr int kClosing = 421;
  Stage stage_ = Stage::connecting;
  int code_ = 0;             // of the last reply in this stage; 0 for none
  bool no_mailbox_ = false;  // it says that there is no such mailbox
  bool leaving_ = false;     // QUIT was said; what follows is no longer about the mail
};

}  // namespace ruban::mail
