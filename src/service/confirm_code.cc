// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/confirm_code.h"

#include "crypto/hmac.h"

namespace ruban::service {

eligibility::CodeHash hash_visit_code(const VisitKeys& keys, const eligibility::EmailAddress& address,
                                      const eligibility::Code& code) {
  auto derived = crypto::hkdf_sha256(keys.box.view(), "ruban visit code", eligibility::CodeKey::kSize);
  auto key = eligibility::CodeKey::from(derived.view());
  return eligibility::hash_code(Secret(*key), to_hex(keys.id.view()) + " " + address.for_mail(), code);
}

Hash hash_visit_mailbox(const VisitKeys& keys, const eligibility::EmailAddress& address) {
  const auto key = crypto::hkdf_sha256(keys.box.view(), "ruban visit mailbox", sizeof(Hash::bytes));
  return crypto::hmac_sha256(key.view(), as_bytes(address.for_mail()));
}

Result<Visit> ConfirmCode::operator()(const VisitKeys& keys, std::string_view typed) {
  auto visit = TRY(open_visit(instance_, keys));
  auto code = TRY(eligibility::Code::parse(typed));
  auto address = TRY(eligibility::EmailAddress::parse(visit.email));
  const auto now = instance_.clock.now();
  auto row = instance_.store.visits().take_try(keys.id, now);
  if (!row) {
    return fail(Kind::gone, "This code was used or is too old. Please ask for a new one.", "code");
  }
  auto tried = eligibility::try_code({{row->hash.bytes}, row->expires, row->tries_left},
                                     hash_visit_code(keys, address, code), now);
  TRY(tried.outcome);
  instance_.store.visits().use_code(keys.id);
  visit.proved = true;
  keep_visit(instance_, keys, visit);
  return visit;
}

}  // namespace ruban::service
