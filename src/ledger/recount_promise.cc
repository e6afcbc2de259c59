// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/recount_promise.h"

#include <fmt/format.h>

namespace ruban::ledger {
namespace {

std::string promised_text(const VerifierKey& witness) {
  return fmt::format("ruban witness recounts v1\n{}\n", witness.name());
}

// What stands before the signature.
std::string name_and_id(const VerifierKey& witness) {
  return fmt::format("{}+{:08x}+", witness.name(), witness.id());
}

}  // namespace

std::string sign_recount_promise(const VerifierKey& witness, const crypto::SigningKey& key) {
  return name_and_id(witness) + to_base64(key.sign(as_bytes(promised_text(witness))).view());
}

bool is_recount_promise(std::string_view promise, const VerifierKey& witness) {
  const auto head = name_and_id(witness);
  if (!promise.starts_with(head)) return false;
  const auto signature = fixed_from_base64<SignatureBytes>(promise.substr(head.size()));
  return signature && crypto::verify(witness.key(), as_bytes(promised_text(witness)), *signature);
}

}  // namespace ruban::ledger
