// SPDX-License-Identifier: AGPL-3.0-or-later
// Asking for a code: what was typed is checked, kept with the visit, and a code is mailed. Whether the
// address has signed before is not looked at, so the answer, its time and the mail are the same.
#pragma once

#include <functional>
#include <vector>

#include "core/secret.h"
#include "eligibility/email_address.h"
#include "mail/address.h"
#include "mail/message.h"
#include "service/letters.h"
#include "service/visit.h"
#include "signature/payload.h"

namespace ruban::service {

// Composes the mail: address, the code as it is shown, language tag, date.
using CodeMailWriter = std::function<Result<std::string>(const mail::Address&, std::string_view code,
                                                         std::string_view language, Instant)>;

// What a signer wrote, proved fit to print; or every fault of it.
tl::expected<signature::Payload, std::vector<Error>> parse_signer(const PublishedLetter& letter,
                                                                  const Visit& visit);

class RequestCode {
 public:
  // `address_key` keys the limit of mails per address; it lives as long as the process.
  RequestCode(Instance instance, CodeMailWriter write, Secret<Hash> address_key)
      : instance_(instance), write_(std::move(write)), address_key_(std::move(address_key)) {}

  // Faults by field, none if a code is on its way (or three were mailed within the hour, which looks the
  // same).
  std::vector<Error> operator()(const PublishedLetter& letter, const VisitKeys& keys, const Visit& visit);

 private:
  std::vector<Error> check(const PublishedLetter& letter, const Visit& visit) const;
  Instance instance_;
  CodeMailWriter write_;
  Secret<Hash> address_key_;
};

}  // namespace ruban::service
