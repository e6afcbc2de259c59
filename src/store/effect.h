// SPDX-License-Identifier: AGPL-3.0-or-later
// What a valid entry changes in the derived tables. The service says it, every store driver applies it.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/ids.h"
#include "core/time.h"
#include "ledger/entry.h"

namespace ruban::store {

struct LetterOpened {
  EntryIndex index = 0;
  LetterId letter;
  std::string slug;
  std::uint32_t version = 1;
  std::optional<LetterId> follows;  // that letter ends here; its identity tags and lists are deleted
  Instant time;
};

// The payload and salt, if any, are those of the waiting row with the same letter and key.
struct SignatureCounted {
  EntryIndex index = 0;
  LetterId letter;
  std::string issuer;
  ledger::Mode mode = ledger::Mode::named;
  ledger::Via via = ledger::Via::server;
  PublicKey key;
  Instant epoch;
  Hash leaf;  // RFC 6962 leaf hash of the entry
};

struct SignatureWithdrawn {
  EntryIndex index = 0;  // of the withdrawal
  LetterId letter;
  EntryIndex signature = 0;
};

struct SignatureTakenDown {
  EntryIndex index = 0;
  LetterId letter;
  EntryIndex signature = 0;
};

// The payload, its salt, its search words and its owner's tag are deleted if they still exist. Its statements
// went when it ceased to stand.
struct SignatureErased {
  EntryIndex index = 0;
  LetterId letter;
  EntryIndex signature = 0;
};

// The letter's identity tags and lists are deleted; if it is removed, also the addresses that wanted news of
// it.
struct LetterEnded {
  EntryIndex index = 0;
  LetterId letter;
  ledger::LetterEnd state = ledger::LetterEnd::closed;
  Instant time;
};

// Void unless it is the first of a standing named signature.
struct SignatureKept {
  EntryIndex index = 0;  // of the `kept` entry
  LetterId letter;
  EntryIndex signature = 0;
};

struct QuotePublished {
  EntryIndex index = 0;
  LetterId letter;
  Commitment commit;
};

// An entry that holds the hash of a document.
struct DocumentPublished {
  EntryIndex index = 0;
  LetterId letter;
  Hash sha256;
};

// Any valid entry that isn't a signature: a line of the letter's history. Comes beside the effects above.
struct EventRecorded {
  EntryIndex index = 0;
  LetterId letter;
  std::string type;  // as in the entry: "withdraw", "tally", …
  Instant time;
};

// A `client` entry: from here on pages load the scripts of this manifest. Of no letter.
struct ClientReleased {
  EntryIndex index = 0;
  Hash manifest_sha256;
};

using Effect = std::variant<LetterOpened, SignatureCounted, SignatureWithdrawn, SignatureTakenDown,
                            SignatureErased, SignatureKept, LetterEnded, QuotePublished, DocumentPublished,
                            EventRecorded, ClientReleased>;

}  // namespace ruban::store
