// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/count.h"

#include "ledger/tlog_proof.h"
#include "service/prove_entry.h"
#include "service/test_instance.h"

namespace ruban::service::test {
namespace {

class Counting : public ServiceTest {
 protected:
  std::uint64_t named_at(Instant at) {
    const auto checkpoint = must(checkpoint_at(it.instance(), *letter_, at));
    return count_letter(it.instance(), *letter_, checkpoint).classes.at(1).named;
  }
  void sign_at(Instant at, const std::string& email) {
    it.clock.at = at;
    it.signed_visit(*letter_, email);
    it.sequence();
  }

  LetterPointer letter_ = it.publish(folder());
  const Instant begin_ = it.clock.at;
};

TEST_F(Counting, Says_what_the_pages_showed_at_an_instant) {
  sign_at(begin_ + 10min, "a@example.org");
  sign_at(begin_ + 20min, "b@example.org");
  it.clock.at = begin_ + 1h;
  EXPECT_EQ(named_at(begin_ + 10min - 1s), 0U);
  EXPECT_EQ(named_at(begin_ + 10min), 1U);
  EXPECT_EQ(named_at(begin_ + 20min - 1s), 1U);
  EXPECT_EQ(named_at(begin_ + 20min), 2U);
  EXPECT_EQ(named_at(it.clock.at - 1s), 2U);
}

// A reporter who asks twice gets the same figure, whatever the clock does.
TEST_F(Counting, What_was_told_of_an_instant_never_changes) {
  sign_at(begin_ + 10min, "a@example.org");
  const auto now = it.clock.at;
  EXPECT_EQ(named_at(now), 1U) << "what is published has a date, and that has passed";
  sign_at(now, "b@example.org");  // in the same second
  EXPECT_EQ(named_at(now), 1U);
  EXPECT_EQ(named_at(now + 1s), 2U);
  sign_at(now - 5min, "c@example.org");  // the clock was set back
  EXPECT_EQ(named_at(now), 1U);
  EXPECT_EQ(named_at(now + 1s), 2U);
  EXPECT_EQ(named_at(it.store().record().published_checkpoint()->time), 3U);
  it.clock.at = now + 1h;
  EXPECT_EQ(checkpoint_at(it.instance(), *letter_, it.clock.at).error().kind, Kind::invalid)
      << "in this second something may still be published";
}

TEST_F(Counting, Knows_nothing_of_the_future_or_of_before_the_letter) {
  EXPECT_EQ(checkpoint_at(it.instance(), *letter_, it.clock.at + 1s).error().kind, Kind::invalid);
  const auto before = checkpoint_at(it.instance(), *letter_, letter_->entry.opens - 1s);
  EXPECT_EQ(before.error().kind, Kind::not_found);
  EXPECT_EQ(before.error().field, "at");
}

TEST_F(Counting, An_instant_is_proved_by_its_last_tally_under_the_checkpoint_of_then) {
  EXPECT_FALSE(
      last_tally(it.instance(), *letter_, must(checkpoint_at(it.instance(), *letter_, begin_)).size));
  sign_at(begin_ + 10min, "a@example.org");
  it.clock.at = begin_ + 11min;
  it.sequence();
  sign_at(begin_ + 20min, "b@example.org");
  it.clock.at = begin_ + 1h;
  it.sequence();
  const auto then = must(checkpoint_at(it.instance(), *letter_, begin_ + 15min));
  const auto tally = last_tally(it.instance(), *letter_, then.size);
  ASSERT_TRUE(tally);
  EXPECT_EQ(count_letter(it.instance(), *letter_, then).tally_index, tally);
  const auto proof = must(ledger::parse_tlog_proof(must(prove_entry(it.instance(), *tally, then))));
  EXPECT_EQ(proof.index, *tally);
  EXPECT_EQ(proof.checkpoint, then.note);
  const auto entry = must(ledger::parse_entry(as_text(*proof.extra)));
  EXPECT_EQ(std::get<ledger::TallyEntry>(entry).counts.at(1).named, 1U);
}

}  // namespace
}  // namespace ruban::service::test
