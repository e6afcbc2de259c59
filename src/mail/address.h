// SPDX-License-Identifier: AGPL-3.0-or-later
// Address: where a mail goes or comes from, in the one form that may stand in SMTP commands and headers.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace ruban::mail {

// RFC 5321 Mailbox with a dot-string local part of at most 64 bytes, in which RFC 6531 allows UTF-8, and a
// host name in ASCII (A-labels) of one label or more; at most 254 bytes. No quoting, space, control
// character, comment or IP address: what has this type can't end a line or a command.
class Address {
 public:
  static Result<Address> parse(std::string_view text);

  const std::string& text() const { return text_; }
  std::string_view domain() const { return std::string_view(text_).substr(at_ + 1); }
  // Needs a server that speaks SMTPUTF8.
  bool is_international() const;
  bool operator==(const Address&) const = default;

 private:
  Address(std::string text, std::size_t at) : text_(std::move(text)), at_(at) {}
  std::string text_;
  std::size_t at_;
};

}  // namespace ruban::mail
