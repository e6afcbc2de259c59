// SPDX-License-Identifier: AGPL-3.0-or-later
// The mail that tells a subscriber of a letter what is new: news, or that the pledge is due.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mail/message.h"

namespace ruban::mail {

enum class NewsTopic { update, pledge_by_date, pledge_by_demand };

struct NewsMail {
  Address to;
  NewsTopic topic = NewsTopic::update;
  std::string_view letter;         // its title, in the mail's language if there is one
  std::string_view title;          // of the news; empty for a pledge
  std::string_view text;           // of the news or the pledge: paragraphs, each on one line
  std::string_view text_language;  // "en", "fr": of title and text
  std::string_view address;        // where it can be read
  std::string_view unsubscribe;    // the reader's own address that ends it
  std::string_view list_id;        // RFC 2919
  i18n::Lang language = i18n::Lang::en;
};

// Subject, text and HTML in the mail's language; compose() it. `message_id` as of new_message_id(). The
// subject names no letter, since it shows on locked screens. Nothing in it is loaded from anywhere. The
// header fields of one-click unsubscribing are left out if the address isn't https.
Message news_message(const NewsMail& mail, std::string message_id);

}  // namespace ruban::mail
