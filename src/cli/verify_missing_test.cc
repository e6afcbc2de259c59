// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gmock/gmock.h>

#include <boost/json.hpp>

#include "cli/test_copy.h"
#include "service/accept_signature.h"
#include "service/end_letter.h"
#include "service/test_signer.h"

namespace ruban::cli::test {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;
using service::test::must;
using service::test::replaced;
using service::test::TestSigner;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

std::string entry_of(const service::SignedStatement& statement,
                     const std::string& epoch = "2018-06-19T14:02Z") {
  return statement.lines + "epoch " + epoch + "\n";
}

// Three copies of one record: before the missing one was late, afterwards, and once the letter had ended.
class Missing : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    files_ = new TestFolder;
    const auto here = files_->path();
    TestInstance it(here / "instance");
    must(it.sequencer().start());
    auto toml =
        replaced(std::string(service::test::kToml), "modes = [\"named\"]", "modes = [\"named\", \"anon\"]");
    toml += "[privacy]\nepoch_seconds = 60\nmin_batch = 3\nmin_issued = 1\n";
    const auto letter = it.publish(service::test::folder(toml));
    service::IssueCredential issue(it.instance(), it.registry().keys());
    service::AnonymitySets sets(it.instance());
    service::AcceptSignature accept(it.instance(), sets);
    TestSigner grace(it, letter), vera(it, letter), hedy(it, letter);
    grace.get_credential(issue, "grace@example.org");
    vera.get_credential(issue, "vera@example.org");
    hedy.get_credential(issue, "hedy@example.org");
    must(accept(*letter, grace.statement()));
    it.sequence();
    write(here / "there.ruban-entry", entry_of(grace.statement()));
    write(here / "anonymous.ruban-entry", entry_of(vera.anonymous()));
    write(here / "named.ruban-entry", entry_of(hedy.statement("Hedy Example")));
    write(here / "otherwise.ruban-entry", entry_of(grace.anonymous()));
    auto forged = vera.anonymous();
    forged.lines = replaced(forged.lines, "mode anon", "mode named");
    write(here / "forged.ruban-entry", entry_of(forged));
    save_copy(it.registry(), here / "early");

    it.clock.at += 10min;
    it.signed_visit(*letter, "late@example.org");
    it.sequence();
    save_copy(it.registry(), here / "copy");

    must(service::end_letter(it.instance(), it.registry().keys(), *letter, ledger::LetterEnd::closed));
    it.sequence();
    save_copy(it.registry(), here / "ended");
  }
  static void TearDownTestSuite() {
    delete files_;
    files_ = nullptr;
  }

  static fs::path file(const std::string& name) { return files_->path() / name; }
  int missing(const fs::path& entry, const std::string& copy = "copy",
              const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"verify", "--missing", entry, "--site", file(copy)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return terminal_.run(arguments);
  }
  int missing_text(const std::string& text, const std::string& copy = "copy") {
    write(folder_.path() / "entry", text);
    return missing(folder_.path() / "entry", copy);
  }

  static inline TestFolder* files_ = nullptr;
  TestFolder folder_;
  TestTerminal terminal_{folder_.path() / "pins"};
};

TEST_F(Missing, A_good_entry_that_is_late_and_not_there_is_shown_to_be_missing) {
  EXPECT_EQ(missing(file("named.ruban-entry")), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("named.ruban-entry: verified"));
  EXPECT_THAT(terminal_.out(), HasSubstr("by name, of the issuer neighbour-email, for close-the-mine v1"));
  EXPECT_THAT(terminal_.out(), HasSubstr("Good, and missing"));
  EXPECT_THAT(terminal_.out(), HasSubstr("is the word of whoever holds the file"));
  EXPECT_THAT(terminal_.out(), Not(HasSubstr("at least 3 together")));
  EXPECT_THAT(terminal_.out(), HasSubstr("Committed: the server has signed the checkpoint"));
  EXPECT_EQ(terminal_.err(), "");
}

TEST_F(Missing, Of_an_anonymous_one_it_is_said_what_may_hold_it_back) {
  EXPECT_EQ(missing(file("anonymous.ruban-entry")), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("without a name"));
  EXPECT_THAT(terminal_.out(), HasSubstr("at least 3 together"));
  EXPECT_EQ(missing(file("anonymous.ruban-entry"), "ended"), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("The letter has ended, and what waited was published then."));
}

TEST_F(Missing, What_is_there_is_told_with_its_place) {
  EXPECT_EQ(missing(file("there.ruban-entry"), "copy", {"--json"}), 1);
  const auto out = json::parse(terminal_.out());
  EXPECT_FALSE(out.at("verified").as_bool());
  const auto& verdict = out.at("files").at(0);
  EXPECT_EQ(verdict.at("kind").as_string(), "entry");
  EXPECT_FALSE(verdict.at("missing").as_bool());
  const auto index = verdict.at("index").to_number<int>();
  EXPECT_EQ(missing(file("there.ruban-entry")), 1);
  EXPECT_THAT(terminal_.out(), HasSubstr("It isn't missing: it is entry " + std::to_string(index) + " of"));
}

TEST_F(Missing, A_copy_that_was_read_too_early_shows_nothing) {
  EXPECT_EQ(missing(file("anonymous.ruban-entry"), "early"), 1);
  EXPECT_THAT(terminal_.out(), HasSubstr("It is good, and isn't in the record. But it isn't late yet"));
  EXPECT_THAT(terminal_.out(), HasSubstr("2018-06-19T14:04:00Z, two epochs later"));
  // By its record's clock, not by that of whoever looks at it.
  EXPECT_THAT(terminal_.out(), HasSubstr("this record was read up to 2018-06-19T14:0"));
  const auto text = slurp(file("anonymous.ruban-entry"));
  EXPECT_EQ(missing_text(replaced(text, "epoch 2018-06-19T14:02Z", "epoch 2018-06-19T14:10Z")), 1);
  EXPECT_EQ(missing_text(replaced(text, "epoch 2018-06-19T14:02Z", "epoch 2018-06-19T14:20Z"), "ended"), 1);
  EXPECT_THAT(terminal_.out(), HasSubstr("came too late: the letter ended at"));
}

TEST_F(Missing, What_would_not_count_is_refused_with_the_reason) {
  EXPECT_EQ(missing(file("forged.ruban-entry")), 1);
  EXPECT_THAT(terminal_.out(), HasSubstr("It wouldn't count, and isn't in the record. The signature by the"));
  EXPECT_EQ(missing(file("otherwise.ruban-entry")), 1);
  EXPECT_THAT(terminal_.out(), HasSubstr("This key has signed this letter before."));
  auto text = slurp(file("anonymous.ruban-entry"));
  const auto letter = text.substr(text.find("letter "), 51);
  text = replaced(text, letter, "letter " + to_base64(Hash().view()));
  EXPECT_EQ(missing_text(text), 1);
  EXPECT_THAT(terminal_.out(), HasSubstr("knows no letter"));
}

TEST_F(Missing, Any_byte_that_changes_makes_it_no_missing_entry) {
  const auto whole = slurp(file("anonymous.ruban-entry"));
  const auto signed_part = whole.find("\nepoch ");
  for (std::size_t i = 0; i < signed_part; i += 5) {
    auto text = whole;
    text[i] = text[i] == 'A' ? 'B' : 'A';
    EXPECT_NE(missing_text(text), 0) << i;
  }
  for (std::size_t i = 0; i < whole.size() - 1; i += 17) EXPECT_NE(missing_text(whole.substr(0, i)), 0) << i;
  std::string crlf;
  for (const char c : whole) crlf += c == '\n' ? "\r\n" : std::string(1, c);
  EXPECT_EQ(missing_text(crlf), 0);  // as a mail brings it
}

TEST_F(Missing, A_record_that_lies_or_cannot_be_read_shows_nothing) {
  fs::copy(file("copy"), folder_.path() / "copy", fs::copy_options::recursive);
  const auto log = folder_.path() / "copy/log";
  const std::vector<std::string> arguments{"verify", "--missing", file("named.ruban-entry"), "--site",
                                           folder_.path() / "copy"};
  EXPECT_EQ(terminal_.run(arguments), 0);
  for (const auto& one : fs::directory_iterator(log / "tile/entries/000.p"))
    write(one.path(), replaced(slurp(one.path()), "via client", "via clienu"));
  EXPECT_EQ(terminal_.run(arguments), 1);
  fs::remove_all(log / "tile/entries");
  EXPECT_EQ(terminal_.run(arguments), 3);
  fs::remove_all(folder_.path() / "copy");
  EXPECT_EQ(terminal_.run(arguments), 3);
}

TEST_F(Missing, What_is_no_entry_or_no_question_is_told_apart) {
  EXPECT_EQ(missing(file("none")), 3);
  EXPECT_EQ(missing_text("hello\n"), 3);
  EXPECT_EQ(missing_text("ruban/v1 sign\n"), 1);
  EXPECT_EQ(terminal_.run({"verify", "--missing", file("named.ruban-entry")}), 2);
  EXPECT_EQ(terminal_.run({"verify", "--site", file("copy")}), 2);
  EXPECT_EQ(terminal_.run({"verify"}), 2);
  EXPECT_EQ(missing(file("named.ruban-entry"), "copy", {file("there.ruban-entry")}), 2);
}

}  // namespace
}  // namespace ruban::cli::test
