// SPDX-License-Identifier: AGPL-3.0-or-later
// A domain that can receive mail, in its one comparable form.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace ruban::eligibility {

// A-labels (UTS 46, non-transitional) in lower case, at least two, 253 bytes at most; no IP address. Faults
// are on the field "domain".
class MailDomain {
 public:
  static Result<MailDomain> parse(std::string_view typed);
  const std::string& text() const { return text_; }
  // True if this is `domain` (A-labels, lower case) or a name below it.
  bool is_at_or_below(std::string_view domain) const;
  auto operator<=>(const MailDomain&) const = default;

 private:
  explicit MailDomain(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace ruban::eligibility
