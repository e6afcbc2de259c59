// SPDX-License-Identifier: AGPL-3.0-or-later
// WitnessKey: a witness's name and its own key, in a file that nobody else may read.
#pragma once

#include <filesystem>
#include <string>

#include "ledger/note.h"

namespace ruban::witness {

struct WitnessKey {
  std::string name;  // "witness.journal.example/2026"
  crypto::SigningKey key;

  ledger::VerifierKey verifier() const;
  // ledger/recount_promise.h
  std::string recount_promise() const;
};

// Makes the file (docs/formats/witness.md). Kind::conflict if there is one: a key is never replaced.
Result<void> make_key(const std::filesystem::path& file, const std::string& name, crypto::Random& random);
// Kind::not_found, Kind::forbidden if somebody else may read it, Kind::invalid.
Result<WitnessKey> open_key(const std::filesystem::path& file);

}  // namespace ruban::witness
