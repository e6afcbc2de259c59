// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gmock/gmock.h>

#include <boost/json.hpp>

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

// A copy of a record with three signatures, one of them withdrawn.
class Auditing : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    original_ = new TestFolder;
    TestInstance it(original_->path() / "instance");
    must(it.sequencer().start());
    const auto letter = it.publish(service::test::folder());
    it.signed_visit(*letter, "ada@mine.example", "miner-email", "Ada Example");
    it.signed_visit(*letter, "eve@example.org");
    const auto grace = it.signed_visit(*letter, "grace@example.org");
    it.sequence();
    service::Visit by_key;
    by_key.uploaded_key_file = grace.key_file;
    must(service::WithdrawSignature(it.instance(), it.registry().keys())(
        *letter, by_key, {it.index_of(*letter, grace)}, true));
    it.sequence();
    save_copy(it.registry(), original_->path() / "copy", 1);
  }
  static void TearDownTestSuite() {
    delete original_;
    original_ = nullptr;
  }
  Auditing() { fs::copy(original_->path() / "copy", copy_, fs::copy_options::recursive); }

  int audit(std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"audit", copy_});
    return terminal_.run(more);
  }
  json::value report() {
    audit({"--json"});
    return json::parse(terminal_.out());
  }
  void change(const std::string& file, std::string_view from, std::string_view to) {
    write(copy_ / file, replaced(slurp(copy_ / file), from, to));
  }

  static inline TestFolder* original_ = nullptr;
  TestFolder folder_;
  fs::path copy_ = folder_.path() / "copy";
  TestTerminal terminal_{folder_.path() / "pins"};
  const std::string count_ = "api/v1/letters/close-the-mine/v1/count.json";
};

TEST_F(Auditing, A_sound_folder_passes_with_its_figures) {
  EXPECT_EQ(audit(), 0);
  EXPECT_EQ(terminal_.err(), "");
  EXPECT_THAT(terminal_.out(), HasSubstr("agrees with the page"));
  EXPECT_THAT(terminal_.out(), HasSubstr("3 signatures were verified"));
  EXPECT_THAT(terminal_.out(), HasSubstr("proves nothing about who made it"));  // its key came with it
  EXPECT_THAT(terminal_.out(), HasSubstr("The audit passed."));
  EXPECT_FALSE(fs::exists(folder_.path() / "pins"));

  const auto found = report();
  EXPECT_TRUE(found.at("passed").as_bool());
  EXPECT_EQ(found.at("key").as_string(), "source");
  const auto& letter = found.at("letters").at(0);
  EXPECT_TRUE(letter.at("agrees").as_bool());
  EXPECT_TRUE(letter.at("text_matches").as_bool());
  EXPECT_EQ(letter.at("texts_checked").as_int64(), 2);
  EXPECT_EQ(letter.at("texts_erased").as_int64(), 1);
  EXPECT_EQ(letter.at("issuers").at(0).at("named").as_int64(), 1);
  EXPECT_EQ(letter.at("issuers").at(1).at("named").as_int64(), 1);
  EXPECT_EQ(letter.at("issuers").at(1).at("withdrawn").as_int64(), 1);
}

TEST_F(Auditing, Recounts_at_the_size_that_is_asked_for) {
  const auto size = report().at("size").as_int64();
  const auto at = [&](std::int64_t asked) {
    EXPECT_EQ(audit({"--json", "--at", std::to_string(asked)}), 0);
    const auto letter = json::parse(terminal_.out()).at("letters").at(0);
    std::int64_t out = 0;
    for (const auto& issuer : letter.at("issuers_at").as_array())
      out += issuer.at("named").as_int64() + issuer.at("withdrawn").as_int64();
    return out;
  };
  EXPECT_EQ(at(size), 3);
  EXPECT_EQ(at(1), 0);
  std::int64_t before = 0;
  for (std::int64_t asked = 2; asked <= size; ++asked) {
    EXPECT_GE(at(asked), before);
    before = at(asked);
  }
  audit({"--at", "1"});
  EXPECT_THAT(terminal_.out(), HasSubstr("by the first 1 entries:"));
  EXPECT_EQ(audit({"--at", std::to_string(size + 1)}), 1);
  EXPECT_THAT(terminal_.err(), HasSubstr("fewer entries than that"));
}

TEST_F(Auditing, The_record_alone_is_enough) {
  fs::remove_all(copy_ / "api");
  fs::remove_all(copy_ / "letters");
  EXPECT_EQ(audit(), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("not compared with the page"));
  EXPECT_TRUE(report().at("letters").at(0).at("agrees").is_null());
}

TEST_F(Auditing, A_count_that_was_changed_fails) {
  change(count_, "\"standing\":{\"named\":1,", "\"standing\":{\"named\":1000,");
  EXPECT_EQ(audit(), 1);
  EXPECT_THAT(terminal_.out(), HasSubstr("DOES NOT AGREE with the page"));
  EXPECT_THAT(terminal_.out(), HasSubstr("THE AUDIT FAILED."));
}

TEST_F(Auditing, A_text_that_was_changed_fails) {
  change("letters/close-the-mine/v1/files/en.md", "Because.", "Because!");
  EXPECT_EQ(audit(), 1);
  EXPECT_FALSE(report().at("letters").at(0).at("text_matches").as_bool());
}

TEST_F(Auditing, A_tile_or_an_entry_that_was_changed_fails) {
  std::size_t files = 0;
  for (const auto& file : fs::recursive_directory_iterator(copy_ / "log/tile")) {
    if (!file.is_regular_file()) continue;
    const auto whole = slurp(file.path());
    auto altered = whole;
    altered.at(altered.size() / 2) ^= 1;
    write(file.path(), altered);
    EXPECT_EQ(audit(), 1) << file.path();
    write(file.path(), whole.substr(0, whole.size() - 1));
    EXPECT_EQ(audit(), 1) << file.path();
    fs::remove(file.path());
    EXPECT_EQ(audit(), 1) << file.path();
    write(file.path(), whole);
    ++files;
  }
  EXPECT_EQ(files, 2U);
  EXPECT_EQ(audit(), 0);
}

TEST_F(Auditing, A_checkpoint_that_was_changed_fails) {
  const auto note = slurp(copy_ / "log/checkpoint");
  for (std::size_t i = 0; i < note.size(); i += 7) {
    auto altered = note;
    altered[i] ^= 1;
    write(copy_ / "log/checkpoint", altered);
    EXPECT_EQ(audit(), 1) << i;
  }
}

TEST_F(Auditing, A_policy_that_was_given_is_what_counts) {
  EXPECT_EQ(audit({"--policy", copy_ / "log/policy"}), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("Judged by the policy in"));
  crypto::SystemRandom random;
  const auto other = ledger::VerifierKey::make(service::test::kOrigin, ledger::KeyType::ed25519,
                                               crypto::SigningKey::generate(random).public_key());
  write(folder_.path() / "other", ledger::Policy::of(other, "").text());
  EXPECT_EQ(audit({"--policy", folder_.path() / "other"}), 1);
}

TEST_F(Auditing, A_pinned_key_that_changed_is_told) {
  crypto::SystemRandom random;
  const auto other = ledger::VerifierKey::make(service::test::kOrigin, ledger::KeyType::ed25519,
                                               crypto::SigningKey::generate(random).public_key());
  write(folder_.path() / "pins/ruban.example.org%2Flog.policy",
        "# pinned 2018-06-20\n" + ledger::Policy::of(other, "").text());
  EXPECT_EQ(audit(), 1);
  EXPECT_THAT(terminal_.err(), HasSubstr("pinned on 2018-06-20"));
}

TEST_F(Auditing, A_checkpoint_without_its_witnesses_needs_a_word_of_consent) {
  crypto::SystemRandom random;
  const auto witness = ledger::VerifierKey::make("witness.example", ledger::KeyType::cosignature,
                                                 crypto::SigningKey::generate(random).public_key());
  write(folder_.path() / "policy",
        replaced(slurp(copy_ / "log/policy"), "quorum none", "witness w " + witness.text() + "\nquorum w"));
  EXPECT_EQ(audit({"--policy", folder_.path() / "policy"}), 1);
  EXPECT_THAT(terminal_.err(), HasSubstr("--allow-unwitnessed"));
  EXPECT_EQ(audit({"--policy", folder_.path() / "policy", "--allow-unwitnessed"}), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("No quorum of its witnesses has"));
}

TEST_F(Auditing, Names_from_the_server_reach_neither_disk_nor_terminal) {
  change("api/v1/letters/index.json", "\"slug\":\"close-the-mine\"", "\"slug\":\"../../../etc\\u001b[2J\"");
  EXPECT_EQ(audit(), 1);
  EXPECT_THAT(terminal_.out(), testing::Not(HasSubstr("\x1b")));
}

TEST_F(Auditing, What_is_no_source_is_refused) {
  EXPECT_EQ(terminal_.run({"audit", folder_.path() / "none"}), 1);
  EXPECT_EQ(terminal_.run({"audit", "ftp://ruban.example.org"}), 1);
  EXPECT_EQ(terminal_.run({"audit", folder_.path()}), 1);  // a folder without a record
}

TEST_F(Auditing, The_same_over_http) {
  mail::test::ChildProcess server({"/usr/bin/env", "python3", RUBAN_CLI_TESTS "/folder_server.py", copy_});
  const auto site = "http://127.0.0.1:" + server.read_line();
  EXPECT_EQ(terminal_.run({"audit", site, "--json"}), 0);
  auto over_http = json::parse(terminal_.out()).as_object();
  auto from_folder = report().as_object();
  for (auto* found : {&over_http, &from_folder}) {
    found->erase("source");
    found->erase("state");
  }
  EXPECT_EQ(over_http, from_folder);
  EXPECT_FALSE(fs::exists(folder_.path() / "pins"));  // this isn't the record's own address
}

}  // namespace
}  // namespace ruban::cli::test
