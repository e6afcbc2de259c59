// SPDX-License-Identifier: AGPL-3.0-or-later
#include "witness/recounter.h"

#include "witness/test_witness.h"

namespace ruban::witness {
namespace {

using namespace std::chrono_literals;
using audit::MemorySource;

// Every opened source is a view of one record that the test makes.
class View final : public audit::Source {
 public:
  explicit View(MemorySource& source, int& reads) : source_(source), reads_(reads) {}
  Result<Bytes> read(const ledger::TileId& id) override {
    ++reads_;
    return source_.read(id);
  }
  Result<std::string> checkpoint() override { return source_.checkpoint(); }
  Result<std::string> letters() override { return source_.letters(); }
  Result<std::string> count(std::string_view slug, std::uint64_t version) override {
    return source_.count(slug, version);
  }
  Result<std::string> letter_file(std::string_view slug, std::uint64_t version,
                                  std::string_view name) override {
    return source_.letter_file(slug, version, name);
  }
  Result<std::string> signatures(std::string_view slug, std::uint64_t version,
                                 std::optional<EntryIndex> after, unsigned limit) override {
    return source_.signatures(slug, version, after, limit);
  }
  Result<std::string> client_file(const Hash& sha256) override { return source_.client_file(sha256); }
  Result<std::string> at_path(std::string_view path) override { return source_.at_path(path); }

 private:
  MemorySource& source_;
  int& reads_;
};

class Recounting : public testing::Test {
 protected:
  Recounting() {
    record_.add(letter_);
    sign(5);
  }
  void sign(std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i) {
      record_.add(audit::sign_entry(audit::id_of(letter_), audit::issuer_key(0),
                                    audit::signer_key(static_cast<std::uint32_t>(record_.entries.size()))));
    }
  }
  void tally(std::uint64_t named) {
    ledger::TallyEntry entry;
    entry.letter = audit::id_of(letter_);
    entry.size = record_.entries.size();
    entry.counts = {{"employee-email", named, 0, 0, 0}};
    entry.time = audit::minute("2018-06-19T12:31Z");
    record_.add(entry);
  }
  ledger::Checkpoint published() {
    record_.publish();
    return ledger::judge_checkpoint(record_.texts["checkpoint"], MemorySource::policy())->opened.checkpoint;
  }
  OpenSource open() {
    return [this](const std::string&) -> Result<std::unique_ptr<audit::Source>> {
      return std::make_unique<View>(record_, reads_);
    };
  }
  // Read to the end.
  static Result<void> outcome(RecordRecount& recount, const ledger::Checkpoint& checkpoint) {
    while (!TRY(recount.advance(checkpoint))) {
    }
    return recount.judge();
  }

  ledger::LetterEntry letter_ = audit::letter_entry("letter", {audit::issuer_line(0)});
  MemorySource record_;
  int reads_ = 0;
  ledger::Policy::Log log_ = MemorySource::policy().logs()[0];
};

TEST_F(Recounting, A_record_whose_tallies_hold_is_vouched_for) {
  tally(5);
  RecordRecount recount(log_, open(), 2);
  EXPECT_TRUE(outcome(recount, published()));
}

TEST_F(Recounting, Only_what_is_new_is_fetched) {
  sign(600);
  RecordRecount recount(log_, open(), 2);
  ASSERT_TRUE(outcome(recount, published()));
  EXPECT_EQ(reads_, 3);
  reads_ = 0;
  sign(10);
  tally(615);
  ASSERT_TRUE(outcome(recount, published()));
  EXPECT_EQ(reads_, 1);
  reads_ = 0;
  ASSERT_TRUE(outcome(recount, published()));
  EXPECT_EQ(reads_, 0);
}

TEST_F(Recounting, A_wrong_tally_is_never_vouched_for_again) {
  RecordRecount recount(log_, open(), 1);
  ASSERT_TRUE(outcome(recount, published()));
  tally(6);
  EXPECT_EQ(outcome(recount, published()).error().kind, Kind::forbidden);
  sign(1);
  EXPECT_EQ(outcome(recount, published()).error().kind, Kind::forbidden);
}

TEST_F(Recounting, An_invented_signature_counts_for_nothing_so_its_tally_is_wrong) {
  auto entry = audit::sign_entry(audit::id_of(letter_), audit::issuer_key(1), audit::signer_key(77));
  record_.add(entry);
  tally(6);
  RecordRecount recount(log_, open(), 1);
  EXPECT_EQ(outcome(recount, published()).error().kind, Kind::forbidden);
}

TEST_F(Recounting, Entries_of_another_record_are_refused_and_forgotten) {
  const auto checkpoint = published();
  const auto whole = record_.entries;
  record_.entries.pop_back();
  sign(1);
  record_.entries.back() = whole[1];
  published();
  RecordRecount recount(log_, open(), 1);
  EXPECT_EQ(outcome(recount, checkpoint).error().kind, Kind::invalid);
  record_.entries = whole;
  published();
  EXPECT_TRUE(outcome(recount, checkpoint));
}

TEST_F(Recounting, A_bundle_that_is_no_bundle_is_refused) {
  const auto checkpoint = published();
  for (auto& [id, bytes] : record_.tiles) bytes = Bytes(10, 0xFF);
  RecordRecount recount(log_, open(), 1);
  EXPECT_EQ(outcome(recount, checkpoint).error().kind, Kind::invalid);
  record_.tiles.clear();
  EXPECT_EQ(outcome(recount, checkpoint).error().kind, Kind::busy);
}

TEST_F(Recounting, A_request_is_told_to_come_again_until_the_record_is_read) {
  tally(5);
  const auto checkpoint = published();
  auto tiles = record_.tiles;
  record_.tiles.clear();
  Recounter recounter(open(), 5s, 2);
  EXPECT_EQ(recounter.vouch(log_, checkpoint).error().kind, Kind::busy);
  record_.tiles = tiles;
  EXPECT_TRUE(recounter.vouch(log_, checkpoint));
  EXPECT_TRUE(recounter.vouch(log_, checkpoint));
  tally(4);
  EXPECT_EQ(recounter.vouch(log_, published()).error().kind, Kind::forbidden);
}

TEST_F(Recounting, What_was_begun_ahead_needs_no_patience) {
  sign(300);
  const auto checkpoint = published();
  Recounter recounter(open(), 20s, 2);
  recounter.begin(log_, checkpoint);
  ASSERT_TRUE(recounter.vouch(log_, checkpoint));
  const auto reads = reads_;
  EXPECT_TRUE(recounter.vouch(log_, checkpoint));
  EXPECT_EQ(reads_, reads);
}

TEST_F(Recounting, A_witness_that_recounts_cosigns_what_it_has_recounted) {
  test::TestFolder folder;
  Logs logs(folder.path());
  logs.create();
  ASSERT_TRUE(logs.add(log_.key, "https://ruban.example.org/log"));
  test::SetClock clock;
  Recounter recounter(open(), 20s, 2);
  Witness witness(WitnessKey{"witness.example", ledger::numbered_key(99)}, logs, clock, &recounter);
  tally(5);
  published();
  EXPECT_EQ(
      witness.add_checkpoint(ledger::format_add_checkpoint({0, {}, record_.texts["checkpoint"]})).status,
      200);
  const auto old = record_.entries.size();
  tally(77);
  published();
  ledger::TileHashReader hashes(record_.entries.size(), record_);
  const auto proof = *ledger::prove_consistency(old, record_.entries.size(), hashes);
  const auto refused =
      witness.add_checkpoint(ledger::format_add_checkpoint({old, proof, record_.texts["checkpoint"]}));
  EXPECT_EQ(refused.status, 403);
  EXPECT_NE(refused.body.find("recounted"), std::string::npos);
  EXPECT_EQ(witness.watched().at(0).seen.size, old);
}

}  // namespace
}  // namespace ruban::witness
