// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/checkpoint.h"

#include <gtest/gtest.h>

#include "ledger/merkle.h"
#include "ledger/test_keys.h"

namespace ruban::ledger {
namespace {

const std::string kOrigin = "ruban.example.org/log";

Instant at(int seconds) { return Instant(std::chrono::seconds(seconds)); }

struct Fixture : testing::Test {
  crypto::SigningKey log_key = numbered_key(1), one_key = numbered_key(2), two_key = numbered_key(3);
  VerifierKey log = VerifierKey::make(kOrigin, KeyType::ed25519, log_key.public_key());
  VerifierKey one = VerifierKey::make("one.example", KeyType::cosignature, one_key.public_key());
  VerifierKey two = VerifierKey::make("two.example", KeyType::cosignature, two_key.public_key());
  Checkpoint checkpoint{kOrigin, 70000, leaf_hash(as_bytes("root"))};
  std::string body = format_checkpoint(checkpoint);
  std::string note = sign_checkpoint(checkpoint, log_key);
  std::vector<VerifierKey> witnesses{one, two};
};
using CheckpointTest = Fixture;

TEST_F(CheckpointTest, A_signed_checkpoint_opens) {
  EXPECT_EQ(body, kOrigin + "\n70000\n" + to_base64(checkpoint.root.view()) + "\n");
  const auto opened = open_checkpoint(note, log);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->checkpoint, checkpoint);
  EXPECT_TRUE(opened->cosigned.empty());
}

TEST_F(CheckpointTest, Another_key_another_origin_and_a_changed_body_are_refused) {
  EXPECT_FALSE(open_checkpoint(note, VerifierKey::make(kOrigin, KeyType::ed25519, one_key.public_key())));
  EXPECT_FALSE(
      open_checkpoint(note, VerifierKey::make("other.example", KeyType::ed25519, log_key.public_key())));
  auto changed = note;
  changed[kOrigin.size() + 1] = '8';
  EXPECT_FALSE(open_checkpoint(changed, log));
  // A checkpoint of another origin that this key signed under its own name.
  const auto foreign = format_checkpoint({"other.example/log", 1, checkpoint.root});
  EXPECT_FALSE(open_checkpoint(format_note({foreign, {sign_note(foreign, kOrigin, log_key)}}), log));
}

TEST_F(CheckpointTest, Cosignatures_are_found_with_their_latest_time) {
  auto whole = *parse_note(note);
  whole.signatures.push_back(cosign(body, "two.example", two_key, at(50)));
  whole.signatures.push_back(cosign(body, "one.example", one_key, at(20)));
  whole.signatures.push_back(cosign(body, "one.example", one_key, at(30)));
  whole.signatures.push_back(cosign(body, "unknown.example", numbered_key(9), at(30)));
  const auto opened = open_checkpoint(format_note(whole), log, witnesses);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->cosigned, (std::vector<Cosigned>{{one, at(30)}, {two, at(50)}}));
  EXPECT_TRUE(open_checkpoint(format_note(whole), log)->cosigned.empty());
}

TEST_F(CheckpointTest, A_wrong_cosignature_by_a_known_witness_condemns_the_checkpoint) {
  for (std::size_t byte : {0u, 7u, 8u, 71u}) {
    auto whole = *parse_note(note);
    whole.signatures.push_back(cosign(body, "one.example", one_key, at(1700000000)));
    whole.signatures.back().signature[byte] ^= 1;
    EXPECT_FALSE(open_checkpoint(format_note(whole), log, witnesses)) << byte;
    EXPECT_TRUE(open_checkpoint(format_note(whole), log)) << byte;
  }
}

TEST_F(CheckpointTest, A_cosignature_is_of_this_body_and_by_this_witness) {
  const auto line = cosign(body, "one.example", one_key, at(1679315147));
  EXPECT_EQ(*verify_cosignature(body, line, one), at(1679315147));
  EXPECT_FALSE(verify_cosignature(body + "extension\n", line, one));
  EXPECT_FALSE(verify_cosignature(body, line, two));
  // The log's own kind of signature is none.
  EXPECT_FALSE(verify_cosignature(body, sign_note(body, "one.example", one_key), one));
  auto longer = line;
  longer.signature.push_back(0);
  EXPECT_FALSE(verify_cosignature(body, longer, one));
}

TEST(Checkpoint, A_body_has_exactly_three_lines) {
  const auto root = to_base64(leaf_hash(as_bytes("root")).view());
  EXPECT_TRUE(parse_checkpoint("a.example\n0\n" + root + "\n"));
  EXPECT_TRUE(parse_checkpoint("a.example\n9223372036854775807\n" + root + "\n"));
  for (const auto& bad :
       {std::string(), "a.example\n0\n" + root, "a.example\n0\n" + root + "\nextension\n",
        "a.example\n0\n" + root + "\n\n", "\n0\n" + root + "\n", "a.example\n00\n" + root + "\n",
        "a.example\n+1\n" + root + "\n", "a.example\n-1\n" + root + "\n", "a.example\n\n" + root + "\n",
        "a.example\n9223372036854775808\n" + root + "\n", "a.example\n1 \n" + root + "\n",
        "a.example\n1\n" + root.substr(4) + "\n", "a.example\n1\n" + root.substr(0, 42) + "B=\n",
        std::string("a.example\n1\n\n")}) {
    EXPECT_FALSE(parse_checkpoint(bad)) << bad;
  }
}

TEST(Checkpoint, An_origin_is_an_address_without_scheme) {
  for (auto good : {"ruban.example.org/log", "localhost:8080/log", "x"})
    EXPECT_TRUE(parse_origin(good)) << good;
  for (auto bad : {"", "https://ruban.example.org/log", "ruban.example.org/log/", "/log", "a+b", "a b",
                   "a\u00a0b", "a\n"}) {
    EXPECT_FALSE(parse_origin(bad)) << bad;
  }
  EXPECT_FALSE(parse_origin(std::string(201, 'a')));
}

}  // namespace
}  // namespace ruban::ledger
