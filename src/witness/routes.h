// SPDX-License-Identifier: AGPL-3.0-or-later
// What a witness answers over HTTP: add-checkpoint, its key, what it has signed last, and a page for people.
#pragma once

#include <string>

#include "web/http/router.h"
#include "witness/witness.h"

namespace ruban::witness {

// Who runs it, as its page says.
struct About {
  std::string url;  // "https://witness.journal.example", where it takes checkpoints
  std::string run_by, contact;
  bool recounts = false;
};

// "witness NAME VKEY URL", for the policy of a log. NAME is the key's name.
std::string policy_line(const ledger::VerifierKey& key, const std::string& url);

// Both must outlive it.
web::Router routes(Witness& witness, const About& about);

}  // namespace ruban::witness
