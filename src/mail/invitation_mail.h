// SPDX-License-Identifier: AGPL-3.0-or-later
// The mail that brings an invitation. Everybody on a list gets one, so it says what it is about.
#pragma once

#include <string>
#include <string_view>

#include "mail/message.h"

namespace ruban::mail {

struct InvitationMail {
  Address to;
  std::string_view code;     // as eligibility::Invitation::shown() writes it
  std::string_view title;    // of the letter, in the mail's language
  std::string_view address;  // of its signing page, in that language
  i18n::Lang language = i18n::Lang::en;
};

// Subject, text and HTML in the mail's language; compose() it. `message_id` as of new_message_id().
//
// The code also stands in the address, behind its #: browsers send no server that part, and a scanner of
// mails that follows the address does nothing by it.
Message invitation_message(const InvitationMail& mail, std::string message_id);

}  // namespace ruban::mail
