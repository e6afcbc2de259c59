// SPDX-License-Identifier: AGPL-3.0-or-later
// SignatureTable: all valid signatures of a record in little memory, and what each issuer's count was at any
// size.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/ids.h"
#include "ledger/entry.h"

namespace ruban::audit {

// A valid signature, as far as the record has come.
struct SignatureState {
  EntryIndex index = 0;
  PublicKey key;
  std::uint32_t letter = 0;  // place in Recount::letters()
  std::uint8_t issuer = 0;   // place in the letter's issuers
  bool anonymous = false;
  bool withdrawn = false, taken_down = false, erased = false, kept = false;

  bool standing() const { return !withdrawn && !taken_down; }
};

struct Standing {
  std::uint64_t named = 0, anon = 0, withdrawn = 0, taken_down = 0;
};

class SignatureTable {
 public:
  // Index larger than every one before it; the key unused in this letter.
  void add(const SignatureState& signature);
  bool is_used(std::uint32_t letter, const PublicKey& key) const;
  // Points into the table until the next add().
  SignatureState* find(EntryIndex index);
  const SignatureState* find(EntryIndex index) const;

  // Marks a signature at the entry `at`, larger than every one before it.
  void withdraw(SignatureState& signature, EntryIndex at);
  void take_down(SignatureState& signature, EntryIndex at);

  // Of one issuer of one letter, over the entries below `size`.
  Standing count(std::uint32_t letter, std::uint8_t issuer, TreeSize size) const;

 private:
  struct Change {  // totals of an issuer after the entry `at` removed somebody
    EntryIndex at = 0;
    std::uint64_t removed_named = 0, removed_anon = 0, withdrawn = 0, taken_down = 0;
  };
  struct Issuer {
    std::vector<std::uint32_t> named, anon;  // places in signatures_, ascending
    std::vector<Change> changes;
  };
  std::uint64_t slot_of(std::uint32_t letter, const PublicKey& key) const;
  void grow();
  Issuer& issuer(std::uint32_t letter, std::uint8_t place);
  void change(const SignatureState& signature, EntryIndex at, int removed, int withdrawn, int taken_down);

  std::vector<SignatureState> signatures_;  // by index
  std::vector<std::uint32_t> slots_;        // hash table by letter and key: place in signatures_ + 1, or 0
  std::vector<std::vector<Issuer>> letters_;
};

}  // namespace ruban::audit
