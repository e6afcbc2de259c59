// SPDX-License-Identifier: AGPL-3.0-or-later
#include "witness/witness.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <fstream>
#include <future>
#include <thread>

#include "witness/test_witness.h"

namespace ruban::witness {
namespace {

using test::TestLog;
using test::WitnessTest;
namespace fs = std::filesystem;

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST_F(WitnessTest, A_checkpoint_that_goes_on_from_the_last_is_cosigned) {
  auto w = witness();
  ASSERT_TRUE(w.check());
  for (const auto& [old, size] : {std::pair(0, 5), std::pair(5, 5), std::pair(5, 300), std::pair(300, 301)}) {
    clock_.at += std::chrono::seconds(10);
    const auto answer = w.add_checkpoint(log_.request(old, size));
    ASSERT_EQ(answer.status, 200) << answer.body;
    const auto lines = ledger::parse_signature_lines(answer.body);
    ASSERT_TRUE(lines);
    const auto text = ledger::parse_note(log_.note(size))->text;
    const auto line = ledger::find_cosignature(text, *lines, w.verifier(), clock_.at);
    ASSERT_TRUE(line) << line.error().message;
    EXPECT_EQ(*ledger::verify_cosignature(text, *line, w.verifier()), clock_.at);
  }
}

TEST_F(WitnessTest, What_it_cosigned_is_known_after_every_start) {
  ASSERT_EQ(witness().add_checkpoint(log_.request(0, 40)).status, 200);
  auto again = witness();
  ASSERT_TRUE(again.check());
  const auto stale = again.add_checkpoint(log_.request(0, 50));
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(stale.content_type, "text/x.tlog.size");
  EXPECT_EQ(stale.body, "40\n");
  EXPECT_EQ(again.add_checkpoint(log_.request(40, 50)).status, 200);
  EXPECT_EQ(witness().watched().at(0).seen.size, 50u);
}

TEST_F(WitnessTest, A_fork_is_refused_before_and_after_a_start) {
  auto w = witness();
  ASSERT_EQ(w.add_checkpoint(log_.request(0, 40)).status, 200);
  clock_.at += std::chrono::seconds(10);
  EXPECT_EQ(w.add_checkpoint(log_.request(40, 40, 30)).status, 422);
  EXPECT_EQ(w.add_checkpoint(log_.request(40, 60, 30)).status, 422);
  EXPECT_EQ(witness().add_checkpoint(log_.request(40, 60, 30)).status, 422);
  EXPECT_EQ(w.add_checkpoint(log_.request(40, 30)).status, 400);
  EXPECT_EQ(w.add_checkpoint(log_.request(30, 30)).status, 409);
  EXPECT_EQ(w.add_checkpoint(log_.request(40, 60)).status, 200);
}

TEST_F(WitnessTest, Strangers_and_rubbish_are_refused) {
  auto w = witness();
  EXPECT_EQ(w.add_checkpoint("").status, 400);
  EXPECT_EQ(w.add_checkpoint(std::string(1 << 20, 'a')).status, 400);
  EXPECT_EQ(w.add_checkpoint(TestLog("other.example.org/log").request(0, 3)).status, 404);
  EXPECT_EQ(w.add_checkpoint(TestLog("ruban.example.org/log", 2).request(0, 3)).status, 403);
  EXPECT_TRUE(slurp(seen()).empty());
}

TEST_F(WitnessTest, A_log_that_is_added_while_it_serves_is_known_at_once) {
  auto w = witness();
  const TestLog other("other.example.org/log", 2);
  ASSERT_EQ(w.add_checkpoint(other.request(0, 3)).status, 404);
  ASSERT_TRUE(logs_.add(other.verifier(), "https://other.example.org/log"));
  EXPECT_EQ(w.add_checkpoint(other.request(0, 3)).status, 200);
  EXPECT_EQ(w.watched().size(), 2u);
}

TEST_F(WitnessTest, A_log_is_added_once_and_under_one_key) {
  const auto url = "https://ruban.example.org/log";
  EXPECT_EQ(logs_.add(log_.verifier(), url).error().kind, Kind::conflict);
  EXPECT_EQ(logs_.add(TestLog("ruban.example.org/log", 2).verifier(), url).error().kind, Kind::conflict);
  EXPECT_FALSE(logs_.add(TestLog("b.example.org/log", 2).verifier(), "https://b.example.org/log x y"));
  EXPECT_EQ(logs_.all()->size(), 1u);
}

TEST_F(WitnessTest, Its_read_side_gives_the_note_with_both_signatures) {
  auto w = witness();
  const auto hash = hash_of_origin("ruban.example.org/log");
  EXPECT_EQ(w.checkpoint(hash).error().kind, Kind::not_found);
  ASSERT_EQ(w.add_checkpoint(log_.request(0, 7)).status, 200);
  const auto note = w.checkpoint(hash);
  ASSERT_TRUE(note);
  const auto key = w.verifier();
  const auto opened = ledger::open_checkpoint(*note, log_.verifier(), {&key, 1});
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->checkpoint.size, 7u);
  ASSERT_EQ(opened->cosigned.size(), 1u);
  EXPECT_EQ(opened->cosigned[0].time, clock_.at);
  EXPECT_EQ(w.checkpoint(hash_of_origin("other.example.org/log")).error().kind, Kind::not_found);
}

// Signature lines that others put beside are not kept: they could be anything.
TEST_F(WitnessTest, Foreign_lines_are_not_kept) {
  auto request = log_.request(0, 7);
  request += ledger::format_signature_line(
      ledger::cosign("x", "other.example", ledger::numbered_key(50), clock_.at));
  ASSERT_EQ(witness().add_checkpoint(request).status, 200);
  EXPECT_EQ(slurp(seen()).find("other.example"), std::string::npos);
}

TEST_F(WitnessTest, Without_its_memory_nothing_is_cosigned) {
  ASSERT_EQ(witness().add_checkpoint(log_.request(0, 40)).status, 200);
  const auto kept = slurp(seen());
  const auto restored = [&](std::string text) {
    std::ofstream(seen(), std::ios::binary) << text;
    auto w = witness();
    EXPECT_FALSE(w.check());
    return w.add_checkpoint(log_.request(40, 50)).status;
  };
  fs::remove(seen());
  EXPECT_FALSE(witness().check());
  EXPECT_EQ(witness().add_checkpoint(log_.request(0, 50)).status, 503);
  EXPECT_EQ(restored(kept.substr(0, kept.size() / 2)), 503);
  EXPECT_EQ(restored(log_.note(40)), 503);  // not ours
  auto other_size = kept;
  other_size.replace(other_size.find("\n40\n"), 4, "\n39\n");
  EXPECT_EQ(restored(other_size), 503);
  std::ofstream(seen(), std::ios::binary) << kept;
  EXPECT_EQ(witness().add_checkpoint(log_.request(40, 50)).status, 200);
}

TEST_F(WitnessTest, A_disk_that_takes_nothing_gets_no_cosignature_out) {
  auto w = witness();
  ASSERT_EQ(w.add_checkpoint(log_.request(0, 40)).status, 200);
  clock_.at += std::chrono::seconds(10);
  // A folder stands where the next state would be written.
  fs::create_directories(fs::path(seen().string() + ".part") / "x");
  const auto answer = w.add_checkpoint(log_.request(40, 50));
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.body.find("witness.example"), std::string::npos);
  fs::remove_all(seen().string() + ".part");
  EXPECT_EQ(w.add_checkpoint(log_.request(40, 50)).status, 503) << "nobody has looked at the disk since";
  EXPECT_EQ(witness().add_checkpoint(log_.request(40, 50)).status, 200);
}

TEST_F(WitnessTest, A_repeated_request_gets_the_same_line_without_a_write) {
  auto w = witness();
  const auto first = w.add_checkpoint(log_.request(0, 40));
  clock_.at += std::chrono::seconds(1);
  const auto before = fs::last_write_time(seen());
  EXPECT_EQ(w.add_checkpoint(log_.request(40, 40)).body, first.body);
  EXPECT_EQ(fs::last_write_time(seen()), before);
  clock_.at += std::chrono::seconds(9);
  EXPECT_NE(w.add_checkpoint(log_.request(40, 40)).body, first.body);
}

TEST_F(WitnessTest, A_clock_that_runs_backwards_a_little_gives_no_earlier_time) {
  auto w = witness();
  ASSERT_EQ(w.add_checkpoint(log_.request(0, 40)).status, 200);
  const auto first = clock_.at;
  clock_.at -= std::chrono::seconds(30);
  ASSERT_EQ(w.add_checkpoint(log_.request(40, 41)).status, 200);
  EXPECT_EQ(w.watched().at(0).time, first);
}

TEST_F(WitnessTest, A_clock_that_was_set_back_far_is_believed_again_and_nothing_that_was_seen_is_forgotten) {
  auto w = witness();
  ASSERT_EQ(w.add_checkpoint(log_.request(0, 40)).status, 200);
  clock_.at -= std::chrono::hours(24);
  EXPECT_EQ(w.add_checkpoint(log_.request(39, 39)).status, 409) << "smaller than what it has seen";
  EXPECT_EQ(w.add_checkpoint(log_.request(40, 60, 30)).status, 422) << "another history";
  EXPECT_EQ(w.add_checkpoint(log_.request(0, 41)).status, 409);
  const auto answer = w.add_checkpoint(log_.request(40, 41));
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(w.watched().at(0).time, clock_.at) << "what it signs is what its clock says";
  EXPECT_EQ(w.watched().at(0).seen.size, 41U);
}

TEST_F(WitnessTest, While_one_request_is_recounted_another_one_of_the_same_log_is_turned_away) {
  class Slow final : public Vouching {
   public:
    Result<void> vouch(const ledger::Policy::Log&, const ledger::Checkpoint&) override {
      begun.set_value();
      go_on.get_future().wait();
      return {};
    }
    std::promise<void> begun, go_on;
  } slow;
  auto w = witness(&slow);
  int first = 0;
  std::jthread asking([&] { first = w.add_checkpoint(log_.request(0, 3)).status; });
  slow.begun.get_future().wait();
  EXPECT_EQ(w.add_checkpoint(log_.request(0, 3)).status, 503);
  slow.go_on.set_value();
  asking.join();
  EXPECT_EQ(first, 200);
}

// However many ask at once: what was cosigned is one line of checkpoints, each going on from the one before.
TEST_F(WitnessTest, Of_two_branches_asked_for_at_once_one_is_cosigned) {
  auto w = witness();
  ASSERT_EQ(w.add_checkpoint(log_.request(0, 40)).status, 200);
  for (std::size_t size = 41; size < 60; ++size) {
    const auto one = log_.request(size - 1, size), other = log_.request(size - 1, size, size - 1);
    int ours = 0, forked = 0;
    {
      std::jthread a([&] { ours = w.add_checkpoint(one).status; });
      std::jthread b([&] { forked = w.add_checkpoint(other).status; });
    }
    EXPECT_EQ((ours == 200) + (forked == 200), 1) << ours << " " << forked;
    if (ours != 200) break;  // from here on the log's branch is the other one
  }
}

TEST_F(WitnessTest, Its_key_is_readable_by_nobody_else_and_never_replaced) {
  const auto file = folder_.path() / "witness.key";
  crypto::SystemRandom random;
  EXPECT_EQ(open_key(file).error().kind, Kind::not_found);
  EXPECT_EQ(make_key(file, "a witness", random).error().kind, Kind::invalid);
  ASSERT_TRUE(make_key(file, "witness.example/2026", random));
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  const auto key = open_key(file);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->name, "witness.example/2026");
  EXPECT_EQ(make_key(file, "witness.example/2027", random).error().kind, Kind::conflict);
  EXPECT_EQ(open_key(file)->verifier(), key->verifier());
  fs::permissions(file, fs::perms::group_read, fs::perm_options::add);
  EXPECT_EQ(open_key(file).error().kind, Kind::forbidden);
}

TEST_F(WitnessTest, A_spoilt_key_file_is_refused) {
  const auto file = folder_.path() / "witness.key";
  crypto::SystemRandom random;
  ASSERT_TRUE(make_key(file, "witness.example", random));
  const auto good = slurp(file);
  for (const auto& bad : {std::string(), good.substr(1), good.substr(0, good.size() - 1), good + "x",
                          good.substr(0, good.find("seed")), good + good}) {
    fs::remove(file);
    std::ofstream(file, std::ios::binary) << bad;
    ::chmod(file.c_str(), 0600);
    EXPECT_EQ(open_key(file).error().kind, Kind::invalid) << bad;
  }
}

}  // namespace
}  // namespace ruban::witness
