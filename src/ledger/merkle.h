// SPDX-License-Identifier: AGPL-3.0-or-later
// The hash tree of RFC 6962 section 2.1: hashes, inclusion and consistency proofs, made and checked.
#pragma once

#include <vector>

#include "core/ids.h"

namespace ruban::ledger {

using Proof = std::vector<Hash>;

Hash leaf_hash(ByteView entry);                       // SHA-256(0x00 ‖ entry)
Hash node_hash(const Hash& left, const Hash& right);  // SHA-256(0x01 ‖ left ‖ right)
const Hash& empty_root();                             // SHA-256("")

// Where hashes of complete subtrees come from.
class HashReader {
 public:
  virtual ~HashReader() = default;
  // MTH(D[index << level : (index + 1) << level]). Asked only for subtrees that lie within the tree.
  virtual Result<Hash> read(unsigned level, std::uint64_t index) = 0;
};

// The root of the first `size` entries.
Result<Hash> tree_root(TreeSize size, HashReader& hashes);

// RFC 6962 section 2.1.1. index < size. At most 64 hashes, the leaf's sibling first.
Result<Proof> prove_inclusion(EntryIndex index, TreeSize size, HashReader& hashes);
// RFC 6962 section 2.1.2. old_size <= size; empty if old_size is 0 or size.
Result<Proof> prove_consistency(TreeSize old_size, TreeSize size, HashReader& hashes);

// RFC 9162 section 2.1.3.2.
bool verify_inclusion(EntryIndex index, TreeSize size, const Hash& leaf, const Proof& proof,
                      const Hash& root);
// RFC 9162 section 2.1.4.2. False for an old size of 0: that every tree follows from the empty one proves
// nothing.
bool verify_consistency(TreeSize old_size, TreeSize size, const Hash& old_root, const Hash& root,
                        const Proof& proof);

}  // namespace ruban::ledger
