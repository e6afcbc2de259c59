// SPDX-License-Identifier: AGPL-3.0-or-later
// What the worker writes and the checker expects: everything about a signature follows from its key.
#pragma once

#include "crypto/sha256.h"
#include "store/signature_store.h"
#include "store/visit_store.h"

namespace ruban::crash {

inline const std::string kSlug = "round-robin";
inline const std::string kIssuer = "employee-email";

inline std::string name_of(const PublicKey& key) { return "name" + to_hex(key.view()); }

inline store::NewSignature signature_of(const PublicKey& key) {
  store::NewSignature out;
  out.key = key;
  out.lines = "sign " + to_hex(key.view());
  // Some texts are longer than a page of the database.
  const auto comment = key.bytes[0] % 8 == 0 ? std::string(5000, 'c') : std::string("short");
  out.payload = store::Payload{name_of(key) + "\n" + comment, Salt{crypto::sha256(key.view()).bytes}};
  out.owner = store::OwnerTag{crypto::sha256(as_bytes(name_of(key))).bytes};
  out.search_words = {name_of(key)};
  return out;
}

// What stands in the vault under this name.
inline Secret<Bytes> vault_key(std::string_view name) {
  return Secret<Bytes>(to_bytes(crypto::sha256(name).view()));
}

inline Bytes box_of(const store::VisitId& visit) { return to_bytes(crypto::sha256(visit.view()).view()); }

// Each of these prints to standard output, or reads from standard input, a line for everything that was
// acknowledged:
//   accepted KEY | erased INDEX | committed SIZE | published SIZE | put NAME | destroyed NAME | saved VISIT
int work(const std::string& folder);
int check(const std::string& folder);

}  // namespace ruban::crash
