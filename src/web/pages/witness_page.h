// SPDX-License-Identifier: AGPL-3.0-or-later
// WitnessPage: the one page of a witness: who it is, what its signature says, what it has signed last.
#pragma once

#include <string>
#include <vector>

#include "core/ids.h"
#include "core/time.h"
#include "i18n/lang.h"

namespace ruban::web {

struct WatchedLog {
  std::string origin;
  std::string url;         // may be empty
  std::string checkpoint;  // path of the last one
  TreeSize size = 0;
  Instant time;           // of the last cosignature
  bool anything = false;  // false: nothing was cosigned yet
};

struct WitnessPage {
  std::string name;             // the key's
  std::string run_by;           // "Le Journal"; may be empty
  std::string contact;          // an address of a page or a mailbox, or words; may be empty
  std::string key;              // the verifier key
  std::string policy;           // the line for a policy
  std::string recount_promise;  // ledger/recount_promise.h; empty: it doesn't recount
  std::vector<WatchedLog> logs;
};

std::string render(const WitnessPage& page, i18n::Lang lang);

}  // namespace ruban::web
