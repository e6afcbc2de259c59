// SPDX-License-Identifier: AGPL-3.0-or-later
// What large mail providers publish of their own addresses: which spellings are one mailbox.
#pragma once

#include <string_view>

namespace ruban::eligibility {

// All of them take "name+tag" for "name".
struct MailboxProvider {
  std::string_view domain;   // that stands for all of the provider's
  std::string_view ignored;  // characters of the local part that make no difference
};

// Null unless the domain (A-labels, lower case) is one of a provider in the table.
const MailboxProvider* find_provider(std::string_view domain);

}  // namespace ruban::eligibility
