// SPDX-License-Identifier: AGPL-3.0-or-later
// The organisers' commands on an instance, one after the other, as processes that come and go.
#include "cli/commands.h"

#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <thread>

#include "cli/record_change.h"
#include "cli/test_terminal.h"

namespace ruban::cli::test {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;
using service::test::kToml;
using service::test::must;
using service::test::replaced;
using testing::HasSubstr;

class Commanding : public testing::Test {
 protected:
  Commanding() {
    write_letter(letter_, service::test::folder());
    EXPECT_EQ(run({"init", "--url", "https://ruban.example.org"}), 0);
  }
  // With --data.
  int run(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--data", data_});
    return terminal_.run(arguments, doors_);
  }
  // Signs as somebody on the server would; gives the index.
  EntryIndex sign(const std::string& email) {
    TestInstance it(data_);
    must(it.sequencer().start());
    const auto letter = must(it.registry().letters().find("close-the-mine"));
    const auto visit = it.signed_visit(*letter, email);
    it.sequence();
    return it.index_of(*letter, visit);
  }
  std::string by_list() {
    return replaced(std::string(kToml), "method = \"email-any\"", "method = \"email-list\"");
  }

  TestFolder folder_;
  fs::path letter_ = folder_.path() / "letter", data_ = folder_.path() / "data";
  TestTerminal terminal_{folder_.path() / "pins"};
  Doors doors_ = test_doors();
};

TEST_F(Commanding, A_sound_letter_is_checked) {
  EXPECT_EQ(terminal_.run({"letter", "check", letter_}), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("close-the-mine v1 (en): no fault found."));
  EXPECT_THAT(terminal_.out(), HasSubstr(to_hex(letter::text_hash(service::test::folder()).view())));
  EXPECT_EQ(terminal_.run({"letter", "check", letter_, "--json"}), 0);
  EXPECT_TRUE(json::parse(terminal_.out()).at("sound").as_bool());
}

TEST_F(Commanding, Every_fault_of_a_letter_is_told_with_its_place_and_its_remedy) {
  write(letter_ / "letter.toml", replaced(std::string(kToml), "comments =", "coments ="));
  write(letter_ / "en.md", "# A title\n\n![a picture](x.png)\n");
  write(letter_ / "notes.txt", "x");
  EXPECT_EQ(terminal_.run({"letter", "check", letter_}), 1);
  EXPECT_THAT(terminal_.out(), HasSubstr("letter.toml:4: "));
  EXPECT_THAT(terminal_.out(), HasSubstr("\"comments\""));
  EXPECT_THAT(terminal_.out(), HasSubstr("en.md:3: "));
  EXPECT_THAT(terminal_.out(), HasSubstr("notes.txt"));
  EXPECT_EQ(terminal_.run({"letter", "check", letter_, "--json"}), 1);
  const auto report = json::parse(terminal_.out());
  EXPECT_FALSE(report.at("sound").as_bool());
  EXPECT_GE(report.at("faults").as_array().size(), 3U);
  EXPECT_NE(report.at("faults").at(0).at("instead").as_string(), "");
}

TEST_F(Commanding, A_letter_is_published_listed_and_closed) {
  EXPECT_EQ(run({"letter", "list"}), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("No letter is published here yet"));
  EXPECT_EQ(run({"letter", "publish", letter_}), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("close-the-mine v1 is published: entry 0"));
  EXPECT_THAT(terminal_.out(), HasSubstr("https://ruban.example.org/letters/close-the-mine"));
  sign("grace@example.org");

  EXPECT_EQ(run({"letter", "list"}), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("close-the-mine v1: open"));
  EXPECT_THAT(terminal_.out(), HasSubstr("neighbour: 1 by name"));
  EXPECT_EQ(run({"letter", "list", "--json"}), 0);
  const auto listed = json::parse(terminal_.out()).at("letters").at(0);
  EXPECT_EQ(listed.at("classes").at(1).at("standing").at("named").as_int64(), 1);

  EXPECT_EQ(run({"letter", "close", "close-the-mine", "--state", "withdrawn"}), 0);
  EXPECT_EQ(run({"letter", "close", "close-the-mine"}), 1);
  run({"letter", "list"});
  EXPECT_THAT(terminal_.out(), HasSubstr("close-the-mine v1: withdrawn"));
}

TEST_F(Commanding, A_letter_with_faults_is_not_published) {
  fs::remove(letter_ / "en.md");
  EXPECT_EQ(run({"letter", "publish", letter_}), 1);
  EXPECT_THAT(terminal_.out(), HasSubstr("en.md"));
  EXPECT_EQ(run({"letter", "publish", folder_.path() / "none"}), 1);
  run({"letter", "list"});
  EXPECT_THAT(terminal_.out(), HasSubstr("No letter"));
}

TEST_F(Commanding, A_letter_is_published_once) {
  EXPECT_EQ(run({"letter", "publish", letter_}), 0);
  EXPECT_EQ(run({"letter", "publish", letter_}), 1);
  EXPECT_THAT(terminal_.err(), HasSubstr("There is a letter of this slug already."));
}

TEST_F(Commanding, A_list_that_holds_other_things_is_told_by_line_and_without_what_it_says) {
  write(letter_ / "letter.toml", by_list());
  write(folder_.path() / "staff", "# staff\nada@mine.example\n\nnobody at all\n");
  EXPECT_EQ(
      run({"letter", "publish", letter_, "--list", "neighbour-email=" + (folder_.path() / "staff").string()}),
      1);
  EXPECT_THAT(terminal_.err(), HasSubstr("staff:4: "));
  EXPECT_THAT(terminal_.err(), testing::Not(HasSubstr("nobody")));
  write(folder_.path() / "staff", "# staff\nada@mine.example\nADA@mine.example # again\n");
  EXPECT_EQ(
      run({"letter", "publish", letter_, "--list", "neighbour-email=" + (folder_.path() / "staff").string()}),
      0);
  EXPECT_THAT(terminal_.out(), HasSubstr("1 different addresses may sign."));
}

TEST_F(Commanding, Lists_that_are_wrong_are_refused) {
  write(letter_ / "letter.toml", by_list());
  write(folder_.path() / "staff", "ada@mine.example\n");
  write(folder_.path() / "empty", "# nobody\n");
  const auto staff = (folder_.path() / "staff").string();
  const std::vector<std::vector<std::string>> wrong{
      {},
      {"neighbour-email"},
      {"=" + staff},
      {"neighbour-email="},
      {"neighbour-email=" + staff + "x"},
      {"neighbour-email=" + (folder_.path() / "empty").string()},
      {"miner-email=" + staff},
      {"neighbour-email=" + staff, "neighbour-email=" + staff}};
  for (const auto& lists : wrong) {
    std::vector<std::string> arguments{"letter", "publish", letter_};
    for (const auto& list : lists) arguments.insert(arguments.end(), {"--list", list});
    EXPECT_EQ(run(arguments), 1) << testing::PrintToString(lists);
  }
}

TEST_F(Commanding, A_signature_is_taken_down_once_and_only_if_it_exists) {
  run({"letter", "publish", letter_});
  const auto index = std::to_string(sign("grace@example.org"));
  EXPECT_EQ(run({"letter", "takedown", "close-the-mine", "9999", "--reason", "test"}), 1);
  EXPECT_EQ(run({"letter", "takedown", "another", index, "--reason", "test"}), 1);
  EXPECT_EQ(run({"letter", "takedown", "close-the-mine", index, "--reason", "abuse"}), 0);
  EXPECT_EQ(run({"letter", "takedown", "close-the-mine", index, "--reason", "abuse"}), 1);
  run({"letter", "list"});
  EXPECT_THAT(terminal_.out(), HasSubstr("0 by name, 0 anonymous, 0 withdrawn, 1 taken down"));
}

TEST_F(Commanding, A_server_that_runs_does_the_work) {
  TestInstance server(data_);
  must(server.sequencer().start());
  std::jthread runner([&](std::stop_token stop) { (void)server.sequencer().run(stop); });
  EXPECT_EQ(run({"letter", "publish", letter_}), 0);
  EXPECT_TRUE(server.registry().letters().find("close-the-mine"));
  EXPECT_EQ(run({"letter", "close", "close-the-mine"}), 0);
  EXPECT_EQ(run({"rebuild"}), 1);
  EXPECT_THAT(terminal_.err(), HasSubstr("Stop it, then rebuild."));
}

TEST_F(Commanding, A_server_that_does_not_answer_is_told) {
  TestInstance server(data_);
  must(server.sequencer().start());
  OpenTest here(data_, server.clock.at);
  auto change = must(RecordChange::begin(here));
  const auto outcome =
      change.finish([] { return false; }, {std::chrono::milliseconds(20), std::chrono::milliseconds(5)});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, Kind::busy);
}

TEST_F(Commanding, What_a_server_left_undone_is_done_when_it_is_gone) {
  run({"letter", "publish", letter_});
  auto server = std::make_unique<TestInstance>(data_);
  must(server->sequencer().start());
  OpenTest here(data_, server->clock.at);
  auto change = must(RecordChange::begin(here));  // waits for the server
  const auto letter = must(here.registry().letters().find("close-the-mine"));
  must(service::end_letter(here.registry().instance(), here.registry().keys(), *letter,
                           ledger::LetterEnd::closed));
  server.reset();
  must(change.finish(
      [&] { return here.registry().instance().store.letters().letter(letter->id())->end.has_value(); },
      {std::chrono::milliseconds(20), std::chrono::milliseconds(5)}));
}

TEST_F(Commanding, A_record_that_may_not_be_written_is_left_alone) {
  run({"letter", "publish", letter_});
  fs::remove(data_ / "checkpoint.published");
  EXPECT_EQ(run({"letter", "close", "close-the-mine"}), 1);
  EXPECT_THAT(terminal_.err(), HasSubstr("checkpoint.published"));
  run({"letter", "list"});
  EXPECT_THAT(terminal_.out(), HasSubstr("close-the-mine v1: open"));
}

TEST_F(Commanding, A_backup_is_restored_and_closes_what_was_open) {
  run({"letter", "publish", letter_});
  sign("grace@example.org");
  const auto backup = folder_.path() / "backup", other = folder_.path() / "other";
  EXPECT_EQ(run({"backup", backup}), 0);
  EXPECT_EQ(run({"backup", backup}), 1);   // it exists
  EXPECT_EQ(run({"restore", backup}), 1);  // there is a store
  EXPECT_EQ(terminal_.run({"restore", folder_.path() / "none", "--data", other}, doors_), 1);
  EXPECT_EQ(terminal_.run({"restore", letter_ / "en.md", "--data", other}, doors_), 1);
  EXPECT_EQ(terminal_.run({"restore", backup, "--data", other}, doors_), 0);
  for (const auto* beside : {"keys", "instance.key", "checkpoint.published"}) {
    fs::copy(data_ / beside, other / beside, fs::copy_options::recursive);
  }
  EXPECT_EQ(terminal_.run({"letter", "list", "--data", other}, doors_), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("neighbour: 1 by name"));
}

TEST_F(Commanding, Rebuilding_tells_the_figures) {
  run({"letter", "publish", letter_});
  sign("grace@example.org");
  EXPECT_EQ(run({"rebuild"}), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("close-the-mine v1: neighbour-email: 1 by name"));
  EXPECT_THAT(terminal_.out(), HasSubstr("every figure was right"));
}

TEST_F(Commanding, A_sound_instance_is_sound) {
  run({"letter", "publish", letter_});
  fs::permissions(data_, fs::perms::owner_all);
  EXPECT_EQ(run({"doctor"}), 0) << terminal_.out();
  EXPECT_THAT(terminal_.out(), HasSubstr("fits its checkpoint"));
  EXPECT_THAT(terminal_.out(), HasSubstr("1 letter is open for signatures."));
  EXPECT_EQ(run({"doctor", "--json"}), 0);
  EXPECT_TRUE(json::parse(terminal_.out()).at("sound").as_bool());
}

TEST_F(Commanding, A_doctor_finds_what_is_wrong) {
  run({"letter", "publish", letter_});
  fs::permissions(data_, fs::perms::owner_all | fs::perms::others_read);
  EXPECT_EQ(run({"doctor"}), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("chmod 700"));

  for (const auto& key : fs::directory_iterator(data_ / "keys")) {
    if (key.path().filename().string().starts_with("issuer.")) fs::remove(key.path());
  }
  EXPECT_EQ(run({"doctor"}), 1);
  EXPECT_THAT(terminal_.out(), HasSubstr("its keys aren't there"));

  const auto published = slurp(data_ / "checkpoint.published");
  fs::remove(data_ / "checkpoint.published");
  EXPECT_EQ(run({"doctor"}), 1);
  EXPECT_THAT(terminal_.out(), HasSubstr("checkpoint.published is missing"));
  write(data_ / "checkpoint.published", "nonsense");
  EXPECT_EQ(run({"doctor"}), 1);
  EXPECT_THAT(terminal_.out(), HasSubstr("isn't signed by this record's key"));
  write(data_ / "checkpoint.published", published);

  EXPECT_EQ(terminal_.run({"doctor", "--data", folder_.path() / "none"}, doors_), 1);
  EXPECT_THAT(terminal_.out(), HasSubstr("There is no instance."));
}

TEST_F(Commanding, A_doctor_sees_a_clock_and_mails_that_stand_still) {
  run({"letter", "publish", letter_});
  {
    TestInstance it(data_);
    const auto letter = must(it.registry().letters().find("close-the-mine"));
    EXPECT_TRUE(it.request(*letter, it.new_visit(), it.visit(*letter, "grace@example.org")).empty());
  }
  doors_ = test_doors(service::test::SetClock().at + std::chrono::minutes(40));
  EXPECT_EQ(run({"doctor"}), 1);
  EXPECT_THAT(terminal_.out(), HasSubstr("The oldest mail has waited for 40 minutes."));
  doors_ = test_doors(service::test::SetClock().at - std::chrono::minutes(40));
  EXPECT_EQ(run({"doctor"}), 1);
  EXPECT_THAT(terminal_.out(), HasSubstr("The clock lies behind"));
}

}  // namespace
}  // namespace ruban::cli::test
