// SPDX-License-Identifier: AGPL-3.0-or-later
// SignatureTable: all valid signatures of a record in little memory, and what each issuer's count was at any
// size.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "core/ids.h"
#include "ledger/entry.h"

namespace ruban::audit {

// A valid signature, as far as the record has come. 48 bytes.
struct SignatureState {
  EntryIndex index = 0;
  PublicKey key;
  std::uint32_t letter = 0;  // place in Recount::letters()
  std::uint8_t issuer = 0;   // place in the letter's issuers
  bool anonymous : 1 = false;
  bool withdrawn : 1 = false;
  bool taken_down : 1 = false;
  bool erased : 1 = false;
  bool kept : 1 = false;  // also of one that doesn't stand any more

  bool standing() const { return !withdrawn && !taken_down; }
};

struct Standing {
  std::uint64_t named = 0, anon = 0;
  std::uint64_t withdrawn = 0, taken_down = 0;
  std::uint64_t kept = 0;  // of the standing ones
};

class SignatureTable {
 public:
  // Index larger than every one before it; the key unused in this letter.
  void add(const SignatureState& signature);
  bool is_used(std::uint32_t letter, const PublicKey& key) const;
  // nullptr if there is none.
  SignatureState* find(EntryIndex index);
  const SignatureState* find(EntryIndex index) const;

  // By the entry `at`, larger than every one before it. Once for each signature; withdrawn wins over taken
  // down, whichever came first.
  void withdraw(SignatureState& signature, EntryIndex at);
  void take_down(SignatureState& signature, EntryIndex at);

  // Of a standing one, once.
  void keep(SignatureState& signature, EntryIndex at);

  // Of one issuer of one letter, over the entries below `size`.
  Standing count(std::uint32_t letter, std::uint8_t issuer, TreeSize size) const;

 private:
  struct Change {  // an issuer's totals after the entry `at`
    EntryIndex at = 0;
    std::uint64_t removed_named = 0, removed_anon = 0;
    std::uint64_t withdrawn = 0, taken_down = 0;
    std::uint64_t kept = 0;
  };
  struct Issuer {
    std::vector<std::uint32_t> named, anon;  // places in signatures_, ascending
    std::vector<Change> changes;
  };
  // Where the key is, or would be put.
  std::size_t slot_of(std::uint32_t letter, const PublicKey& key) const;
  void grow();
  Issuer& issuer_of(const SignatureState& signature);
  // Adds the next totals of the signature's issuer, to be changed.
  Change& next_change(const SignatureState& signature, EntryIndex at);

  std::deque<SignatureState> signatures_;  // by index; a deque never copies itself when it grows
  std::vector<std::uint32_t> slots_;       // hash table by letter and key: place in signatures_ + 1, or 0
  std::vector<std::vector<Issuer>> letters_;
};

}  // namespace ruban::audit
