// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/merkle.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <optional>
#include <sstream>

#include "ledger/test_tree.h"

namespace ruban::ledger {
namespace {

namespace json = boost::json;

json::value read_vectors(const std::string& name) {
  std::ifstream in(RUBAN_VECTORS "/" + name);
  std::ostringstream text;
  text << in.rdbuf();
  return json::parse(text.str());
}

std::optional<Hash> hash_of(const json::value& value) {
  const auto out = fixed_from_base64<Hash>({value.as_string().data(), value.as_string().size()});
  return out ? std::optional(*out) : std::nullopt;
}

// Some cases have words for roots ("don't care"), where only their equality matters: these are filled up with
// zeros.
std::optional<Hash> root_of(const json::value& value) {
  const auto bytes = from_base64({value.as_string().data(), value.as_string().size()});
  if (!bytes || bytes->size() > Hash::kSize) return std::nullopt;
  Hash out;
  std::copy(bytes->begin(), bytes->end(), out.bytes.begin());
  return out;
}

// nothing if a hash has the wrong length: a Proof can't hold it, so no verifier is asked.
std::optional<Proof> proof_of(const json::value& value) {
  Proof out;
  if (value.is_null()) return out;
  for (const auto& hash : value.as_array()) {
    const auto read = hash_of(hash);
    if (!read) return std::nullopt;
    out.push_back(*read);
  }
  return out;
}

TEST(Merkle, Roots_and_leaves_are_those_of_the_known_answers) {
  const auto vectors = read_vectors("c2sp_rfc6962_known_answers.json").at("rfc6962");
  std::vector<Hash> leaves;
  const auto& roots = vectors.at("roots_hex_by_size").as_array();
  for (std::size_t size = 0; size < roots.size(); ++size) {
    LeafReader reader(leaves);
    EXPECT_EQ(to_hex(tree_root(size, reader)->view()), roots[size].as_string()) << size;
    if (size + 1 == roots.size()) break;
    const auto entry = from_hex(std::string(vectors.at("leaves_hex").at(size).as_string()));
    leaves.push_back(leaf_hash(*entry));
    EXPECT_EQ(to_hex(leaves.back().view()), vectors.at("leaf_hashes_hex").at(size).as_string());
  }
}

TEST(Merkle, Every_tampered_inclusion_proof_fails_and_every_other_holds) {
  const auto cases = read_vectors("merkle/inclusion.json").as_array();
  EXPECT_EQ(cases.size(), 98u);
  for (const auto& c : cases) {
    const auto leaf = hash_of(c.at("leafHash")), root = hash_of(c.at("root"));
    const auto proof = proof_of(c.at("proof"));
    const bool holds = leaf && root && proof &&
                       verify_inclusion(c.at("leafIdx").to_number<std::uint64_t>(),
                                        c.at("treeSize").to_number<std::uint64_t>(), *leaf, *proof, *root);
    EXPECT_EQ(holds, !c.at("wantErr").as_bool()) << c.at("name");
  }
}

TEST(Merkle, Every_tampered_consistency_proof_fails_and_every_other_holds) {
  const auto cases = read_vectors("merkle/consistency.json").as_array();
  EXPECT_EQ(cases.size(), 98u);
  for (const auto& c : cases) {
    const auto old_root = root_of(c.at("root1")), root = root_of(c.at("root2"));
    const auto proof = proof_of(c.at("proof"));
    const bool holds = old_root && root && proof &&
                       verify_consistency(c.at("size1").to_number<std::uint64_t>(),
                                          c.at("size2").to_number<std::uint64_t>(), *old_root, *root, *proof);
    EXPECT_EQ(holds, !c.at("wantErr").as_bool()) << c.at("name");
  }
}

// --- properties: proofs made here hold, and no changed bit does

Hash flip(Hash hash, unsigned bit) {
  hash.bytes[bit / 8 % 32] = static_cast<std::uint8_t>(hash.bytes[bit / 8 % 32] ^ (1U << bit % 8));
  return hash;
}

RC_GTEST_PROP(Merkle, Inclusion_proofs_hold_and_no_bit_of_them_can_be_flipped, ()) {
  const auto size = *rc::gen::inRange<std::size_t>(1, 600);
  const auto index = *rc::gen::inRange<std::size_t>(0, size);
  const auto leaves = numbered_leaves(size);
  LeafReader reader(leaves);
  const auto root = reference_root(leaves);
  const auto proof = *prove_inclusion(index, size, reader);
  RC_ASSERT(verify_inclusion(index, size, leaves[index], proof, root));

  const auto bit = *rc::gen::inRange(0U, 256U);
  RC_ASSERT(!verify_inclusion(index, size, flip(leaves[index], bit), proof, root));
  RC_ASSERT(!verify_inclusion(index, size, leaves[index], proof, flip(root, bit)));
  for (std::size_t i = 0; i < proof.size(); ++i) {
    auto changed = proof;
    changed[i] = flip(changed[i], bit);
    RC_ASSERT(!verify_inclusion(index, size, leaves[index], changed, root));
  }
  auto longer = proof;
  longer.push_back(root);
  RC_ASSERT(!verify_inclusion(index, size, leaves[index], longer, root));
  if (size > 1) {
    const auto other = *rc::gen::distinctFrom(rc::gen::inRange<std::size_t>(0, size), index);
    RC_ASSERT(!verify_inclusion(other, size, leaves[index], proof, root));
  }
}

RC_GTEST_PROP(Merkle, Consistency_proofs_hold_and_no_bit_of_them_can_be_flipped, ()) {
  const auto size = *rc::gen::inRange<std::size_t>(1, 600);
  const auto old_size = *rc::gen::inRange<std::size_t>(1, size + 1);
  const auto leaves = numbered_leaves(size);
  LeafReader reader(leaves);
  const auto root = reference_root(leaves), old_root = reference_root(std::span(leaves).first(old_size));
  const auto proof = *prove_consistency(old_size, size, reader);
  RC_ASSERT(verify_consistency(old_size, size, old_root, root, proof));

  const auto bit = *rc::gen::inRange(0U, 256U);
  RC_ASSERT(!verify_consistency(old_size, size, flip(old_root, bit), root, proof));
  RC_ASSERT(!verify_consistency(old_size, size, old_root, flip(root, bit), proof));
  for (std::size_t i = 0; i < proof.size(); ++i) {
    auto changed = proof;
    changed[i] = flip(changed[i], bit);
    RC_ASSERT(!verify_consistency(old_size, size, old_root, root, changed));
  }
}

TEST(Merkle, From_nothing_and_backwards_nothing_is_proved) {
  const auto leaves = numbered_leaves(3);
  LeafReader reader(leaves);
  const auto root = reference_root(leaves);
  EXPECT_EQ(*tree_root(0, reader), empty_root());
  EXPECT_TRUE(prove_consistency(0, 3, reader)->empty());
  EXPECT_FALSE(verify_consistency(0, 3, empty_root(), root, {}));
  EXPECT_FALSE(verify_consistency(0, 0, empty_root(), empty_root(), {}));
  EXPECT_FALSE(verify_consistency(4, 3, root, root, {}));
}

}  // namespace
}  // namespace ruban::ledger
