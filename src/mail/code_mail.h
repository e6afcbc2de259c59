// SPDX-License-Identifier: AGPL-3.0-or-later
// The mail that brings a code: neutral, the same for every letter, and without any link that acts.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "mail/message.h"

namespace ruban::mail {

struct CodeMail {
  Address to;
  std::string_view shown_code;  // "1234 5678", as eligibility::Code::shown() writes it
  std::chrono::minutes life{60};
  i18n::Lang language = i18n::Lang::en;
};

// Subject, text and HTML in the mail's language; compose() it. `message_id` as of new_message_id().
Message code_message(const CodeMail& mail, std::string message_id);

// The code that a text of code_message() holds, as it was given; empty if there is none. For the
// demonstration's mail box.
std::string find_code(std::string_view text);

}  // namespace ruban::mail
