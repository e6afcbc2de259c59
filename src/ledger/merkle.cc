// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/merkle.h"

#include <algorithm>
#include <bit>

#include "core/check.h"
#include "crypto/sha256.h"

namespace ruban::ledger {
namespace {

constexpr std::uint8_t kLeafPrefix[] = {0x00};
constexpr std::uint8_t kNodePrefix[] = {0x01};

// The largest power of two below n > 1: where the left subtree ends.
std::uint64_t split_of(std::uint64_t n) { return std::bit_floor(n - 1); }

// MTH(D[from : to]), where `from` is a multiple of the smallest power of two that is at least to - from.
Result<Hash> range_hash(std::uint64_t from, std::uint64_t to, HashReader& hashes) {
  const auto n = to - from;
  if (std::has_single_bit(n)) {
    const auto level = static_cast<unsigned>(std::countr_zero(n));
    return hashes.read(level, from >> level);
  }
  const auto k = split_of(n);
  const auto left = TRY(range_hash(from, from + k, hashes));
  return node_hash(left, TRY(range_hash(from + k, to, hashes)));
}

}  // namespace

Hash leaf_hash(ByteView entry) { return crypto::sha256({kLeafPrefix, entry}); }

Hash node_hash(const Hash& left, const Hash& right) {
  return crypto::sha256({kNodePrefix, left.view(), right.view()});
}

const Hash& empty_root() {
  static const Hash root = crypto::sha256(std::string_view());
  return root;
}

Result<Hash> tree_root(TreeSize size, HashReader& hashes) {
  if (size == 0) return empty_root();
  return range_hash(0, size, hashes);
}

Result<Proof> prove_inclusion(EntryIndex index, TreeSize size, HashReader& hashes) {
  CHECK(index < size);
  Proof proof;  // from the root downwards, turned round at the end
  std::uint64_t from = 0, to = size;
  while (to - from > 1) {
    const auto middle = from + split_of(to - from);
    if (index < middle) {
      proof.push_back(TRY(range_hash(middle, to, hashes)));
      to = middle;
    } else {
      proof.push_back(TRY(range_hash(from, middle, hashes)));
      from = middle;
    }
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

Result<Proof> prove_consistency(TreeSize old_size, TreeSize size, HashReader& hashes) {
  CHECK(old_size <= size);
  Proof proof;
  if (old_size == 0 || old_size == size) return proof;
  std::uint64_t from = 0, to = size;
  bool whole_old_tree = true;  // the old tree's root is known to whoever checks
  while (old_size < to) {
    const auto middle = from + split_of(to - from);
    if (old_size <= middle) {
      proof.push_back(TRY(range_hash(middle, to, hashes)));
      to = middle;
    } else {
      proof.push_back(TRY(range_hash(from, middle, hashes)));
      from = middle;
      whole_old_tree = false;
    }
  }
  if (!whole_old_tree) proof.push_back(TRY(range_hash(from, to, hashes)));
  std::reverse(proof.begin(), proof.end());
  return proof;
}

bool verify_inclusion(EntryIndex index, TreeSize size, const Hash& leaf, const Proof& proof,
                      const Hash& root) {
  if (index >= size) return false;
  std::uint64_t fn = index, sn = size - 1;
  Hash r = leaf;
  for (const auto& p : proof) {
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      r = node_hash(p, r);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      r = node_hash(r, p);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && r == root;
}

bool verify_consistency(TreeSize old_size, TreeSize size, const Hash& old_root, const Hash& root,
                        const Proof& proof) {
  if (old_size == 0 || old_size > size) return false;
  if (old_size == size) return proof.empty() && old_root == root;
  if (proof.empty()) return false;

  std::uint64_t fn = old_size - 1, sn = size - 1;
  while ((fn & 1) != 0) {
    fn >>= 1;
    sn >>= 1;
  }
  // If the old tree is complete, its root is the first hash, and isn't in the proof.
  auto next = proof.begin();
  Hash fr = std::has_single_bit(old_size) ? old_root : *next++;
  Hash sr = fr;
  for (; next != proof.end(); ++next) {
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      fr = node_hash(*next, fr);
      sr = node_hash(*next, sr);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      sr = node_hash(sr, *next);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && fr == old_root && sr == root;
}

}  // namespace ruban::ledger
