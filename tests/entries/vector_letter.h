// SPDX-License-Identifier: AGPL-3.0-or-later
// The letter that most files of vectors are about, and what stands beside it.
#pragma once

#include "vector_file.h"

namespace ruban::audit {

using ledger::Entry;
using ledger::Mode;

inline const Instant kTime = minute("2018-06-20T09:00Z");
inline const Hash kDoc = crypto::sha256("document");

// A letter with two issuers: employee-email and supporter-email.
struct Letter {
  ledger::LetterEntry entry;
  LetterId id;

  explicit Letter(std::string slug = "letter", int first_key = 0)
      : entry(
            letter_entry(std::move(slug), {issuer_line(first_key), issuer_line(first_key + 1, "supporter")})),
        id(id_of(entry)) {}
  ledger::SignEntry sign(std::uint32_t signer, Mode mode = Mode::named) const {
    return sign_entry(id, issuer_key(0), signer_key(signer), "employee-email", mode);
  }
  ledger::SignEntry support(std::uint32_t signer) const {
    return sign_entry(id, issuer_key(1), signer_key(signer), "supporter-email");
  }
};

}  // namespace ruban::audit
