// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gmock/gmock.h>

#include <boost/json.hpp>

#include "cli/state_file.h"
#include "cli/test_copy.h"
#include "cli/test_terminal.h"
#include "tests/mail/child_process.h"

namespace ruban::cli::test {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;
using service::test::must;
using service::test::replaced;
using testing::HasSubstr;
using testing::Not;

// The same record three times: early, grown since, and grown otherwise since by whoever has its key.
class AuditingAgain : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    made_ = new TestFolder;
    const auto& at = made_->path();
    {
      TestInstance it(at / "instance");
      must(it.sequencer().start());
      sign(it, *it.publish(service::test::folder()), "ada@mine.example", "miner-email");
      save_copy(it.registry(), at / "early");
    }
    fs::copy(at / "instance", at / "forked-instance", fs::copy_options::recursive);
    grow(at / "instance", at / "grown", {"eve@example.org", "grace@example.org"});
    grow(at / "forked-instance", at / "forked",
         {"mallory@example.org", "trent@example.org", "bob@example.org"});
  }
  static void TearDownTestSuite() {
    delete made_;
    made_ = nullptr;
  }
  static void sign(TestInstance& it, const service::PublishedLetter& letter, const std::string& address,
                   const std::string& issuer = "neighbour-email") {
    it.signed_visit(letter, address, issuer);
    it.sequence();
  }
  static void grow(const fs::path& instance, const fs::path& copy, const std::vector<std::string>& signers) {
    TestInstance it(instance);
    must(it.sequencer().start());
    for (const auto& signer : signers) sign(it, *it.registry().letters().all().at(0), signer);
    save_copy(it.registry(), copy);
  }

  AuditingAgain() { show("early"); }

  // What the source has from now on.
  void show(const std::string& which) {
    fs::remove_all(source_);
    fs::copy(made_->path() / which, source_, fs::copy_options::recursive);
  }
  static std::string note_of(const std::string& which) {
    return slurp(made_->path() / which / "log/checkpoint");
  }
  static TreeSize size_of(const std::string& which) {
    const auto note = note_of(which);
    const auto from = note.find('\n') + 1;
    return std::stoull(note.substr(from, note.find('\n', from) - from));
  }
  int audit(std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"audit", source_, "--policy", source_ / "log/policy"});
    return terminal_.run(more);
  }
  int keeping(std::vector<std::string> more = {}) {
    more.insert(more.end(), {"--state", state_});
    return audit(more);
  }
  json::value report() const { return json::parse(terminal_.out()); }
  std::vector<fs::path> evidence() const {
    std::vector<fs::path> out;
    for (const auto& file : fs::directory_iterator(folder_.path())) {
      if (file.path().filename().string().starts_with("ruban.example.org%2Flog-2018-"))
        out.push_back(file.path());
    }
    std::ranges::sort(out);
    return out;
  }

  static inline TestFolder* made_ = nullptr;
  TestFolder folder_;
  fs::path source_ = folder_.path() / "source", state_ = folder_.path() / "kept.audit";
  fs::path kept_checkpoint_ = state_.string() + ".checkpoint";
  TestTerminal terminal_{folder_.path() / "pins"};
};

TEST_F(AuditingAgain, What_was_kept_is_gone_on_from_with_since) {
  ASSERT_EQ(keeping(), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("--since " + kept_checkpoint_.string()));
  EXPECT_EQ(slurp(kept_checkpoint_), note_of("early"));
  show("grown");
  ASSERT_EQ(keeping({"--since", kept_checkpoint_, "--json"}), 0) << terminal_.err();
  EXPECT_EQ(report().at("begun_at").to_number<TreeSize>(), size_of("early"));
  EXPECT_EQ(report().at("texts_from").to_number<TreeSize>(), size_of("early"));
  EXPECT_EQ(report().at("state").as_string(), state_.string());
  EXPECT_TRUE(report().at("only_new").is_null());
  const auto gone_on = report().as_object();
  ASSERT_EQ(audit({"--json"}), 0);
  auto whole = report().as_object();
  EXPECT_EQ(whole.at("begun_at").as_int64(), 0);
  EXPECT_EQ(whole.at("signatures_verified").as_int64(), 3);
  for (const char* same : {"root", "entry_bytes", "signatures_verified", "findings", "problems"}) {
    EXPECT_EQ(gone_on.at(same), whole.at(same)) << same;
  }
  EXPECT_EQ(gone_on.at("letters").at(0).at("issuers"), whole.at("letters").at(0).at("issuers"));
  EXPECT_EQ(gone_on.at("letters").at(0).at("texts_checked").as_int64(), 2);  // those since
  EXPECT_EQ(slurp(kept_checkpoint_), note_of("grown"));
  ASSERT_EQ(keeping({"--since", kept_checkpoint_}), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("were checked by an earlier audit of yours"));
}

TEST_F(AuditingAgain, Without_a_state_since_says_what_it_could_not_check) {
  write(folder_.path() / "since", note_of("early"));
  show("grown");
  ASSERT_EQ(audit({"--since", folder_.path() / "since"}), 0) << terminal_.err();
  EXPECT_THAT(terminal_.out(), HasSubstr("Not checked, because the entries before aren't known"));
  ASSERT_EQ(audit({"--since", folder_.path() / "since", "--json"}), 0);
  const auto only_new = report().at("only_new");
  EXPECT_EQ(only_new.at("from").to_number<TreeSize>(), size_of("early"));
  EXPECT_EQ(only_new.at("types").at("sign").as_int64(), 2);
  EXPECT_EQ(only_new.at("own_key").as_int64(), 2);
  EXPECT_EQ(only_new.at("proven").as_int64(), 0);
  EXPECT_TRUE(report().at("letters").as_array().empty());
  EXPECT_TRUE(report().at("state").is_null());
  // A state of another size doesn't help, and stays as it is.
  ASSERT_EQ(keeping(), 0);
  const auto kept = slurp(state_);
  ASSERT_EQ(keeping({"--since", folder_.path() / "since", "--json"}), 0);
  EXPECT_FALSE(report().at("only_new").is_null());
  EXPECT_EQ(slurp(state_), kept);
}

TEST_F(AuditingAgain, What_is_no_checkpoint_of_this_record_is_refused) {
  const auto since = folder_.path() / "since";
  for (const auto& text : {std::string("nonsense"), std::string(), note_of("early").substr(0, 60),
                           replaced(note_of("early"), "ruban.example.org", "other.example.org")}) {
    write(since, text);
    EXPECT_EQ(audit({"--since", since}), 1) << text;
    EXPECT_THAT(terminal_.err(), HasSubstr("isn't a checkpoint that the record's key has signed"));
  }
  EXPECT_EQ(audit({"--since", folder_.path() / "none"}), 1);
  EXPECT_EQ(audit({"--since", since, "--watch"}), 2);
  EXPECT_EQ(audit({"--every", "10"}), 2);
  EXPECT_EQ(audit({"--watch", "--every", "0"}), 2);
}

TEST_F(AuditingAgain, A_fork_is_refused_and_both_checkpoints_are_kept) {
  show("grown");
  ASSERT_EQ(keeping(), 0);
  show("forked");
  ASSERT_EQ(keeping(), 1);
  EXPECT_THAT(terminal_.out(), HasSubstr("FORK: "));
  const auto files = evidence();
  ASSERT_EQ(files.size(), 2u);
  EXPECT_EQ(slurp(files[0]), note_of("grown"));
  EXPECT_THAT(files[0].string(), testing::EndsWith("-before.checkpoint"));
  EXPECT_EQ(slurp(files[1]), note_of("forked"));
  EXPECT_THAT(terminal_.out(), HasSubstr("Evidence: " + files[0].string()));
  ASSERT_EQ(keeping({"--json"}), 1);
  EXPECT_EQ(report().at("contradiction").at("what").as_string(), "forked");
  EXPECT_EQ(report().at("contradiction").at("before").at("note").as_string(), note_of("grown"));
  EXPECT_EQ(report().at("evidence").as_array().size(), 2u);
  EXPECT_EQ(evidence().size(), 4u);  // nothing is written over
  show("grown");
  EXPECT_EQ(keeping(), 0);  // and the state is what it was
}

TEST_F(AuditingAgain, A_record_that_went_back_is_refused) {
  show("grown");
  ASSERT_EQ(keeping(), 0);
  show("early");
  ASSERT_EQ(keeping(), 1);
  EXPECT_THAT(terminal_.out(), HasSubstr("ROLLBACK: "));
  EXPECT_EQ(evidence().size(), 2u);
  EXPECT_EQ(audit(), 0);  // who kept nothing can't know
}

TEST_F(AuditingAgain, A_state_that_was_damaged_is_refused_and_left_alone) {
  ASSERT_EQ(keeping(), 0);
  const auto whole = slurp(state_);
  for (std::size_t at : {std::size_t{5}, std::size_t{60}, whole.size() / 2, whole.size() - 40}) {
    auto damaged = whole;
    damaged[at] ^= 1;
    write(state_, damaged);
    EXPECT_EQ(keeping(), 1) << at;
    EXPECT_THAT(terminal_.err(), HasSubstr(state_.string()));
    EXPECT_EQ(slurp(state_), damaged);
  }
  // Of a file that isn't a state at all nothing is lost.
  write(state_, "My novel.\n");
  EXPECT_EQ(keeping(), 1);
  EXPECT_EQ(slurp(state_), "My novel.\n");
  // What was cut off while it was written is written anew.
  for (std::size_t length : {std::size_t{0}, std::size_t{10}, std::size_t{50}, whole.size() - 10}) {
    write(state_, whole.substr(0, length));
    EXPECT_EQ(keeping(), 0) << length;
    EXPECT_GE(slurp(state_).size(), whole.size()) << length;
    EXPECT_EQ(must(must(StateFile::open(state_)).read())->replayed.recount.size(), size_of("early"));
  }
}

TEST_F(AuditingAgain, A_state_of_another_record_is_refused) {
  ASSERT_EQ(keeping(), 0);
  write(state_, replaced(slurp(state_), "ruban.example.org/log", "ruban.example.com/log"));
  EXPECT_EQ(keeping(), 1);
}

TEST_F(AuditingAgain, Two_audits_do_not_share_a_state) {
  const auto other = must(StateFile::open(state_));
  EXPECT_EQ(keeping(), 1);
  EXPECT_THAT(terminal_.err(), HasSubstr("Another audit is using this state"));
}

TEST_F(AuditingAgain, An_address_has_its_state_in_the_state_folder) {
  mail::test::ChildProcess server({"/usr/bin/env", "python3", RUBAN_CLI_TESTS "/folder_server.py", source_});
  const auto site = "http://127.0.0.1:" + server.read_line();
  const auto usual = folder_.path() / "state/ruban.example.org%2Flog.audit";
  ASSERT_EQ(terminal_.run({"audit", site}), 0);
  EXPECT_EQ(must(must(StateFile::open(usual)).read())->replayed.recount.size(), size_of("early"));
  show("grown");
  ASSERT_EQ(terminal_.run({"audit", site, "--since", usual.string() + ".checkpoint", "--json"}), 0);
  EXPECT_EQ(report().at("begun_at").to_number<TreeSize>(), size_of("early"));
  ASSERT_EQ(terminal_.run({"audit", site, "--json"}), 0);
  EXPECT_EQ(report().at("begun_at").as_int64(), 0);  // a finished one begins anew
  // A server that seems to have gone back is asked three times.
  int pauses = 0;
  terminal_.on_pause = [&] {
    if (++pauses == 2) show("grown");
  };
  show("early");
  EXPECT_EQ(terminal_.run({"audit", site}), 0);
  EXPECT_EQ(pauses, 2);
  terminal_.on_pause = [&] { ++pauses; };
  show("early");
  EXPECT_EQ(terminal_.run({"audit", site}), 1);
  EXPECT_EQ(pauses, 4);
  // While another audit runs there is none.
  const auto other = must(StateFile::open(usual));
  show("grown");
  EXPECT_EQ(terminal_.run({"audit", site}), 0);
  EXPECT_THAT(terminal_.err(), HasSubstr("keeps no state"));
}

class Watching : public AuditingAgain {
 protected:
  // Shows each in turn, one at each pause; then the watch has to end.
  int watch(std::vector<std::function<void()>> steps, std::vector<std::string> more = {}) {
    std::size_t next = 0;
    terminal_.on_pause = [&, steps] {
      if (next == steps.size()) throw std::runtime_error("the watch goes on");
      steps[next++]();
    };
    more.insert(more.begin(), {"--watch", "--every", "10"});
    const auto code = keeping(more);
    EXPECT_EQ(next, steps.size());
    return code;
  }
  std::function<void()> then(const std::string& which) {
    return [this, which] { show(which); };
  }
  void nothing_more() const { EXPECT_THAT(terminal_.err(), HasSubstr("the watch goes on")); }
};

TEST_F(Watching, Goes_on_as_long_as_all_is_sound) {
  EXPECT_EQ(watch({then("early"), then("grown"), then("grown")}), 3);
  nothing_more();
  EXPECT_THAT(terminal_.out(), HasSubstr("The audit passed."));
  EXPECT_THAT(terminal_.out(),
              HasSubstr(fmt::format("2018-06-25T10:00:20Z {} entries, 3 signatures verified: sound",
                                    size_of("grown"))));
  EXPECT_EQ(slurp(kept_checkpoint_), note_of("grown"));
  const auto kept = must(must(StateFile::open(state_)).read());
  std::set<std::string> seen;
  for (const auto& checkpoint : kept->checkpoints) seen.insert(checkpoint.note);
  EXPECT_EQ(seen, (std::set{note_of("early"), note_of("grown")}));
}

TEST_F(Watching, Ends_with_an_alarm_on_a_fork) {
  show("grown");
  EXPECT_EQ(watch({then("grown"), then("forked")}), 1);
  EXPECT_THAT(terminal_.err(), HasSubstr("ALARM 2018-06-25T10:00:20Z: FORK: "));
  ASSERT_EQ(evidence().size(), 2u);
  EXPECT_EQ(slurp(evidence()[0]), note_of("grown"));
  EXPECT_EQ(slurp(evidence()[1]), note_of("forked"));
}

TEST_F(Watching, Ends_with_an_alarm_on_a_rollback_also_one_while_it_did_not_look) {
  show("grown");
  EXPECT_EQ(watch({then("early")}), 1);
  EXPECT_THAT(terminal_.err(), HasSubstr("ROLLBACK: "));
  show("grown");
  EXPECT_EQ(watch({}), 3);
  nothing_more();
  show("early");
  EXPECT_EQ(watch({}), 1);
  EXPECT_THAT(terminal_.err(), HasSubstr("ROLLBACK: "));
}

TEST_F(Watching, Ends_with_an_alarm_when_a_count_is_wrong) {
  const auto lie = [this] {
    show("grown");
    const auto count = source_ / "api/v1/letters/close-the-mine/v1/count.json";
    write(count, replaced(slurp(count), "\"standing\":{\"named\":1,", "\"standing\":{\"named\":1000,"));
  };
  EXPECT_EQ(watch({lie}, {"--json"}), 1);
  EXPECT_THAT(terminal_.err(), HasSubstr("doesn't bear out what its server says"));
  const auto files = evidence();
  ASSERT_EQ(files.size(), 3u);
  EXPECT_EQ(slurp(files[0]), note_of("early"));
  EXPECT_EQ(slurp(files[1]), note_of("grown"));
  EXPECT_FALSE(json::parse(slurp(files[2])).at("passed").as_bool());
}

TEST_F(Watching, Ends_with_an_alarm_when_tiles_contradict_the_checkpoint_three_times) {
  const auto spoil = [this] {
    show("grown");
    const auto tile = source_ / "log" / ledger::tile_path({0, 0, static_cast<unsigned>(size_of("grown"))});
    auto bytes = slurp(tile);
    bytes.back() ^= 1;
    write(tile, bytes);
  };
  EXPECT_EQ(watch({spoil, spoil, spoil}), 1);
  EXPECT_THAT(terminal_.err(), HasSubstr("ALARM"));
  ASSERT_EQ(evidence().size(), 2u);
}

TEST_F(Watching, Waits_a_moment_when_tiles_do_not_fit_yet) {
  const auto half = [this] {
    show("grown");
    fs::remove_all(source_ / "log/tile");
    fs::copy(made_->path() / "early/log/tile", source_ / "log/tile", fs::copy_options::recursive);
  };
  EXPECT_EQ(watch({half, then("grown"), then("grown")}), 3);
  nothing_more();
  EXPECT_THAT(terminal_.out(), HasSubstr("sound"));
}

TEST_F(Watching, A_server_that_is_away_is_waited_for) {
  const auto away = [this] { fs::remove(source_ / "log/checkpoint"); };
  EXPECT_EQ(watch({away, away, then("grown"), away, then("forked")}), 1);
  EXPECT_THAT(terminal_.err(), HasSubstr("Waiting."));
  EXPECT_THAT(terminal_.err(), HasSubstr("FORK: "));
}

}  // namespace
}  // namespace ruban::cli::test
