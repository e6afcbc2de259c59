// SPDX-License-Identifier: AGPL-3.0-or-later
// What a signer writes about themselves, each text proved fit to stand under a letter: name, role, comment.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace ruban::signature {

// A person's name: one line in NFC with single spaces, 2 to kMax code points, with at least one letter. No
// control or direction character, no emoji, no link, no address, no markup, no formula of a spreadsheet, no
// heap of accents. Faults are on the field "name".
class SignerName {
 public:
  static constexpr std::size_t kMin = 2;
  static constexpr std::size_t kMax = 80;
  static Result<SignerName> parse(std::string_view typed);
  const std::string& text() const { return text_; }
  bool operator==(const SignerName&) const = default;

 private:
  explicit SignerName(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// What somebody does, in one line: "Nurse, ward 3". 1 to kMax code points; the rules of a name, with digits,
// brackets, slashes and ampersands. Faults are on the field "role". A form's empty field isn't parsed: there
// is no role then.
class Role {
 public:
  static constexpr std::size_t kMax = 100;
  static Result<Role> parse(std::string_view typed);
  const std::string& text() const { return text_; }
  bool operator==(const Role&) const = default;

 private:
  explicit Role(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// A few plain lines: 1 to kMax code points (line ends count) on at most kMaxLines lines, without links,
// addresses or markup. CRLF becomes LF, several empty lines become one. Faults are on the field "comment".
class Comment {
 public:
  static constexpr std::size_t kMax = 1000;
  static constexpr std::size_t kMaxLines = 12;
  static Result<Comment> parse(std::string_view typed);
  // Lines joined by LF, none at the end.
  const std::string& text() const { return text_; }
  std::vector<std::string_view> lines() const;
  bool operator==(const Comment&) const = default;

 private:
  explicit Comment(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace ruban::signature
