// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/policy.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ledger/merkle.h"
#include "ledger/test_keys.h"

namespace ruban::ledger {
namespace {

const std::string kOrigin = "ruban.example.org/log";

VerifierKey log_key() { return VerifierKey::make(kOrigin, KeyType::ed25519, numbered_key(1).public_key()); }
std::string name_of(int i) { return fmt::format("w{}", i); }
VerifierKey witness_key(int i) {
  return VerifierKey::make(name_of(i) + ".example", KeyType::cosignature,
                           numbered_key(static_cast<std::uint8_t>(10 + i)).public_key());
}
std::string log_line() { return "log " + log_key().text() + " https://ruban.example.org/log\n"; }
std::string witness_line(int i) { return "witness " + name_of(i) + " " + witness_key(i).text() + "\n"; }

bool is_met(const Policy& policy, std::initializer_list<int> witnesses) {
  std::vector<Cosigned> cosigned;
  for (int i : witnesses) cosigned.push_back({witness_key(i), Instant(std::chrono::seconds(1))});
  return policy.quorum_met(cosigned);
}

TEST(Policy, Groups_of_groups_are_met_as_the_specification_says) {
  const auto policy =
      Policy::parse("# two organisations\n\n" + log_line() + witness_line(1) + witness_line(2) +
                    witness_line(3) + "  group X\t2 w1 w2 w3\n" + witness_line(4) + witness_line(5) +
                    "group Y any w4 w5\ngroup both all X Y\nquorum both\n");
  ASSERT_TRUE(policy) << policy.error().field << policy.error().message;
  EXPECT_TRUE(is_met(*policy, {1, 3, 5}));
  EXPECT_TRUE(is_met(*policy, {1, 2, 3, 4, 5}));
  EXPECT_FALSE(is_met(*policy, {1, 2, 3}));
  EXPECT_FALSE(is_met(*policy, {1, 4, 5}));
  EXPECT_FALSE(is_met(*policy, {}));
  EXPECT_EQ(*Policy::parse(policy->text()), *policy);
  ASSERT_EQ(policy->logs().size(), 1u);
  EXPECT_EQ(policy->logs()[0].url, "https://ruban.example.org/log");
}

TEST(Policy, A_single_witness_or_none_may_be_the_quorum) {
  const auto one = *Policy::parse(log_line() + witness_line(1) + witness_line(2) + "quorum w2\n");
  EXPECT_TRUE(is_met(one, {2}));
  EXPECT_FALSE(is_met(one, {1}));
  const auto none = Policy::of(log_key(), "https://ruban.example.org/log");
  EXPECT_TRUE(is_met(none, {}));
  EXPECT_EQ(none.text(), log_line() + "quorum none\n");
  EXPECT_EQ(*Policy::parse(none.text()), none);
}

TEST(Policy, What_breaks_a_rule_is_refused_with_its_line) {
  const auto quorum = std::string("quorum none\n");
  const auto w1 = witness_line(1), w2 = witness_line(2);
  const struct {
    std::string text, field;
  } cases[] = {
      {"", ""},                                                                // no quorum
      {log_line(), ""},                                                        // no quorum
      {quorum + quorum, "line 2"},                                             // two
      {"quorum w1\n" + w1, "line 1"},                                          // defined later
      {w1 + "quorum w2\n", "line 2"},                                          // never defined
      {w1 + "group g any w2\nquorum g\n", "line 2"},                           // member never defined
      {w1 + "group g any\nquorum g\n", "line 2"},                              // no member
      {w1 + "group g 2 w1\nquorum g\n", "line 2"},                             // k > n
      {w1 + "group g 0 w1\nquorum g\n", "line 2"},                             // k < 1
      {w1 + "group g 01 w1\nquorum g\n", "line 2"},                            // leading zero
      {w1 + "group g most w1\nquorum g\n", "line 2"},                          // no number
      {w1 + "group g any w1 w1\nquorum g\n", "line 2"},                        // a member twice
      {w1 + "group g any w1\ngroup h any w1\nquorum g\n", "line 3"},           // in two groups
      {w1 + "group w1 any w1\nquorum none\n", "line 2"},                       // a name twice
      {w1 + "group none any w1\nquorum none\n", "line 2"},                     // a reserved name
      {w1 + "group g any none\nquorum none\n", "line 2"},                      // a reserved member
      {w1 + w1 + quorum, "line 2"},                                            // the same witness
      {w1 + "witness w9 " + witness_key(1).text() + "\n" + quorum, "line 2"},  // the same key
      {log_line() + log_line() + quorum, "line 2"},                            // the same log
      {"log " + witness_key(1).text() + "\n" + quorum, "line 1"},              // a witness's key
      {"witness w " + log_key().text() + "\n" + quorum, "line 1"},             // a log's key
      {"log\n" + quorum, "line 1"},
      {"log a b c\n" + quorum, "line 1"},
      {"frog " + log_key().text() + "\n" + quorum, "line 1"},
      {"quorum none", ""},      // no line feed
      {"quorum none\r\n", ""},  // a control character
  };
  for (const auto& c : cases) {
    const auto policy = Policy::parse(c.text);
    ASSERT_FALSE(policy) << c.text;
    EXPECT_EQ(policy.error().field, c.field) << c.text;
  }
  EXPECT_EQ(Policy::parse(std::string(70000, '\n')).error().kind, Kind::too_large);
}

TEST(Policy, A_checkpoint_is_committed_or_witnessed_and_never_more_than_holds) {
  const auto key = numbered_key(1);
  const Checkpoint checkpoint{kOrigin, 9, leaf_hash(as_bytes("root"))};
  auto note = *parse_note(sign_checkpoint(checkpoint, key));
  const auto policy = *Policy::parse(log_line() + witness_line(1) + witness_line(2) + witness_line(3) +
                                     "group g 2 w1 w2 w3\nquorum g\n");
  const auto cosign_by = [&](int i) {
    note.signatures.push_back(cosign(note.text, name_of(i) + ".example",
                                     numbered_key(static_cast<std::uint8_t>(10 + i)),
                                     Instant(std::chrono::seconds(100 + i))));
  };
  auto judged = *judge_checkpoint(format_note(note), policy);
  EXPECT_EQ(judged.assurance, Assurance::committed);
  cosign_by(3);
  judged = *judge_checkpoint(format_note(note), policy);
  EXPECT_EQ(judged.assurance, Assurance::committed);
  EXPECT_EQ(judged.have, 1u);
  EXPECT_EQ(judged.of, 3u);
  cosign_by(1);
  judged = *judge_checkpoint(format_note(note), policy);
  EXPECT_EQ(judged.assurance, Assurance::witnessed);
  EXPECT_EQ(judged.have, 2u);
  // With nobody to witness, a checkpoint is the log's word alone.
  EXPECT_EQ(judge_checkpoint(format_note(note), Policy::of(log_key(), ""))->assurance, Assurance::committed);
  EXPECT_FALSE(judge_checkpoint(format_note(note), *Policy::parse(witness_line(1) + "quorum none\n")));
}

TEST(Policy, Each_key_of_a_record_must_have_signed_rightly_where_it_has_signed) {
  const auto next = VerifierKey::make(kOrigin, KeyType::ed25519, numbered_key(2).public_key());
  const std::string lines[] = {log_line(), fmt::format("log {}\n", next.text())};
  const Checkpoint checkpoint{kOrigin, 9, leaf_hash(as_bytes("root"))};
  const auto body = format_checkpoint(checkpoint);
  const auto line = [&](std::uint8_t key, std::string_view text) {
    return sign_note(text, kOrigin, numbered_key(key));
  };
  for (const auto& policy : {*Policy::parse(lines[0] + lines[1] + "quorum none\n"),
                             *Policy::parse(lines[1] + lines[0] + "quorum none\n")}) {
    const auto judged = [&](std::vector<NoteSignature> signatures) {
      return judge_checkpoint(format_note({body, std::move(signatures)}), policy).has_value();
    };
    EXPECT_TRUE(judged({line(1, body)}));
    EXPECT_TRUE(judged({line(2, body)}));
    EXPECT_TRUE(judged({line(1, body), line(2, body)}));
    EXPECT_FALSE(judged({line(1, body), line(2, "other\n")}));
    EXPECT_FALSE(judged({line(1, "other\n"), line(2, body)}));
    EXPECT_FALSE(judged({line(3, body)}));
  }
}

}  // namespace
}  // namespace ruban::ledger
