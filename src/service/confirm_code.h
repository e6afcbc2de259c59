// SPDX-License-Identifier: AGPL-3.0-or-later
// Typing the code: the visit is proved to read that mailbox.
#pragma once

#include "eligibility/code.h"
#include "eligibility/email_address.h"
#include "service/visit.h"

namespace ruban::service {

// The keyed hash under which a code is kept: bound to the visit and to the very address that the code was
// sent to. Who reads ada+x@… isn't always who reads ada@….
eligibility::CodeHash hash_visit_code(const VisitKeys& keys, const eligibility::EmailAddress& address,
                                      const eligibility::Code& code);

// Whom a code is for, known to the visit alone.
Hash hash_visit_mailbox(const VisitKeys& keys, const eligibility::EmailAddress& address);

class ConfirmCode {
 public:
  explicit ConfirmCode(Instance instance) : instance_(instance) {}
  // The visit, now proved. A try is taken durably before the digits are compared.
  Result<Visit> operator()(const VisitKeys& keys, std::string_view typed);

 private:
  Instance instance_;
};

}  // namespace ruban::service
