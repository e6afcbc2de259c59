// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/rebuild.h"

#include <gmock/gmock.h>
#include <sqlite3.h>

#include "service/check_entries.h"
#include "service/test_instance.h"
#include "service/test_source.h"
#include "store/failure.h"

namespace ruban::service::test {
namespace {

// Everything that is derived from the record, as text.
std::string derived(TestInstance& it) {
  std::string out;
  auto& store = it.store();
  const auto size = store.record().last_checkpoint()->size;
  for (const auto& l : store.letters().letters()) {
    out += "letter " + to_hex(l.id.view()) + " " + std::to_string(l.index) + " " + l.slug + " " +
           std::to_string(l.version) + " " + format_rfc3339(l.published) + " " +
           std::to_string(l.replaced_by.value_or(0)) + " " +
           (l.end ? std::string(ledger::word(*l.end)) : "-") + " " + std::to_string(l.end_index.value_or(0)) +
           "\n";
    for (const auto& e : store.letters().events(l.id, 0, 1000, size)) {
      out += " event " + std::to_string(e.index) + " " + e.type + " " + format_rfc3339(e.time) + "\n";
    }
    for (TreeSize at = 0; at <= size; ++at) {
      for (const auto& c : store.signatures().counts(l.id, at)) {
        out += " count " + std::to_string(at) + " " + c.issuer + " " + std::to_string(c.named) + " " +
               std::to_string(c.anon) + " " + std::to_string(c.withdrawn) + " " +
               std::to_string(c.taken_down) + " " + std::to_string(c.kept) + "\n";
      }
    }
    for (const auto& s : store.signatures().list(l.id, std::nullopt, 1000, size)) {
      out += " signature " + std::to_string(s.index) + " " + s.issuer + " " + to_hex(s.key.view()) + " " +
             std::to_string(static_cast<int>(s.state)) + " " + to_hex(s.leaf.view()) + " " +
             format_rfc3339(s.epoch) + " " + std::to_string(s.kept.value_or(0)) + " " +
             (s.payload ? s.payload->text : "-") + "\n";
    }
    for (const auto& s : store.signatures().search(l.id, {"grace"}, std::nullopt, 100, size)) {
      out += " found " + std::to_string(s.index) + "\n";
    }
  }
  return out;
}

class Rebuilding : public ServiceTest {
 protected:
  Rebuilding() {
    const auto first = it.publish(folder());
    const auto grace = it.signed_visit(*first, "grace@example.org");
    const auto eve = it.signed_visit(*first, "eve@example.org", "neighbour-email", "Eve Example");
    it.signed_visit(*first, "ada@mine.example", "miner-email", "Ada Example");
    it.sequence();
    it.clock.at += 2min;
    Visit by_key;
    by_key.uploaded_key_file = grace.key_file;
    must(WithdrawSignature(it.instance(), it.registry().keys())(*first, by_key, {it.index_of(*first, grace)},
                                                                true));
    must(take_down(it.instance(), *first, it.index_of(*first, eve), ledger::TakedownReason::abuse));
    it.sequence();
    const auto second = it.publish(folder(
        replaced(std::string(kToml), "comments = true", "comments = true\nfollows = \"close-the-mine/v1\"")));
    it.signed_visit(*second, "grace@example.org");
    it.sequence();
    must(end_letter(it.instance(), it.registry().keys(),
                    *must(it.registry().letters().find("close-the-mine")), ledger::LetterEnd::closed));
    it.sequence();
    it.store().record().release_lease();
  }
  void tamper(const char* sql) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open((it.path() / store::sqlite::kDatabaseFile).c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
    EXPECT_GT(sqlite3_changes(db), 0);
    sqlite3_close(db);
  }
};

TEST_F(Rebuilding, The_commits_left_exactly_what_the_record_says) {
  const auto before = derived(it);
  TreeSize last_progress = 0;
  const auto rebuilt = must(rebuild(it.instance(), [&](TreeSize done, TreeSize) { last_progress = done; }));
  EXPECT_FALSE(rebuilt.changed());
  EXPECT_EQ(rebuilt.not_counted, 0U);
  EXPECT_EQ(rebuilt.entries, it.store().record().last_checkpoint()->size);
  EXPECT_EQ(last_progress, rebuilt.entries);
  EXPECT_EQ(rebuilt.letters.size(), 2U);
  EXPECT_EQ(derived(it), before);
}

TEST_F(Rebuilding, Wrong_figures_are_told_and_put_right) {
  const auto before = derived(it);
  tamper("UPDATE count_at SET named = named + 1000");
  EXPECT_NE(derived(it), before);
  const auto rebuilt = must(rebuild(it.instance()));
  EXPECT_TRUE(rebuilt.changed());
  EXPECT_GE(rebuilt.letters.at(0).before.at(0).named, 1000U);
  EXPECT_EQ(rebuilt.letters.at(0).after.at(0).named, 1U);
  EXPECT_EQ(derived(it), before);
}

TEST_F(Rebuilding, Missing_signatures_and_events_come_back) {
  const auto before = derived(it);
  tamper("DELETE FROM signature");
  tamper("DELETE FROM event");
  tamper("DELETE FROM name_word");
  must(rebuild(it.instance()));
  EXPECT_EQ(derived(it), before);
}

TEST_F(Rebuilding, Entries_that_do_not_give_the_root_change_nothing) {
  tamper(
      "UPDATE entry SET text = replace(text, 'via server', 'via client') WHERE text LIKE 'ruban/v1 sign%'");
  const auto before = derived(it);
  EXPECT_EQ(rebuild(it.instance()).error().kind, Kind::conflict);
  EXPECT_EQ(derived(it), before);
}

TEST_F(Rebuilding, No_record_goes_on_whose_newest_entries_were_altered) {
  const auto size = it.store().record().last_checkpoint()->size;
  EXPECT_EQ(first_altered(it.store().record(), 0, size), std::nullopt);
  tamper(
      "UPDATE entry SET text = replace(text, 'issuer miner', 'issuer m1ner') WHERE text LIKE 'ruban/v1 "
      "sign%'");
  const auto altered = first_altered(it.store().record(), 0, size);
  ASSERT_TRUE(altered);
  EXPECT_THAT(it.store().record().entries(*altered, 1).at(0), testing::HasSubstr("issuer m1ner"));
  EXPECT_EQ(it.sequencer().start().error().kind, Kind::conflict);
}

TEST_F(Rebuilding, A_letter_whose_entry_is_gone_is_a_broken_store) {
  tamper("DELETE FROM entry WHERE text LIKE 'ruban/v1 letter%'");
  EXPECT_THROW(Letters(it.store()), store::Broken);
  EXPECT_TRUE(first_altered(it.store().record(), 0, it.store().record().last_checkpoint()->size));
}

TEST_F(Rebuilding, A_running_server_is_not_disturbed) {
  TestInstance server(it.path());
  server.clock.at = it.clock.at;
  must(server.sequencer().start());
  EXPECT_EQ(rebuild(it.instance()).error().kind, Kind::busy);
}

TEST_F(Rebuilding, The_record_goes_on_afterwards) {
  must(rebuild(it.instance()));
  must(it.sequencer().start());
  const auto other =
      it.publish(folder(replaced(std::string(kToml), "slug = \"close-the-mine\"", "slug = \"other\"")));
  it.signed_visit(*other, "grace@example.org");
  it.sequence();
  EXPECT_TRUE(audit_now(it.registry()).passed());
}

}  // namespace
}  // namespace ruban::service::test
