// SPDX-License-Identifier: AGPL-3.0-or-later
// From the folder to the audit: what was done is what a stranger counts.
#include "service/test_instance.h"
#include "service/test_source.h"

namespace ruban::service::test {
namespace {

class WholeStory : public ServiceTest {};

TEST_F(WholeStory, A_stranger_counts_what_was_done) {
  const auto letter = it.publish(folder());
  std::vector<Visit> neighbours;
  for (int i = 0; i < 300; ++i) {  // more than a tile
    neighbours.push_back(it.signed_visit(*letter, "signer" + std::to_string(i) + "@example.org"));
    if (i % 50 == 0) {
      it.clock.at += 61s;
      it.sequence();
    }
  }
  it.signed_visit(*letter, "ada@mine.example", "miner-email", "Ada Example");
  it.sequence();
  WithdrawSignature withdraw(it.instance(), it.registry().keys());
  for (int i : {3, 5, 8}) {
    Visit by_key;
    by_key.uploaded_key_file = neighbours[static_cast<std::size_t>(i)].key_file;
    must(withdraw(*letter, by_key, {it.index_of(*letter, neighbours[static_cast<std::size_t>(i)])}, i == 3));
  }
  must(take_down(it.instance(), *letter, it.index_of(*letter, neighbours[13]), ledger::TakedownReason::test));
  it.clock.at += 61s;
  it.sequence();
  it.clock.at += 61s;
  it.sequence();

  const auto report = audit_now(it.registry());
  EXPECT_TRUE(report.passed());
  EXPECT_TRUE(report.findings.empty());
  EXPECT_TRUE(report.problems.empty());
  EXPECT_EQ(report.signatures_verified, 301U);
  ASSERT_EQ(report.letters.size(), 1U);
  const auto& l = report.letters[0];
  EXPECT_TRUE(l.agrees);
  EXPECT_TRUE(l.text_matches);
  EXPECT_EQ(l.counts, (std::vector<audit::IssuerCount>{{"miner-email", "miner", 1, 0, 0, 0},
                                                       {"neighbour-email", "neighbour", 296, 0, 3, 1}}));
  EXPECT_EQ(l.texts_checked, 297U);
  EXPECT_EQ(l.texts_erased, 2U);
  EXPECT_EQ(l.texts_absent, 0U);
  EXPECT_EQ(l.letter.issued.at(1), 251U);  // before the end it is told in steps of no less than fifty
}

}  // namespace
}  // namespace ruban::service::test
