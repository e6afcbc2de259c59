// SPDX-License-Identifier: AGPL-3.0-or-later
// Journal: what an audit writes down of the entries it has checked, so that a later one goes on from there
// (docs/formats/audit-state.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "audit/checked_entry.h"
#include "audit/replayed.h"

namespace ruban::audit {

// A signed checkpoint that an audit has met. None of them contradicted another when it was written down.
struct KeptCheckpoint {
  std::string note;
  bool audited = false;  // the journal holds every entry of it, and its root was met
};

// Makes the bytes of a journal: head() once, then what each call returns, in this order.
class JournalWriter {
 public:
  explicit JournalWriter(std::string_view origin);
  // Goes on after a journal that was read.
  explicit JournalWriter(const Hash& chain) : chain_(chain) {}

  const Bytes& head() const { return head_; }
  Bytes checkpoint(const KeptCheckpoint& kept);
  // Collects an entry that Recount::add() has taken. `counted` is the place of the letter and of its issuer
  // if it is a valid signature.
  void take(std::string_view text, const CheckedEntry& checked, const SignatureState* counted);
  // The entries taken since the last time, which lead to this tree. `entry_bytes` is the sum of all bundles.
  Bytes entries(TreeSize size, const Hash& root, std::uint64_t entry_bytes);

 private:
  Bytes seal(Bytes body);
  Bytes head_;
  Hash chain_;
  Bytes records_;  // collected
};

struct Journal {
  std::string origin;
  std::vector<KeptCheckpoint> checkpoints;  // in the order of their writing
  Replayed replayed;
  IssuerKeys keys;
  Hash root;              // of the tree over replayed.recount.size() entries
  Hash chain;             // for whoever writes on
  std::size_t whole = 0;  // bytes that were read; what follows was cut off while it was written
};

// Kind::invalid if the bytes aren't those of a journal, or were changed. A last part that is cut off is left
// out; of a beginning that is cut off nothing is read, `whole` is 0 then.
Result<Journal> read_journal(ByteView bytes);

}  // namespace ruban::audit
