// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "audit/audit.h"
#include "audit/test_source.h"

namespace ruban::audit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A source that can go away, and remembers what it was asked for.
class FlakySource final : public Source {
 public:
  explicit FlakySource(MemorySource& source) : source_(source) {}

  std::optional<ledger::TileId> broken;  // can't be fetched
  std::set<ledger::TileId> asked;

  Result<Bytes> read(const ledger::TileId& id) override {
    if (id == broken) return fail(Kind::busy, "The server is away.");
    asked.insert(id);
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
};

constexpr std::uint32_t kFirst = 5, kLater = 4;  // signatures
constexpr TreeSize kBulk = 5000;                 // entries between

// A letter with signatures at the beginning and at the end of a record of several batches.
class Auditing : public testing::Test {
 protected:
  Auditing() {
    static const MemorySource made = [] {
      MemorySource out;
      out.add(letter());
      for (std::uint32_t i = 1; i <= kFirst; ++i) out.add(sign(i));
      out.add(by_signer<ledger::WithdrawEntry>(id_of(letter()), 2, signer_key(2)));
      out.entries.push_back("not an entry");
      for (TreeSize i = 0; i < kBulk; ++i) out.add(client(i));
      out.publish();
      return out;
    }();
    source = made;
  }

  static ledger::LetterEntry letter() { return letter_entry("mine", {issuer_line(0)}); }
  static ledger::SignEntry sign(std::uint32_t signer) {
    const bool anonymous = signer % 2 == 0;
    return sign_entry(id_of(letter()), issuer_key(0), signer_key(signer), "employee-email",
                      anonymous ? ledger::Mode::anon : ledger::Mode::named);
  }
  static ledger::ClientEntry client(TreeSize i) {
    return {fmt::format("{}", i), crypto::sha256("x"), minute("2018-06-20T10:00Z")};
  }
  static ledger::TallyEntry tally(TreeSize size, std::uint64_t named, std::uint64_t anon,
                                  std::uint64_t withdrawn) {
    return {
        id_of(letter()), size, {{"employee-email", named, anon, withdrawn, 0}}, minute("2018-06-20T10:00Z")};
  }
  void grow() {
    for (std::uint32_t i = 1; i <= kLater; ++i) source.add(sign(kFirst + i));
    source.add(by_signer<ledger::WithdrawEntry>(id_of(letter()), 3, signer_key(3)));
    source.add(sign(1));  // once more: doesn't count
    source.add(tally(kBulk, 3, 1, 1));
    source.publish();
  }
  static Options record_only() {
    Options out;
    out.check_texts = out.compare_counts = out.check_client = false;
    out.threads = 1;
    return out;
  }
  // Audits `from`, and writes to `journal`.
  Result<Report> run(Source& from) {
    Auditor auditor(from, policy, record_only());
    const auto before = journal.empty() ? std::nullopt : std::optional(must_read());
    auto writer =
        before ? JournalWriter(before->chain) : JournalWriter(std::string_view("ruban.example.org/log"));
    if (before) {
      journal.resize(before->whole);
      auto gone_on = auditor.go_on_from(must_read());
      if (!gone_on) return tl::unexpected(gone_on.error());
    } else {
      journal = writer.head();
    }
    auditor.write_down(std::move(writer),
                       [&](ByteView part) { journal.insert(journal.end(), part.begin(), part.end()); });
    return auditor.run();
  }
  Journal must_read() const {
    auto out = read_journal(journal);
    CHECK(out.has_value());
    return *std::move(out);
  }

  MemorySource source;
  const ledger::Policy policy = MemorySource::policy();
  Bytes journal;
};

void expect_same(const Report& a, const Report& b) {
  EXPECT_EQ(a.findings, b.findings);
  EXPECT_EQ(a.entry_bytes, b.entry_bytes);
  EXPECT_EQ(a.signatures_verified, b.signatures_verified);
  ASSERT_EQ(a.letters.size(), b.letters.size());
  for (std::size_t i = 0; i < a.letters.size(); ++i) {
    EXPECT_EQ(a.letters[i].counts, b.letters[i].counts);
    EXPECT_EQ(a.letters[i].letter.id, b.letters[i].letter.id);
    EXPECT_EQ(a.letters[i].letter.accepted, b.letters[i].letter.accepted);
    EXPECT_EQ(a.letters[i].texts_absent, b.letters[i].texts_absent);
  }
}

TEST_F(Auditing, An_interrupted_audit_goes_on_where_it_stopped) {
  grow();
  FlakySource flaky(source);
  flaky.broken = ledger::TileId{ledger::kEntryLevel, 17, 256};
  const auto broken = run(flaky);
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().kind, Kind::busy);
  const auto kept = must_read();
  EXPECT_EQ(kept.replayed.recount.size(), 16 * 256u);
  ASSERT_EQ(kept.checkpoints.size(), 1u);
  EXPECT_FALSE(kept.checkpoints[0].audited);

  flaky.broken.reset();
  flaky.asked.clear();
  const auto resumed = run(flaky);
  ASSERT_TRUE(resumed) << resumed.error().message;
  EXPECT_EQ(resumed->begun_at, 16 * 256u);
  for (const auto& id : flaky.asked) EXPECT_FALSE(id.level == ledger::kEntryLevel && id.n < 16) << id.n;
  expect_same(*resumed, *audit(source, policy, record_only()));
  EXPECT_EQ(must_read().replayed.recount.size(), source.entries.size());
  EXPECT_TRUE(must_read().checkpoints.back().audited);
}

TEST_F(Auditing, An_auditor_that_lost_its_source_can_be_run_again) {
  grow();
  FlakySource flaky(source);
  Auditor auditor(flaky, policy, record_only());
  for (std::uint64_t n : {0u, 9u, 19u}) {
    flaky.broken = ledger::TileId{ledger::kEntryLevel, n, ledger::tile_width(-1, n, source.entries.size())};
    EXPECT_EQ(auditor.run().error().kind, Kind::busy);
  }
  flaky.broken = ledger::TileId{1, 0, 19};
  EXPECT_EQ(auditor.run().error().kind, Kind::busy);
  flaky.broken.reset();
  expect_same(*auditor.run(), *audit(source, policy, record_only()));
}

TEST_F(Auditing, A_record_that_grew_is_gone_on_with) {
  ASSERT_TRUE(run(source));
  const auto old_size = source.entries.size();
  grow();
  FlakySource flaky(source);
  const auto report = run(flaky);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_TRUE(report->passed());
  EXPECT_EQ(report->begun_at, old_size);
  expect_same(*report, *audit(source, policy, record_only()));
  EXPECT_THAT(report->letters[0].counts, ElementsAre(IssuerCount{"employee-email", "employee", 4, 3, 2, 0}));
  // Entries of one bundle, and hashes of the right edge.
  for (const auto& id : flaky.asked) EXPECT_GE((id.n + 1) << (8 * (std::max(id.level, 0) + 1)), old_size);
}

TEST_F(Auditing, The_same_auditor_follows_a_record) {
  Auditor auditor(source, policy, record_only());
  ASSERT_TRUE(auditor.run());
  EXPECT_EQ(auditor.run()->begun_at, source.entries.size());
  grow();
  const auto report = auditor.run();
  ASSERT_TRUE(report);
  expect_same(*report, *audit(source, policy, record_only()));
}

TEST_F(Auditing, A_tally_of_the_past_is_recounted_after_going_on) {
  ASSERT_TRUE(run(source));
  for (auto [named, weight] : {std::pair(3u, Weight::remark), {4u, Weight::alarm}}) {
    auto grown = source;
    grown.add(tally(6, 3, 2, 0));  // before the withdrawal
    grown.add(tally(kBulk, named, 1, 1));
    grown.publish();
    auto copy = journal;
    const auto report = run(grown);
    journal = copy;
    ASSERT_TRUE(report);
    EXPECT_EQ(report->alarms(), weight == Weight::alarm ? 1u : 0u);
  }
}

TEST_F(Auditing, A_fork_is_found_with_both_its_checkpoints) {
  const auto first = *run(source);
  auto fork = source;
  fork.entries[100] = ledger::format_entry(client(4711));
  for (auto more : {0, 1, 300}) {
    for (int i = 0; i < more; ++i) fork.add(client(1));
    fork.publish();
    auto copy = journal;
    const auto report = run(fork);
    EXPECT_EQ(journal, copy);  // and nothing of it is written down
    ASSERT_TRUE(report) << more;
    EXPECT_FALSE(report->passed());
    ASSERT_TRUE(report->contradiction);
    EXPECT_EQ(report->contradiction->what, Contradiction::What::forked);
    EXPECT_EQ(report->contradiction->before.note, first.served.note);
    EXPECT_EQ(report->contradiction->now.note, fork.texts.at("checkpoint"));
    EXPECT_THAT(report->letters, IsEmpty());
  }
}

TEST_F(Auditing, A_record_that_went_back_is_found) {
  const auto before = source;
  grow();
  ASSERT_TRUE(run(source));
  auto earlier = before;
  auto report = run(earlier);
  ASSERT_TRUE(report && report->contradiction);
  EXPECT_EQ(report->contradiction->what, Contradiction::What::went_back);
  EXPECT_EQ(report->contradiction->before.checkpoint.size, source.entries.size());
  EXPECT_FALSE(report->passed());
  // With the tiles of the former size at hand it shows that other entries were put in their place.
  earlier.entries[7] = ledger::format_entry(client(4711));
  earlier.publish();
  source.texts["checkpoint"] = earlier.texts["checkpoint"];
  report = run(source);
  ASSERT_TRUE(report && report->contradiction);
  EXPECT_EQ(report->contradiction->what, Contradiction::What::forked);
}

TEST_F(Auditing, A_changed_tile_is_no_fork) {
  ASSERT_TRUE(run(source));
  grow();
  source.tiles.at({0, 19, ledger::tile_width(0, 19, source.entries.size())})[40] ^= 1;
  EXPECT_FALSE(run(source));
  source.publish();
  source.tiles.at({1, 0, 19})[40] ^= 1;
  const auto report = run(source);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, Kind::invalid);
}

TEST_F(Auditing, A_state_that_does_not_fit_is_refused) {
  FlakySource flaky(source);
  flaky.broken = ledger::TileId{ledger::kEntryLevel, 10, 256};
  EXPECT_FALSE(run(flaky));
  // Another record with the same key, whose earlier checkpoint nobody kept: no signed contradiction.
  auto kept = must_read();
  kept.checkpoints.clear();
  auto other = source;
  other.entries[3] = ledger::format_entry(client(4711));
  other.publish();
  Auditor auditor(other, policy, record_only());
  ASSERT_TRUE(auditor.go_on_from(kept));
  const auto report = auditor.run();
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, Kind::conflict);
  // A record that has fewer entries than the state.
  other.entries.resize(3);
  other.publish();
  Auditor smaller(other, policy, record_only());
  ASSERT_TRUE(smaller.go_on_from(kept));
  EXPECT_EQ(smaller.run().error().kind, Kind::conflict);
  // Another key.
  kept = must_read();
  const auto other_key =
      ledger::Policy::of(ledger::VerifierKey::make("ruban.example.org/log", ledger::KeyType::ed25519,
                                                   signer_key(7).public_key()),
                         "");
  Auditor of_other_key(source, other_key, record_only());
  EXPECT_EQ(of_other_key.go_on_from(kept).error().kind, Kind::conflict);
}

TEST_F(Auditing, Only_what_is_new_can_be_looked_at) {
  const auto since = ledger::judge_checkpoint(source.texts.at("checkpoint"), policy)->opened.checkpoint;
  grow();
  auto broken = sign(60);
  broken.sig.bytes[5] ^= 1;
  source.add(broken);
  source.entries.push_back("not an entry");
  auto second = letter_entry("second", {issuer_line(1)});
  source.add(second);
  source.add(sign_entry(id_of(second), issuer_key(1), signer_key(9)));
  source.add(sign_entry(id_of(second), issuer_key(0), signer_key(10)));
  source.publish();
  FlakySource flaky(source);
  Auditor auditor(flaky, policy, record_only());
  auditor.look_only_after(since);
  const auto report = auditor.run();
  ASSERT_TRUE(report) << report.error().message;
  ASSERT_TRUE(report->only_new);
  const auto& found = *report->only_new;
  EXPECT_EQ(found.from, since.size);
  EXPECT_EQ(found.to, source.entries.size());
  EXPECT_EQ(found.own_key, kLater + 1);
  EXPECT_EQ(found.proven, 1u);
  EXPECT_EQ(found.types.at("sign"), kLater + 4);
  EXPECT_EQ(found.types.at("tally"), 1u);
  EXPECT_EQ(found.types.count("client"), 0u);
  const auto n = since.size + kLater + 3;
  EXPECT_THAT(report->findings,
              ElementsAre(Finding{n, Reason::wrong_signature}, Finding{n + 1, Reason::not_an_entry},
                          Finding{n + 4, Reason::wrong_credential}));
  EXPECT_THAT(report->letters, IsEmpty());
  EXPECT_TRUE(report->passed());
  for (const auto& id : flaky.asked) EXPECT_GE((id.n + 1) << (8 * (std::max(id.level, 0) + 1)), since.size);

  // From a checkpoint that isn't this record's.
  Auditor other(source, policy, record_only());
  other.look_only_after({since.origin, since.size, crypto::sha256("x")});
  EXPECT_EQ(other.run().error().kind, Kind::conflict);
}

}  // namespace
}  // namespace ruban::audit
