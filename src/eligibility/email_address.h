// SPDX-License-Identifier: AGPL-3.0-or-later
// An e-mail address that can be written to, and the form in which two spellings of one mailbox are equal.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "eligibility/mail_domain.h"

namespace ruban::eligibility {

// What "ada+letters@…" is: the mailbox of ada, or somebody else.
enum class PlusTag { strip, keep_unless_known };

// RFC 5321 dot-atom local part of at most 64 bytes, with the letters and digits of RFC 6531; at most 254
// bytes in all. Outer space is removed. No quotes, comments, spaces, control characters or IP addresses.
// Faults are on the field "email".
class EmailAddress {
 public:
  static constexpr std::size_t kMax = 254;
  static constexpr std::size_t kMaxLocal = 64;
  static Result<EmailAddress> parse(std::string_view typed);

  // Where mail goes: the local part as it was typed, the domain as A-labels.
  std::string for_mail() const { return local_ + "@" + domain_.text(); }
  // For comparing: local part folded (NFKC, case), the domain's known aliases, dots and tags undone. By
  // default every tag goes, since a count must rather be too small than too large.
  std::string canonical(PlusTag tag = PlusTag::strip) const;
  const MailDomain& domain() const { return domain_; }

 private:
  EmailAddress(std::string local, MailDomain domain) : local_(std::move(local)), domain_(std::move(domain)) {}
  std::string local_;
  MailDomain domain_;
};

}  // namespace ruban::eligibility
