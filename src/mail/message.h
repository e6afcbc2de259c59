// SPDX-License-Identifier: AGPL-3.0-or-later
// A mail as its parts, and the RFC 5322 bytes that are queued and sent.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/time.h"
#include "crypto/random.h"
#include "i18n/lang.h"
#include "mail/address.h"

namespace ruban::mail {

// The same for every mail of an instance, and neutral: it names no letter.
struct Sender {
  std::string name;  // "Ruban"; one line
  Address address;
};

struct Attachment {
  std::string name;  // "letter.en.pdf": letters, digits, dots, hyphens
  std::string type;  // "application/pdf"
  std::string bytes;
};

struct Message {
  Address to;
  std::string subject;  // one line in its language, at most kMaxSubject code points
  std::string text;     // text/plain, lines ended by \n, at most kMaxPart bytes
  std::string html;     // text/html of the same content, at most kMaxPart bytes
  i18n::Lang language = i18n::Lang::en;
  std::string message_id;  // of new_message_id(); stays the same however often the mail is tried
  std::optional<std::string> list_unsubscribe =
      {};                                   // https address, for news of a letter (RFC 2369, RFC 8058)
  std::optional<std::string> list_id = {};  // "letter.news.ruban.example.org" (RFC 2919)

  std::vector<Attachment> attachments = {};  // at most kMaxAttached bytes together

  static constexpr std::size_t kMaxSubject = 200;
  static constexpr std::size_t kMaxPart = std::size_t{256} * 1024;
  // A third more as it travels, which most mail servers still take.
  static constexpr std::size_t kMaxAttached = std::size_t{15} * 1024 * 1024;
};

// 128 random bits "@" the sender's domain, without angle brackets.
std::string new_message_id(const Sender& sender, crypto::Random& random);

// The whole mail: CRLF lines of at most 998 bytes, multipart/alternative with the text before the HTML, UTF-8
// in quoted-printable, header fields in RFC 2047; within multipart/mixed, before what is attached in base64;
// 7-bit ASCII throughout unless an address is international (RFC 6532). Auto-Submitted (RFC 3834) and
// Content-Language are set. Depends on nothing but its arguments. Kind::invalid for text that isn't UTF-8 or
// holds control characters, and for a one-line field of several lines; Kind::too_large beyond the limits.
// `field` is the name of the part.
Result<std::string> compose(const Message& message, const Sender& sender, Instant date);

// What a person reads of a mail that compose() made.
struct ReadMail {
  std::string to;
  std::string subject;
  Instant date;
  std::string text;
  std::string html;
};
// Kind::invalid for bytes that aren't such a mail.
Result<ReadMail> read(std::string_view bytes);

}  // namespace ruban::mail
