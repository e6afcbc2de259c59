// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/publication.h"

#include <future>
#include <thread>

#include "ledger/tlog_proof.h"
#include "service/prove_entry.h"
#include "service/test_witnessed.h"

namespace ruban::service::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using Answer = WitnessDoor::Answer;

TEST_F(Witnessed, A_published_checkpoint_carries_the_cosignatures_of_all_who_answer) {
  reopen();
  grow();
  ASSERT_TRUE(publish());
  EXPECT_EQ(standing().have, 3U);
  EXPECT_EQ(standing().of, 3U);
  EXPECT_TRUE(standing().quorum);
  EXPECT_THAT(standing().recounted_by, testing::ElementsAre("three"));
  EXPECT_EQ(*store::PublishedFile(here_ / "checkpoint.published").read(),
            it->store().record().published_checkpoint()->note);
  grow();
  grow();
  pass(10s);
  ASSERT_TRUE(publish());
  EXPECT_EQ(one_.seen().size, committed());
  EXPECT_EQ(standing().have, 3U);
}

TEST_F(Witnessed, A_receipt_is_witnessed_when_the_quorum_holds) {
  reopen();
  grow();
  three_.dies();
  ASSERT_TRUE(publish());
  const auto& policy = it->sequencer().witnesses()->policy();
  const auto receipt = must(ledger::parse_tlog_proof(must(prove_entry(it->instance(), 0))));
  auto judged = must(ledger::verify_tlog_proof(receipt, *receipt.extra, policy));
  EXPECT_EQ(judged.assurance, ledger::Assurance::witnessed);
  EXPECT_EQ(judged.have, 2U);
  grow();
  two_.dies();
  pass(10s);
  ASSERT_TRUE(publish());
  const auto later = must(ledger::parse_tlog_proof(must(prove_entry(it->instance(), 1))));
  judged = must(ledger::verify_tlog_proof(later, *later.extra, policy));
  EXPECT_EQ(judged.assurance, ledger::Assurance::committed);
  EXPECT_FALSE(standing().quorum);
}

TEST_F(Witnessed, Without_any_witness_it_waits_a_minute_and_then_goes_on_log_only) {
  reopen();
  for (auto& w : all_) w.dies();
  grow();
  EXPECT_FALSE(publish());
  pass(59s);
  EXPECT_FALSE(publish());
  EXPECT_EQ(published(), 0U);
  pass(1s);
  EXPECT_TRUE(publish());
  EXPECT_EQ(published(), 1U);
  EXPECT_EQ(standing().have, 0U);
  // As long as they stay away, nobody waits a minute again.
  grow();
  pass(10s);
  EXPECT_TRUE(publish());
  // Once one has answered, the next silence is waited for anew.
  one_.behaves({});
  pass(600s);
  EXPECT_TRUE(publish());
  EXPECT_EQ(standing().have, 1U);
  one_.dies();
  grow();
  pass(10s);
  EXPECT_FALSE(publish());
}

TEST_F(Witnessed, A_late_cosignature_is_added_to_what_is_published) {
  reopen();
  three_.dies();
  grow();
  ASSERT_TRUE(publish());
  EXPECT_EQ(standing().have, 2U);
  const auto of_this_instant = [&, at = clock_.at] {
    return must(ledger::judge_checkpoint(it->store().record().published_at(at)->note,
                                         it->sequencer().witnesses()->policy()));
  };
  EXPECT_EQ(of_this_instant().have, 2U);
  three_.behaves({});
  const auto asked = one_.asked();
  pass(10s);
  const auto last = *it->store().record().last_checkpoint();
  ASSERT_TRUE(publish());
  EXPECT_EQ(standing().have, 3U);
  EXPECT_EQ(of_this_instant().have, 3U) << "of the count that was told before, too";
  EXPECT_EQ(one_.asked(), asked) << "who has signed isn't asked again";
  EXPECT_EQ(*it->store().record().last_checkpoint(), last);
}

TEST_F(Witnessed, A_record_that_stands_still_is_cosigned_anew_every_ten_minutes) {
  reopen();
  grow();
  ASSERT_TRUE(publish());
  const auto note = it->store().record().published_checkpoint()->note;
  pass(300s);
  ASSERT_TRUE(publish());
  EXPECT_EQ(it->store().record().published_checkpoint()->note, note);
  pass(300s);
  ASSERT_TRUE(publish());
  const auto newer = it->store().record().published_checkpoint()->note;
  EXPECT_NE(newer, note);
  const auto judged = must(ledger::judge_checkpoint(newer, it->sequencer().witnesses()->policy()));
  for (const auto& c : judged.opened.cosigned) EXPECT_EQ(c.time, clock_.at);
  EXPECT_EQ(it->store().record().published_at(clock_.at)->note, note) << "times of an instant don't move";
  reopen();
  pass(600s);
  ASSERT_TRUE(publish());
  EXPECT_NE(it->store().record().published_checkpoint()->note, newer);
  EXPECT_EQ(it->store().record().published_at(clock_.at)->note, note) << "nor after a start";
}

TEST_F(Witnessed, What_an_instant_has_stays_when_a_witness_leaves_the_policy) {
  reopen();
  grow();
  ASSERT_TRUE(publish());
  const auto note = it->store().record().published_at(clock_.at)->note;
  EXPECT_EQ(standing().have, 3U);
  left_ = "three";
  reopen();
  pass(600s);
  ASSERT_TRUE(publish());
  EXPECT_EQ(standing().have, 2U);
  EXPECT_EQ(it->store().record().published_at(clock_.at)->note, note);
  EXPECT_EQ(it->store().record().published_checkpoint()->note.find("three"), std::string::npos);
}

TEST_F(Witnessed, Without_them_what_follows_has_none_of_their_lines) {
  reopen();
  grow();
  ASSERT_TRUE(publish());
  const auto policy = it->sequencer().witnesses()->policy();
  alone_ = true;
  reopen();
  grow();
  ASSERT_TRUE(publish());
  auto& record = it->store().record();
  const auto newest = record.published_checkpoint();
  EXPECT_EQ(newest->size, committed());
  for (const auto& note : {newest->note, record.published_at(newest->time)->note})
    EXPECT_EQ(must(ledger::judge_checkpoint(note, policy)).have, 0U) << note;
}

// Each second without witnesses; they are asked every ten.
TEST_F(Witnessed, A_publication_is_due_a_second_after_the_last_and_ten_where_witnesses_are_asked) {
  reopen();
  grow();
  const auto last = *it->store().record().last_checkpoint();
  for (const bool watched : {false, true}) {
    Publication::Options options;
    options.steady = [this] { return steady_; };
    Publication one(it->instance(), it->sequencer().verifier(), store::PublishedFile(folder_.path() / "note"),
                    watched ? it->sequencer().witnesses() : nullptr, options);
    EXPECT_TRUE(one.is_due(last));
    ASSERT_TRUE(must(one.publish(last)));
    auto grown = last;
    ++grown.size;
    const std::chrono::milliseconds period = watched ? 10s : 1s;
    steady_ += period - 1ms;
    EXPECT_FALSE(one.is_due(grown));
    steady_ += 1ms;
    EXPECT_TRUE(one.is_due(grown));
  }
}

TEST_F(Witnessed, A_witness_that_names_another_size_is_asked_from_there) {
  reopen();
  grow();
  ASSERT_TRUE(publish());
  grow();
  reopen();  // nothing is remembered of the witnesses
  one_.behaves([n = 0](const std::string& path, const std::string&) mutable -> std::optional<Result<Answer>> {
    if (path == "/add-checkpoint" && n++ == 0) return Answer{409, "text/x.tlog.size", "1\n"};
    return std::nullopt;
  });
  ASSERT_TRUE(publish());
  EXPECT_EQ(standing().have, 3U);
  EXPECT_EQ(one_.seen().size, 2U);
}

TEST_F(Witnessed, Whatever_a_hostile_witness_answers_the_log_goes_on) {
  reopen();
  const auto log = it->sequencer().verifier();
  std::vector<Result<Answer>> rubbish;
  rubbish.emplace_back(Answer{200, "text/plain", ""});
  rubbish.emplace_back(Answer{200, "text/html", "<!doctype html>"});
  rubbish.emplace_back(Answer{200, "text/plain", std::string(200'000, 'x')});
  rubbish.emplace_back(Answer{200, "text/plain", [] {
                                std::string lines;
                                for (int i = 0; i < 10'000; ++i) lines += "— one AAAAAAA=\n";
                                return lines;
                              }()});
  rubbish.emplace_back(Answer{200, "text/plain",
                              ledger::format_signature_line(ledger::cosign(
                                  "another text\n", "one", ledger::numbered_key(10), clock_.at))});
  rubbish.emplace_back(Answer{302, "text/plain", ""});
  rubbish.emplace_back(Answer{500, "text/plain", "no\n"});
  rubbish.emplace_back(Answer{403, "text/plain", "no\n"});
  rubbish.emplace_back(Answer{404, "text/plain", "no\n"});
  rubbish.emplace_back(Answer{409, "text/x.tlog.size", "0\n"});
  rubbish.emplace_back(Answer{409, "text/x.tlog.size", "99999999\n"});
  rubbish.emplace_back(Answer{409, "text/x.tlog.size", "99999999999999999999999999\n"});
  rubbish.emplace_back(Answer{409, "text/plain", "I have seen a fork\n"});
  rubbish.emplace_back(Answer{422, "text/plain", "I have seen a fork\n"});
  rubbish.emplace_back(fail(Kind::busy, "The witness can't be reached."));
  for (const auto& answer : rubbish) {
    one_.behaves([&](const auto&, const auto&) { return std::optional(answer); });
    grow();
    pass(3600s);  // whatever rest it was given is over
    ASSERT_TRUE(publish());
    EXPECT_EQ(published(), committed());
    EXPECT_EQ(standing().have, 2U);
    EXPECT_TRUE(standing().quorum);
  }
}

TEST_F(Witnessed, A_size_beyond_ours_that_is_shown_by_another_key_proves_nothing) {
  reopen();
  grow();
  const auto stranger =
      ledger::sign_checkpoint({kOrigin, 99, ledger::empty_root()}, ledger::numbered_key(77));
  one_.behaves([&](const std::string& path, const std::string&) -> std::optional<Result<Answer>> {
    if (path == "/add-checkpoint") return Answer{409, "text/x.tlog.size", "99\n"};
    return Answer{200, "text/plain", stranger};
  });
  ASSERT_TRUE(publish());
  EXPECT_EQ(standing().have, 2U);
  reopen();  // and doesn't hinder a start
}

TEST_F(Witnessed, A_witness_that_fails_is_left_alone_for_longer_and_longer) {
  reopen();
  one_.dies();
  const auto asked = [&] {
    const auto before = one_.asked();
    grow();
    EXPECT_TRUE(publish());
    return one_.asked() > before;
  };
  EXPECT_TRUE(asked());
  pass(9s);
  EXPECT_FALSE(asked());
  pass(1s);
  EXPECT_TRUE(asked());
  pass(19s);
  EXPECT_FALSE(asked());
  pass(1s);
  EXPECT_TRUE(asked());
  one_.behaves({});
  pass(600s);
  EXPECT_TRUE(asked());
  EXPECT_EQ(standing().have, 3U);
}

TEST_F(Witnessed, A_cosignature_from_another_time_is_not_taken) {
  reopen();
  clock_.at += 10min;  // the witnesses' clock
  grow();
  EXPECT_FALSE(publish());
  clock_.at -= 10min;
  pass(10s);
  EXPECT_TRUE(publish());
  EXPECT_EQ(standing().have, 3U);
}

// A backup that is older than what the witnesses have cosigned.
TEST_F(Witnessed, A_rolled_back_store_is_refused_at_the_start_by_one_honest_witness) {
  reopen();
  grow();
  ASSERT_TRUE(publish());
  const auto older = copy_of_store();
  reopen();
  grow();
  pass(10s);
  ASSERT_TRUE(publish());
  one_.dies();
  two_.dies();
  open(older);  // with its own, older checkpoint.published
  const auto started = it->sequencer().start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().kind, Kind::conflict);
  EXPECT_THAT(std::string(started.error().message), HasSubstr("More was published"));
}

TEST_F(Witnessed, A_store_that_was_rolled_back_unseen_stops_when_a_witness_shows_it) {
  reopen();
  grow();
  ASSERT_TRUE(publish());
  const auto older = copy_of_store();
  reopen();
  grow();
  pass(10s);
  ASSERT_TRUE(publish());
  for (auto& w : all_) w.dies();
  open(older);
  ASSERT_TRUE(it->sequencer().start()) << "nobody could be asked";
  grow();
  EXPECT_FALSE(publish());
  two_.behaves({});
  pass(600s);
  const auto done = it->sequencer().publish();
  ASSERT_FALSE(done) << "the same size with another root";
  EXPECT_EQ(done.error().kind, Kind::conflict);
  EXPECT_THAT(std::string(done.error().message), HasSubstr("fork"));
}

TEST_F(Witnessed, Two_records_under_one_key_stop_the_one_that_comes_second) {
  reopen();
  grow();
  ASSERT_TRUE(publish());
  const auto twin = copy_of_store();
  reopen();
  grow();
  pass(10s);
  ASSERT_TRUE(publish());
  for (auto& w : all_) w.dies();
  open(twin);
  must(it->sequencer().start());
  grow();
  grow();
  grow();
  one_.behaves({});
  pass(600s);
  const auto done = it->sequencer().publish();
  ASSERT_FALSE(done);
  EXPECT_THAT(std::string(done.error().message), HasSubstr("fork"));
  EXPECT_EQ(published(), 1U) << "the fork was not published";
}

TEST_F(Witnessed, A_running_sequencer_ends_with_the_proof_of_a_fork) {
  reopen();
  grow();
  ASSERT_TRUE(publish());
  const auto twin = copy_of_store();
  reopen();
  grow();
  pass(10s);
  ASSERT_TRUE(publish());
  for (auto& w : all_) w.dies();
  open(twin);
  must(it->sequencer().start());
  grow();
  grow();
  for (auto& w : all_) w.behaves({});
  pass(600s);
  Result<void> ended;
  std::jthread runner([&](const std::stop_token& stop) { ended = it->sequencer().run(stop); });
  runner.join();  // of itself
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().kind, Kind::conflict);
}

TEST_F(Witnessed, A_slow_witness_keeps_no_commit_waiting) {
  reopen();
  std::mutex gate;
  std::unique_lock closed(gate);
  one_.behaves([&](const auto&, const auto&) -> std::optional<Result<Answer>> {
    const std::lock_guard wait(gate);
    return fail(Kind::busy, "too late");
  });
  Result<void> ended;
  std::jthread runner([&](const std::stop_token& stop) { ended = it->sequencer().run(stop); });
  for (int i = 0; i < 3; ++i) {
    must(it->try_publish(folder(replaced(std::string(kToml), "close-the-mine", fmt::format("slow-{}", i)))));
    const auto size = static_cast<TreeSize>(i + 1);
    for (int tries = 0; tries < 100; ++tries) {
      const auto last = it->store().record().last_checkpoint();
      if (last && last->size >= size) break;
      std::promise<void> round;
      it->sequencer().after_round([&] { round.set_value(); });
      round.get_future().wait();
    }
    EXPECT_GE(committed(), size);
  }
  EXPECT_EQ(published(), 0U);
  closed.unlock();
  runner.request_stop();
  runner.join();
  EXPECT_TRUE(ended);
  EXPECT_EQ(published(), committed());
}

TEST_F(Witnessed, A_letter_may_ask_for_witnesses_that_the_instance_asks) {
  reopen();
  const auto with_policy = [&](const std::string& policy) {
    return it->try_publish(folder(std::string(kToml) + "\n[witnesses]\npolicy = '''\n" + policy + "'''\n"));
  };
  const auto both = one_.policy_line() + two_.policy_line() + "group g all one two\nquorum g\n";
  TestWitness stranger("stranger", 44, clock_);
  EXPECT_EQ(with_policy(stranger.policy_line() + "quorum stranger\n").error().kind, Kind::conflict);
  EXPECT_EQ(with_policy("quorum nobody\n").error().kind, Kind::invalid);
  ASSERT_TRUE(with_policy(both));
  must(it->sequencer().step());
  const auto letter = must(it->registry().letters().find("close-the-mine"));
  EXPECT_EQ(letter->entry.witness_policy_sha256, crypto::sha256(both));
}

TEST(Witness_policy, Names_the_record_itself_and_whom_to_ask) {
  SetClock clock;
  TestWitness one("one", 10, clock), two("two", 11, clock);
  const auto log =
      ledger::VerifierKey::make(kOrigin, ledger::KeyType::ed25519, ledger::numbered_key(1).public_key());
  const auto other =
      ledger::VerifierKey::make(kOrigin, ledger::KeyType::ed25519, ledger::numbered_key(2).public_key());
  const auto read = [&](const std::string& text, const std::set<std::string>& promises = {}) {
    return instance_policy(text, log, "https://ruban.example.org/log", promises);
  };
  const auto lines = one.policy_line() + two.policy_line() + "group g any one two\nquorum g\n";
  const auto policy = must(read(lines));
  ASSERT_EQ(policy.logs().size(), 1U);
  EXPECT_EQ(policy.logs()[0].key, log);
  EXPECT_TRUE(read("log " + log.text() + "\n" + lines));
  EXPECT_TRUE(read(lines, {two.recount_promise()}));
  EXPECT_EQ(read(lines, {"two"}).error().field, "two");  // which anybody could say of it
  EXPECT_FALSE(read("log " + other.text() + "\n" + lines));
  EXPECT_FALSE(read(lines, {TestWitness("three", 12, clock).recount_promise()}));
  EXPECT_FALSE(read("quorum none\n"));
  EXPECT_FALSE(read(one.policy_line() + "quorum none\n"));
  EXPECT_FALSE(read("witness one " + one.verifier().text() + "\nquorum one\n"));
  EXPECT_FALSE(read("witness one " + one.verifier().text() + " ftp://one\nquorum one\n"));
  EXPECT_FALSE(read("rubbish\n"));
}

}  // namespace
}  // namespace ruban::service::test
