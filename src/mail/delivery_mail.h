// SPDX-License-Identifier: AGPL-3.0-or-later
// The mail that hands a letter over: to its recipient, or whoever the organisers choose, with the PDFs
// attached.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mail/message.h"

namespace ruban::mail {

struct DeliveredFile {
  std::string name;     // "close-the-mine.en.pdf"
  std::string bytes;    // of a PDF
  std::string address;  // of the same bytes on the site
};

struct DeliveryMail {
  Address to;
  std::string_view title;           // of the letter, in the mail's language
  std::string_view address;         // where it stands
  std::uint64_t size = 0;           // of the record, as of which these are the counts
  std::vector<std::string> counts;  // a line for each class; they are never added up
  std::vector<DeliveredFile> files;
  i18n::Lang language = i18n::Lang::en;
};

// Subject, text, HTML and files; compose() it. `message_id` as of new_message_id(). Each file stands in the
// text with its SHA-256 and its address, so that its reader can compare them.
Message delivery_message(const DeliveryMail& mail, std::string message_id);

}  // namespace ruban::mail
