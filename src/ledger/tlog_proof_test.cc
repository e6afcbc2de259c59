// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/tlog_proof.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <utility>

#include "ledger/test_keys.h"
#include "ledger/test_tree.h"

namespace ruban::ledger {
namespace {

const std::string kOrigin = "ruban.example.org/log";

struct Fixture : testing::Test {
  crypto::SigningKey key = numbered_key(1);
  VerifierKey log = VerifierKey::make(kOrigin, KeyType::ed25519, key.public_key());
  std::vector<Hash> leaves = numbered_leaves(100);
  std::string entry = "leaf 42";
  TlogProof proof{to_bytes(entry), 42, {}, sign_checkpoint({kOrigin, 100, reference_root(leaves)}, key)};

  Fixture() {
    LeafReader reader(leaves);
    proof.hashes = *prove_inclusion(42, 100, reader);
  }
};
using TlogProofTest = Fixture;

TEST_F(TlogProofTest, A_proof_file_is_read_back_and_verifies) {
  const auto text = format_tlog_proof(proof);
  EXPECT_TRUE(text.starts_with("c2sp.org/tlog-proof@v1\nextra bGVhZiA0Mg==\nindex 42\n"));
  const auto read = parse_tlog_proof(text);
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, proof);
  EXPECT_EQ(verify_tlog_proof(*read, as_bytes(entry), log)->checkpoint.size, 100u);
  EXPECT_EQ(verify_tlog_proof(*read, as_bytes(entry), Policy::of(log, ""))->assurance, Assurance::committed);
}

TEST_F(TlogProofTest, Extra_is_optional) {
  proof.extra.reset();
  EXPECT_EQ(*parse_tlog_proof(format_tlog_proof(proof)), proof);
  EXPECT_TRUE(verify_tlog_proof(proof, as_bytes(entry), log));
}

TEST_F(TlogProofTest, What_was_altered_is_refused_with_its_reason) {
  const auto reason = [&](const auto& change, std::string_view of = "leaf 42") {
    auto other = proof;
    change(other);
    const auto verified = verify_tlog_proof(other, as_bytes(of), log);
    return verified ? std::string_view("none") : verified.error().message;
  };
  const auto nothing = [](TlogProof&) {};
  constexpr std::string_view kAltered =
      "The entry isn’t where the proof says that it is: entry, index or a hash was altered.";
  EXPECT_EQ(reason(nothing), "none");
  EXPECT_EQ(reason(nothing, "leaf 43"), kAltered);
  EXPECT_EQ(reason([](auto& p) { p.index = 43; }), kAltered);
  EXPECT_EQ(reason([](auto& p) { std::swap(p.hashes[0], p.hashes[1]); }), kAltered);
  EXPECT_EQ(reason([](auto& p) { p.hashes[1].bytes[0] ^= 1; }), kAltered);
  EXPECT_EQ(reason([](auto& p) { p.hashes.pop_back(); }),
            "The proof has too few hashes for an entry at this place.");
  EXPECT_EQ(reason([](auto& p) { p.hashes.push_back(p.hashes.back()); }),
            "The proof has too many hashes for an entry at this place.");
  EXPECT_EQ(reason([](auto& p) { p.index = 100; }),
            "The entry’s index lies beyond the end of the record at this checkpoint.");
}

TEST_F(TlogProofTest, Another_key_is_refused) {
  const auto stranger = VerifierKey::make(kOrigin, KeyType::ed25519, numbered_key(2).public_key());
  EXPECT_FALSE(verify_tlog_proof(proof, as_bytes(entry), stranger));
  EXPECT_FALSE(verify_tlog_proof(proof, as_bytes(entry), Policy::of(stranger, "")));
}

// Whoever counts the hashes refuses no proof that was rightly made.
TEST_F(TlogProofTest, Every_entry_of_records_of_any_size_is_proved) {
  for (TreeSize size = 1; size <= 70; ++size) {
    const std::vector<Hash> first(leaves.begin(), leaves.begin() + static_cast<std::ptrdiff_t>(size));
    LeafReader reader(first);
    const auto checkpoint = sign_checkpoint({kOrigin, size, reference_root(first)}, key);
    for (EntryIndex index = 0; index < size; ++index) {
      const TlogProof one{{}, index, *prove_inclusion(index, size, reader), checkpoint};
      const auto text = fmt::format("leaf {}", index);
      EXPECT_TRUE(verify_tlog_proof(one, as_bytes(text), log)) << index << " of " << size;
    }
  }
}

TEST_F(TlogProofTest, No_character_of_the_file_can_be_changed_unseen) {
  const auto text = format_tlog_proof(proof);
  const auto extra_from = text.find("extra "), extra_to = text.find("index ");
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto changed = text;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    const auto read = parse_tlog_proof(changed);
    const bool verifies = read && verify_tlog_proof(*read, as_bytes(entry), log).has_value();
    // Only `extra` isn't authenticated: it may say anything.
    EXPECT_TRUE(!verifies || (i >= extra_from && i < extra_to)) << i << " " << changed;
  }
}

TEST_F(TlogProofTest, Malformed_files_are_refused) {
  const auto text = format_tlog_proof(proof);
  const auto replaced = [&](std::string_view from, std::string_view to) {
    auto out = text;
    out.replace(out.find(from), from.size(), to);
    return out;
  };
  for (const auto& bad :
       {std::string(), text.substr(1), replaced("@v1", "@v2"), replaced("index 42", "index 042"),
        replaced("index 42", "index"), replaced("index 42", "index -1"), replaced("index 42", "42"),
        replaced("index 42\n", ""), replaced("extra bGVhZiA0Mg==", "extra bGVhZiA0Mh=="),
        replaced("extra ", "extra"), replaced("index 42\n", "index 42\nextra AA==\n"),
        replaced("index 42\n", "index 42\nAAAA\n"), replaced("\n\n", "\n"), text + "\n",
        replaced("index 42\n", "index 42\r\n")}) {
    EXPECT_FALSE(parse_tlog_proof(bad)) << bad;
  }
  EXPECT_EQ(parse_tlog_proof(std::string(kMaxProofBytes + 1, 'a')).error().kind, Kind::too_large);
}

}  // namespace
}  // namespace ruban::ledger
