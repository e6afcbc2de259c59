// SPDX-License-Identifier: AGPL-3.0-or-later
// A visit: what a person has typed on the way to signing or withdrawing. The store holds it as a box that
// only the visit's cookie opens.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crypto/secretbox.h"
#include "service/instance.h"

namespace ruban::service {

// Derived from the cookie by whoever speaks HTTP; nothing else opens the box.
struct VisitKeys {
  store::VisitId id;
  Secret<crypto::BoxKey> box;
};

enum class Purpose {
  sign,   // by the form: the server acts for the signer
  issue,  // by a signing call: a credential for a client that signs by itself, so no name is told
  withdraw,
  keep,  // by the form: the server says with the signer's key that the pledge is kept
};

struct Visit {
  Purpose purpose = Purpose::sign;
  std::string slug;
  std::uint64_t version = 1;
  std::string language = "en";      // of the mail: "en" or "fr"
  std::string email;                // as typed
  std::string invitation;           // as typed, where belonging is proved by one
  std::string issuer;               // label
  std::string name, role, comment;  // as typed
  bool updates = false;
  bool proved = false;  // the code was typed
  bool resent = false;  // another code was asked for

  // Once signed.
  std::optional<PublicKey> key;
  std::string key_file;  // docs/formats/key-file.md; empty once the visit has lost it
  Instant key_file_until;

  // On the way to withdrawing, or to saying that the pledge is kept.
  std::string uploaded_key_file;
  std::vector<EntryIndex> withdrawn;
  std::optional<EntryIndex> kept;  // the signature that has said so; its key file is forgotten then
};

// How long the store keeps a visit after its last step.
inline constexpr std::chrono::minutes kVisitLife{60};

void keep_visit(Instance instance, const VisitKeys& keys, const Visit& visit);
// The box as keep_visit() would store it.
Bytes seal_visit(Instance instance, const VisitKeys& keys, const Visit& visit);
// Kind::gone if there is none, or its hour is over.
Result<Visit> open_visit(Instance instance, const VisitKeys& keys);

}  // namespace ruban::service
