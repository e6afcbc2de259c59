// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/sequencer.h"

#include <fstream>
#include <future>
#include <thread>

#include "service/count.h"
#include "service/test_instance.h"
#include "service/test_source.h"

namespace ruban::service::test {
namespace {

namespace fs = std::filesystem;

// Closed and opened again, as a process that ends and another that starts.
class Sequencing : public testing::Test {
 protected:
  void open(bool accept_rollback = false) {
    const auto at = it ? it->clock.at : SetClock().at;
    it.reset();
    it = std::make_unique<TestInstance>(folder_.path() / "here", accept_rollback);
    it->clock.at = at;
  }
  Result<void> start() { return it->sequencer().start(); }
  void reopen() {
    open();
    must(start());
  }
  LetterPointer letter() { return must(it->registry().letters().find("close-the-mine")); }
  fs::path copy_of_store() {
    const auto copy = folder_.path() / "copy";
    it.reset();  // so that the copy is whole
    fs::copy(folder_.path() / "here", copy, fs::copy_options::recursive);
    return copy;
  }
  // The store as it was, with what is outside of it as it is.
  void roll_back_to(const fs::path& copy) {
    it.reset();
    for (const auto& file : fs::directory_iterator(folder_.path() / "here")) {
      if (file.path().filename().string().starts_with("ruban.db")) fs::remove(file.path());
    }
    for (const auto& file : fs::directory_iterator(copy)) {
      if (file.path().filename().string().starts_with("ruban.db")) {
        fs::copy_file(file.path(), folder_.path() / "here" / file.path().filename());
      }
    }
  }

  TestFolder folder_;
  std::unique_ptr<TestInstance> it;
};

TEST_F(Sequencing, A_restart_goes_on_where_it_was) {
  reopen();
  it->publish(folder());
  it->signed_visit(*letter(), "grace@example.org");
  it->sequence();
  const auto before = *it->store().record().last_checkpoint();
  reopen();
  EXPECT_EQ(*it->store().record().last_checkpoint(), before);
  it->clock.at += 5min;
  it->signed_visit(*letter(), "eve@example.org");
  it->sequence();
  const auto report = audit_now(it->registry());
  EXPECT_TRUE(report.passed());
  EXPECT_EQ(report.letters.at(0).counts.at(1).named, 2U);
}

TEST_F(Sequencing, What_waits_survives_a_restart) {
  reopen();
  it->publish(folder());
  const auto visit = it->signed_visit(*letter(), "grace@example.org");
  reopen();
  EXPECT_TRUE(it->store().signatures().is_waiting(letter()->id(), *visit.key));
  it->sequence();
  EXPECT_TRUE(it->store().signatures().index_of(letter()->id(), *visit.key));
}

TEST_F(Sequencing, A_crash_between_commit_and_publication_heals) {
  reopen();
  it->publish(folder());
  it->signed_visit(*letter(), "grace@example.org");
  must(it->sequencer().step());
  const auto committed = *it->store().record().last_checkpoint();
  EXPECT_LT(it->store().record().published_checkpoint()->size, committed.size);
  reopen();
  must(it->sequencer().publish());
  EXPECT_EQ(it->store().record().published_checkpoint()->size, committed.size);
  EXPECT_EQ(it->store().record().published_checkpoint()->root, committed.root);
  EXPECT_TRUE(audit_now(it->registry()).passed());
}

TEST_F(Sequencing, A_crash_between_the_file_and_the_store_heals) {
  reopen();
  it->publish(folder());
  it->signed_visit(*letter(), "grace@example.org");
  must(it->sequencer().step());
  const auto committed = *it->store().record().last_checkpoint();
  store::PublishedFile(it->path() / "checkpoint.published").write(committed.note);
  reopen();
  must(it->sequencer().publish());
  EXPECT_EQ(it->store().record().published_checkpoint()->size, committed.size);
}

TEST_F(Sequencing, An_older_copy_of_the_store_is_refused) {
  reopen();
  it->publish(folder());
  const auto copy = copy_of_store();
  reopen();
  it->signed_visit(*letter(), "grace@example.org");
  it->sequence();
  roll_back_to(copy);
  open();
  EXPECT_EQ(start().error().kind, Kind::conflict);
}

TEST_F(Sequencing, Another_record_of_the_same_size_is_refused) {
  reopen();
  it->publish(folder());
  const auto copy = copy_of_store();
  reopen();
  it->signed_visit(*letter(), "grace@example.org");
  it->sequence();
  const auto published = *store::PublishedFile(it->path() / "checkpoint.published").read();
  roll_back_to(copy);
  fs::copy_file(copy / "checkpoint.published", folder_.path() / "here" / "checkpoint.published",
                fs::copy_options::overwrite_existing);
  reopen();
  it->signed_visit(*letter(), "eve@example.org");
  it->sequence();
  it.reset();
  store::PublishedFile(folder_.path() / "here" / "checkpoint.published").write(published);
  open();
  EXPECT_EQ(start().error().kind, Kind::conflict);
}

TEST_F(Sequencing, A_missing_memory_of_what_was_published_is_refused_unless_accepted) {
  reopen();
  it->publish(folder());
  it.reset();
  fs::remove(folder_.path() / "here" / "checkpoint.published");
  open();
  EXPECT_EQ(start().error().kind, Kind::conflict);
  open(true);
  EXPECT_TRUE(start());
  EXPECT_TRUE(it->sequencer().may_lack_entries());
  it->signed_visit(*letter(), "grace@example.org");
  it->sequence();
  reopen();
  EXPECT_TRUE(it->sequencer().may_lack_entries()) << "a start that wasn't told anything knows no more";
  const auto older = it->store().record().published_checkpoint()->note;
  it->signed_visit(*letter(), "ada@example.org");
  it->sequence();
  const auto newest = it->store().record().published_checkpoint()->note;
  open();
  EXPECT_TRUE(it->sequencer().start({newest}));
  EXPECT_TRUE(it->sequencer().may_lack_entries()) << "it may be a copy of this very record";
  open(true);
  EXPECT_TRUE(it->sequencer().start({older}));
  EXPECT_TRUE(it->sequencer().may_lack_entries()) << "it says nothing of what came later";
  open(true);
  EXPECT_TRUE(it->sequencer().start({newest}));
  EXPECT_FALSE(it->sequencer().may_lack_entries());
}

TEST_F(Sequencing, What_was_accepted_in_vain_puts_nothing_in_doubt) {
  reopen();
  it->publish(folder());
  open(true);
  EXPECT_TRUE(start());
  EXPECT_FALSE(it->sequencer().may_lack_entries());
}

TEST_F(Sequencing, Checkpoints_seen_elsewhere_count_as_much) {
  reopen();
  it->publish(folder());
  const auto copy = copy_of_store();
  reopen();
  it->signed_visit(*letter(), "grace@example.org");
  it->sequence();
  const auto newer = it->store().record().last_checkpoint()->note;
  roll_back_to(copy);
  fs::copy_file(copy / "checkpoint.published", folder_.path() / "here" / "checkpoint.published",
                fs::copy_options::overwrite_existing);
  open();
  EXPECT_EQ(it->sequencer().start({newer}).error().kind, Kind::conflict);
  open();
  EXPECT_EQ(it->sequencer().start({"not a checkpoint\n"}).error().kind, Kind::conflict);
  open();
  const auto own = it->store().record().last_checkpoint()->note;
  EXPECT_TRUE(it->sequencer().start({own}));
}

TEST_F(Sequencing, A_checkpoint_of_another_key_is_refused) {
  reopen();
  it->publish(folder());
  TestInstance other(folder_.path() / "other");
  must(other.sequencer().start());
  other.publish(folder());
  const auto foreign = other.store().record().last_checkpoint()->note;
  it.reset();
  store::PublishedFile(folder_.path() / "here" / "checkpoint.published").write(foreign);
  open();
  EXPECT_EQ(start().error().kind, Kind::conflict);
}

TEST_F(Sequencing, A_clock_that_was_set_back_is_refused) {
  reopen();
  it->publish(folder());
  open();
  it->clock.at -= 10min;
  EXPECT_EQ(start().error().kind, Kind::conflict);
}

TEST_F(Sequencing, Times_never_run_backwards_in_the_record) {
  reopen();
  it->publish(folder());
  it->clock.at -= 3min;  // a small step, as a time server makes it
  must(
      it->try_publish(folder(replaced(std::string(kToml), "slug = \"close-the-mine\"", "slug = \"other\""))));
  it->sequence();
  EXPECT_EQ(must(it->registry().letters().find("other"))->entry.time, letter()->entry.time);
}

TEST_F(Sequencing, Two_processes_cannot_write_one_record) {
  reopen();
  TestInstance second(it->path());
  EXPECT_EQ(second.sequencer().start().error().kind, Kind::busy);
  it.reset();
  EXPECT_TRUE(second.sequencer().start());
}

TEST_F(Sequencing, A_signature_that_was_accepted_in_time_counts_however_late_it_is_sequenced) {
  reopen();
  it->publish(folder(replaced(std::string(kToml), "opens = 2018-06-19T14:00:00Z",
                              "opens = 2018-06-19T14:00:00Z\ncloses = 2018-06-20T14:00:00Z")));
  const auto visit = it->signed_visit(*letter(), "grace@example.org");
  it->clock.at += 48h;  // the server stood still meanwhile
  reopen();
  it->sequence();
  const auto index = it->store().signatures().index_of(letter()->id(), *visit.key);
  ASSERT_TRUE(index);
  EXPECT_EQ(it->store().signatures().signature(letter()->id(), *index)->epoch,
            *parse_minute("2018-06-20T15:00Z"));
  EXPECT_TRUE(audit_now(it->registry()).passed());
}

TEST_F(Sequencing, A_tally_is_told_at_most_once_a_minute) {
  reopen();
  it->publish(folder());
  const auto tallies = [&] {
    const auto events = it->store().letters().events(letter()->id(), 0, 1000, 1000);
    return std::count_if(events.begin(), events.end(), [](const auto& e) { return e.type == "tally"; });
  };
  it->signed_visit(*letter(), "a@example.org");
  it->sequence();
  EXPECT_EQ(tallies(), 1);
  it->signed_visit(*letter(), "b@example.org");
  it->sequence();
  EXPECT_EQ(tallies(), 1);
  const auto count = count_letter(it->instance(), *letter(), *it->store().record().published_checkpoint());
  EXPECT_EQ(count.classes.at(1).named, 2U);
  EXPECT_FALSE(count.tally_index);
  it->clock.at += 1min;
  it->sequence();
  EXPECT_EQ(tallies(), 2);
  it->clock.at += 1min;
  it->sequence();  // nothing has moved
  EXPECT_EQ(tallies(), 2);
}

TEST_F(Sequencing, Nothing_is_written_when_nothing_waits) {
  reopen();
  EXPECT_FALSE(must(it->sequencer().step()));
  must(it->sequencer().publish());
  EXPECT_FALSE(it->store().record().last_checkpoint());
  EXPECT_FALSE(fs::exists(it->path() / "checkpoint.published"));
}

TEST_F(Sequencing, Running_it_sequences_and_publishes_until_it_is_stopped) {
  reopen();
  it->publish(folder());
  int published = 0;
  it->sequencer().on_published([&] { ++published; });
  Result<void> ended;
  {
    std::jthread runner([&](std::stop_token stop) { ended = it->sequencer().run(stop); });
    for (int i = 0; i < 20; ++i) it->signed_visit(*letter(), "signer" + std::to_string(i) + "@example.org");
  }
  EXPECT_TRUE(ended);
  EXPECT_GE(published, 1);
  EXPECT_EQ(it->store().record().published_checkpoint()->size, it->store().record().last_checkpoint()->size);
  EXPECT_EQ(count_letter(it->instance(), *letter(), *it->store().record().published_checkpoint())
                .classes.at(1)
                .named,
            20U);
  TestInstance next(it->path());
  EXPECT_TRUE(next.sequencer().start());  // the lease was given back
}

TEST_F(Sequencing, Who_waits_for_a_commit_is_called_after_it) {
  reopen();
  it->publish(folder());
  std::jthread runner([&](std::stop_token stop) { (void)it->sequencer().run(stop); });
  const auto visit = it->signed_visit(*letter(), "grace@example.org");
  for (int i = 0; i < 100 && !it->store().signatures().index_of(letter()->id(), *visit.key); ++i) {
    std::promise<void> round;
    it->sequencer().after_round([&] { round.set_value(); });
    round.get_future().wait();
  }
  EXPECT_TRUE(it->store().signatures().index_of(letter()->id(), *visit.key));
}

}  // namespace
}  // namespace ruban::service::test
