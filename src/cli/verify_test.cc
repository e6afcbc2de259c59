// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gmock/gmock.h>

#include <boost/json.hpp>

#include "cli/test_terminal.h"
#include "ledger/tlog_proof.h"
#include "service/prove_entry.h"
#include "tests/mail/child_process.h"

namespace ruban::cli::test {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;
using service::test::must;
using service::test::replaced;
using testing::HasSubstr;

std::string mutated(std::string text, std::size_t at) {
  text[at] = text[at] == 'A' ? 'B' : 'A';
  return text;
}

class Verifying : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    files_ = new TestFolder;
    TestInstance it(files_->path() / "instance");
    must(it.sequencer().start());
    const auto letter = it.publish(service::test::folder());
    const auto grace = it.signed_visit(*letter, "grace@example.org");
    const auto eve = it.signed_visit(*letter, "eve@example.org", "neighbour-email", "Eve Example");
    it.sequence();
    const auto index = it.index_of(*letter, grace);
    const auto here = files_->path();
    write(here / "letter.tlog-proof", must(service::prove_entry(it.instance(), 0)));
    write(here / "grace.tlog-proof", must(service::prove_entry(it.instance(), index)));
    write(here / "eve.tlog-proof", must(service::prove_entry(it.instance(), it.index_of(*letter, eve))));
    for (const auto& event : it.store().letters().events(letter->id(), 0, 1000, 100)) {
      if (event.type == "tally")
        write(here / "tally.tlog-proof", must(service::prove_entry(it.instance(), event.index)));
    }
    write(here / "grace.ruban-key", grace.key_file);
    write(here / "grace.txt", it.store().signatures().signature(letter->id(), index)->payload->text);
    write(here / "policy", ledger::Policy::of(it.sequencer().verifier(), "").text());
  }
  static void TearDownTestSuite() {
    delete files_;
    files_ = nullptr;
  }
  Verifying() { pin(slurp(file("policy"))); }

  static fs::path file(const std::string& name) { return files_->path() / name; }
  void pin(const std::string& policy) {
    write(folder_.path() / "pins/ruban.example.org%2Flog.policy", "# pinned 2018-06-20\n" + policy);
  }
  int verify(const std::vector<fs::path>& files, const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"verify"};
    arguments.insert(arguments.end(), files.begin(), files.end());
    arguments.insert(arguments.end(), more.begin(), more.end());
    return terminal_.run(arguments);
  }
  int verify_text(const std::string& text, const std::vector<std::string>& more = {}) {
    write(folder_.path() / "file", text);
    return verify({folder_.path() / "file"}, more);
  }

  static inline TestFolder* files_ = nullptr;
  TestFolder folder_;
  TestTerminal terminal_{folder_.path() / "pins"};
};

TEST_F(Verifying, A_receipt_is_verified_by_the_pinned_key) {
  EXPECT_EQ(verify({file("grace.tlog-proof")}), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("grace.tlog-proof: verified"));
  EXPECT_THAT(terminal_.out(), HasSubstr("A signature by name, of the issuer neighbour-email."));
  EXPECT_THAT(terminal_.out(), HasSubstr("Committed: the server has signed"));
  EXPECT_THAT(terminal_.out(), HasSubstr("pinned on 2018-06-20"));
  EXPECT_THAT(terminal_.out(), HasSubstr("names no witness. If the record has found some since, remove"));
  EXPECT_THAT(terminal_.out(), testing::Not(HasSubstr("itnessed:")));
}

TEST_F(Verifying, A_tally_is_told_with_what_it_does_not_prove) {
  EXPECT_EQ(verify({file("tally.tlog-proof")}), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("neighbour-email: 2 by name"));
  EXPECT_THAT(terminal_.out(), HasSubstr("proved by ruban audit"));
}

TEST_F(Verifying, With_the_letters_receipt_the_credential_is_checked) {
  EXPECT_EQ(verify({file("grace.tlog-proof"), file("letter.tlog-proof")}), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("Its credential was issued by the letter's issuer."));
}

TEST_F(Verifying, Key_file_receipt_and_text_that_belong_together) {
  EXPECT_EQ(verify({file("grace.txt"), file("grace.ruban-key"), file("grace.tlog-proof")}), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("Its key has made the signature in"));
  EXPECT_THAT(terminal_.out(), HasSubstr("It is the text that the signature in the record commits to."));
  EXPECT_THAT(terminal_.out(), testing::Not(HasSubstr("seed")));
}

TEST_F(Verifying, Key_file_and_receipt_that_do_not_belong_together) {
  EXPECT_EQ(verify({file("grace.ruban-key"), file("eve.tlog-proof")}), 1);
  EXPECT_EQ(verify({file("grace.ruban-key")}), 0);  // whole, and no more is said
}

TEST_F(Verifying, A_text_that_is_not_the_signed_one) {
  EXPECT_EQ(verify({file("grace.txt")}), 1);
  write(folder_.path() / "other.txt", "ruban payload v1\nname Grace Other\n");
  EXPECT_EQ(verify({folder_.path() / "other.txt", file("grace.ruban-key"), file("grace.tlog-proof")}), 1);
  EXPECT_THAT(terminal_.out(), HasSubstr("It isn't the text"));
}

TEST_F(Verifying, Json_says_the_same) {
  EXPECT_EQ(verify({file("grace.tlog-proof"), file("grace.txt")}, {"--json"}), 1);
  const auto out = json::parse(terminal_.out());
  EXPECT_FALSE(out.at("verified").as_bool());
  EXPECT_TRUE(out.at("files").at(0).at("verified").as_bool());
  EXPECT_EQ(out.at("files").at(0).at("kind").as_string(), "proof");
  EXPECT_EQ(out.at("files").at(0).at("assurance").as_string(), "committed");
  EXPECT_EQ(out.at("files").at(0).at("type").as_string(), "sign");
  EXPECT_EQ(out.at("files").at(1).at("kind").as_string(), "payload");
}

// Signatures of unknown keys would be passed over, but this note has only the log's own.
TEST_F(Verifying, A_receipt_with_any_byte_changed_is_not_verified) {
  const auto whole = slurp(file("grace.tlog-proof"));
  const std::vector<std::string> given{"--policy", file("policy")};  // nothing is fetched for a spoilt origin
  for (std::size_t i = whole.find('\n') + 1; i < whole.size(); i += 3) {
    EXPECT_NE(verify_text(mutated(whole, i), given), 0) << i;
  }
  for (std::size_t i = 0; i < whole.size(); i += 11) {
    EXPECT_NE(verify_text(whole.substr(0, i), given), 0) << i;
  }
  EXPECT_EQ(verify_text(whole, given), 0);
}

TEST_F(Verifying, A_receipt_with_another_entry_is_not_verified) {
  auto proof = must(ledger::parse_tlog_proof(slurp(file("grace.tlog-proof"))));
  proof.extra = must(ledger::parse_tlog_proof(slurp(file("eve.tlog-proof")))).extra;
  EXPECT_EQ(verify_text(ledger::format_tlog_proof(proof)), 1);
  proof.extra.reset();
  EXPECT_EQ(verify_text(ledger::format_tlog_proof(proof)), 1);
}

TEST_F(Verifying, A_pin_that_changed_is_told) {
  crypto::SystemRandom random;
  const auto other = ledger::VerifierKey::make(service::test::kOrigin, ledger::KeyType::ed25519,
                                               crypto::SigningKey::generate(random).public_key());
  pin(ledger::Policy::of(other, "").text());
  EXPECT_EQ(verify({file("grace.tlog-proof")}), 1);
  EXPECT_THAT(terminal_.out(), HasSubstr("was pinned on 2018-06-20"));
  EXPECT_EQ(verify({file("grace.tlog-proof")}, {"--policy", file("policy")}), 0);
  pin("spoilt");
  EXPECT_EQ(verify({file("grace.tlog-proof")}), 1);
}

TEST_F(Verifying, A_missing_quorum_is_not_verified) {
  crypto::SystemRandom random;
  const auto witness = ledger::VerifierKey::make("witness.example", ledger::KeyType::cosignature,
                                                 crypto::SigningKey::generate(random).public_key());
  pin(replaced(slurp(file("policy")), "quorum none", "witness w " + witness.text() + "\nquorum w"));
  EXPECT_EQ(verify({file("grace.tlog-proof")}), 1);
  EXPECT_THAT(terminal_.out(), HasSubstr("0 of 1 have cosigned"));
}

TEST_F(Verifying, A_witnessed_checkpoint_is_told_with_its_time) {
  crypto::SystemRandom random;
  const auto key = crypto::SigningKey::generate(random);
  const auto witness =
      ledger::VerifierKey::make("witness.example", ledger::KeyType::cosignature, key.public_key());
  pin(replaced(slurp(file("policy")), "quorum none", "witness w " + witness.text() + "\nquorum w"));
  auto proof = must(ledger::parse_tlog_proof(slurp(file("grace.tlog-proof"))));
  auto note = must(ledger::parse_note(proof.checkpoint));
  note.signatures.push_back(
      ledger::cosign(note.text, "witness.example", key, *parse_rfc3339("2018-06-19T14:05:00Z")));
  proof.checkpoint = ledger::format_note(note);
  EXPECT_EQ(verify_text(ledger::format_tlog_proof(proof)), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("Witnessed: 1 of 1"));
  EXPECT_THAT(terminal_.out(), HasSubstr("by 2018-06-19T14:05:00Z"));
}

TEST_F(Verifying, What_cannot_be_read_is_3) {
  EXPECT_EQ(verify({file("none")}), 3);
  EXPECT_EQ(verify({files_->path()}), 3);
  EXPECT_EQ(verify_text("hello\n"), 3);
  EXPECT_EQ(verify_text(""), 3);
  EXPECT_EQ(verify_text(std::string(2'000'000, 'x')), 3);
  EXPECT_EQ(verify({file("grace.tlog-proof")}, {"--policy", file("none")}), 3);
  EXPECT_EQ(verify({file("none"), file("grace.tlog-proof")}), 3);
  EXPECT_THAT(terminal_.out(), HasSubstr("grace.tlog-proof: verified"));  // the others are told all the same
}

TEST_F(Verifying, Broken_files_of_every_kind_are_refused) {
  EXPECT_EQ(verify_text("ruban key v1\nnonsense\n"), 1);
  EXPECT_EQ(verify_text("ruban payload v1\nnonsense\n"), 1);
  EXPECT_EQ(verify_text("c2sp.org/tlog-proof@v1\nnonsense\n"), 1);
  EXPECT_EQ(verify_text("c2sp.org/tlog-proof@v2\n"), 1);
}

// A record of one entry at an address of this machine.
class VerifyingForTheFirstTime : public testing::Test {
 protected:
  VerifyingForTheFirstTime() {
    const auto origin = "127.0.0.1:" + server_.read_line() + "/log";
    const std::string entry =
        ledger::format_entry(ledger::ClientEntry{"0.1.0", {}, *parse_minute("2018-06-19T14:00Z")});
    const auto note = ledger::sign_checkpoint({origin, 1, ledger::leaf_hash(as_bytes(entry))}, key_);
    write(receipt_, ledger::format_tlog_proof({to_bytes(entry), 0, {}, note}));
    write(policy_, policy(origin, key_));
  }
  static std::string policy(const std::string& origin, const crypto::SigningKey& key) {
    return ledger::Policy::of(ledger::VerifierKey::make(origin, ledger::KeyType::ed25519, key.public_key()),
                              "")
        .text();
  }

  crypto::SystemRandom random_;
  crypto::SigningKey key_ = crypto::SigningKey::generate(random_);
  TestFolder folder_;
  fs::path receipt_ = folder_.path() / "receipt", policy_ = folder_.path() / "log/policy";
  TestTerminal terminal_{folder_.path() / "pins"};
  mail::test::ChildProcess server_{
      {"/usr/bin/env", "python3", RUBAN_CLI_TESTS "/folder_server.py", folder_.path()}};
};

TEST_F(VerifyingForTheFirstTime, The_key_is_fetched_once_and_pinned) {
  EXPECT_EQ(terminal_.run({"verify", receipt_}), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("key pinned today, checked by nobody else yet"));
  server_.kill();
  EXPECT_EQ(terminal_.run({"verify", receipt_}), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("pinned on 2018-06-25"));
}

TEST_F(VerifyingForTheFirstTime, A_receipt_that_the_address_disowns_is_refused) {
  const auto other = crypto::SigningKey::generate(random_);
  write(policy_, replaced(slurp(policy_), slurp(policy_).substr(4, slurp(policy_).find('\n') - 4),
                          ledger::VerifierKey::make(slurp(policy_).substr(4, slurp(policy_).find('+') - 4),
                                                    ledger::KeyType::ed25519, other.public_key())
                              .text()));
  EXPECT_EQ(terminal_.run({"verify", receipt_}), 1);
}

TEST_F(VerifyingForTheFirstTime, Without_an_answer_nothing_can_be_judged) {
  fs::remove(policy_);
  EXPECT_EQ(terminal_.run({"verify", receipt_}), 3);
  EXPECT_FALSE(fs::exists(folder_.path() / "pins"));
}

}  // namespace
}  // namespace ruban::cli::test
