// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/checked_letter.h"

#include <gmock/gmock.h>

#include "audit/test_source.h"
#include "cli/test_terminal.h"
#include "letter/check.h"
#include "letter/test_folder.h"

namespace ruban::cli::test {
namespace {

using namespace std::chrono_literals;
using audit::MemorySource;
using letter::Folder;

const std::string kQuorumOfOne =
    "witness w0 " +
    ledger::VerifierKey::make("w0.example", ledger::KeyType::cosignature, audit::signer_key(7).public_key())
        .text() +
    "\nquorum w0\n";

// A first version, with this policy of its own; none if it is empty.
Folder folder_of(const std::string& policy = {}) {
  auto folder = letter::with_toml("follows = \"close-the-mine/v2\"\n", "");
  auto& toml = folder.files["letter.toml"];
  toml.erase(toml.find("[witnesses]"));
  if (!policy.empty()) toml += "[witnesses]\npolicy = '''\n" + policy + "'''\n";
  return folder;
}

ledger::LetterEntry entry_of(const Folder& folder, int first_key = 0) {
  const auto letter = *letter::check(folder).letter;
  auto out = audit::letter_entry(letter.slug.text(), {});
  out.version = static_cast<std::uint64_t>(letter.version());
  out.text_sha256 = letter::text_hash(folder);
  for (int i = first_key; const auto& issuer : letter.issuers)
    out.issuers.push_back({issuer.label, issuer.class_name, audit::issuer_key(i++).public_key()});
  if (letter.witness_policy) out.witness_policy_sha256 = crypto::sha256(*letter.witness_policy);
  out.opens = letter.opens;
  out.closes = letter.closes;
  out.epoch = letter.privacy.epoch;
  out.min_batch = static_cast<std::uint64_t>(letter.privacy.min_batch);
  return out;
}

class Checking_a_letter : public testing::Test {
 protected:
  // The letter as the site shows it, at the end of the record.
  void show(const Folder& folder, const ledger::LetterEntry& entry) {
    const auto index = source_.add(entry);
    for (const auto& [name, text] : folder.files)
      source_.texts[fmt::format("file {} {} {}", entry.slug, entry.version, name)] = text;
    source_.texts["letters"] = fmt::format(R"({{"letters":[{{"slug":"{}","version":{},"index":{}}}]}})",
                                           entry.slug, entry.version, index);
    source_.publish();
  }
  void show(const Folder& folder) { show(folder, entry_of(folder)); }

  void cosign(std::chrono::seconds after_now) {
    auto& note = source_.texts["checkpoint"];
    const auto body = note.substr(0, note.find("\n\n") + 1);
    note += ledger::format_signature_line(
        ledger::cosign(body, "w0.example", audit::signer_key(7), terminal_.get().now + after_now));
  }

  Result<CheckedLetter> check(bool allow_unwitnessed = false) {
    std::filesystem::remove_all(folder_.path() / "pins");  // each is the first
    return check_letter(
        {{"https://ruban.example.org", "close-the-mine", version_, meant_}, {}, allow_unwitnessed}, source_,
        [&](const auto&) {
          const auto log = "log " + MemorySource::policy().logs().front().key.text() + "\n";
          return FoundPolicy{log + asked_, at_home_};
        },
        terminal_.get());
  }
  std::string refusal() {
    const auto checked = check();
    return checked ? "" : std::string(checked.error().message) + " " + checked.error().field;
  }

  std::string asked_ = "quorum none\n";   // of the record's policy
  std::optional<std::uint64_t> version_;  // of the address
  std::optional<LetterId> meant_;
  bool at_home_ = true;
  MemorySource source_;
  TestFolder folder_;
  TestTerminal terminal_{folder_.path() / "pins"};
};

TEST_F(Checking_a_letter, Accepts_an_honest_one) {
  source_.add(audit::letter_entry("another", {audit::issuer_line(3)}));
  show(folder_of());
  const auto checked = check();
  ASSERT_TRUE(checked) << checked.error().message;
  EXPECT_EQ(checked->index, 1U);
  EXPECT_FALSE(checked->witnessed);
  const auto text = to_text(*checked, *letter::parse_language("en"));
  for (const auto* part : {"To whom it may concern: this is a letter.", "Demands:\n  1. ",
                           "What who signs undertakes:\n  I will leave.\n"})
    EXPECT_THAT(text, testing::HasSubstr(part));
}

TEST_F(Checking_a_letter, Refuses_one_that_the_record_holds_to_be_void) {
  const auto folder = folder_of();
  auto first = entry_of(folder, 2);
  first.text_sha256 = crypto::sha256("another text");
  source_.add(first);
  show(folder);
  EXPECT_THAT(refusal(),
              testing::HasSubstr("A letter of this name and version stands in the record already."));
}

TEST_F(Checking_a_letter, Refuses_one_with_the_key_of_an_earlier_letters_issuer) {
  const auto folder = folder_of();
  source_.add(audit::letter_entry("another", {audit::issuer_line(1)}));
  show(folder);
  EXPECT_THAT(refusal(), testing::HasSubstr("has the key of another letter's issuer."));
}

TEST_F(Checking_a_letter, Refuses_one_that_follows_nothing) {
  const auto folder = folder_of();
  auto entry = entry_of(folder);
  entry.follows = audit::id_of(audit::letter_entry("another", {audit::issuer_line(3)}));
  show(folder, entry);
  EXPECT_THAT(refusal(), testing::HasSubstr("is not an earlier version of it."));
}

TEST_F(Checking_a_letter, Refuses_one_at_another_address_than_its_record_names) {
  show(folder_of());
  at_home_ = false;
  EXPECT_THAT(refusal(), testing::HasSubstr("isn't the address that its record names"));
}

TEST_F(Checking_a_letter, Refuses_another_than_the_link_means) {
  const auto folder = folder_of();
  show(folder);
  meant_ = audit::id_of(entry_of(folder));
  EXPECT_EQ(refusal(), "");
  at_home_ = false;
  EXPECT_EQ(refusal(), "") << "the id says which letter, wherever it is read";
  meant_->bytes[0] ^= 1;
  EXPECT_THAT(refusal(), testing::HasSubstr("its id is another one"));
}

TEST_F(Checking_a_letter, Refuses_another_version_under_the_name_of_the_one_asked_for) {
  const auto folder = folder_of();
  const auto first = entry_of(folder, 2);
  source_.add(first);
  auto second = entry_of(folder);
  second.version = 2;
  second.follows = audit::id_of(first);
  show(folder, second);
  version_ = 1;
  auto& list = source_.texts["letters"];
  list.replace(list.find("\"version\":2"), 11, "\"version\":1");
  EXPECT_THAT(refusal(), testing::HasSubstr("no such letter where the server says"));
}

TEST_F(Checking_a_letter, A_void_one_takes_no_name_from_another) {
  const auto folder = folder_of();
  auto astray = entry_of(folder);  // follows what isn't there, so neither its name nor its keys are taken
  astray.follows = audit::id_of(astray);
  source_.add(astray);
  show(folder);
  EXPECT_EQ(refusal(), "");
}

TEST_F(Checking_a_letter, Asks_for_a_quorum_within_the_hour_by_either_clock) {
  asked_ = kQuorumOfOne;
  for (const auto& [after, fine] :
       {std::pair(0s, true), {-3599s, true}, {3599s, true}, {-3601s, false}, {3601s, false}}) {
    source_ = {};
    show(folder_of());
    EXPECT_THAT(refusal(), testing::HasSubstr("lacks the witnesses"));
    cosign(after);
    EXPECT_EQ(check().has_value(), fine) << after.count();
    ASSERT_TRUE(check(true));
    EXPECT_EQ(check(true)->witnessed, fine) << after.count();
  }
}

TEST_F(Checking_a_letter, Asks_for_the_quorum_of_its_own_policy_too) {
  show(folder_of(kQuorumOfOne));
  EXPECT_THAT(refusal(), testing::HasSubstr("lacks the witnesses"));
  cosign(0s);
  ASSERT_TRUE(check());
  EXPECT_TRUE(check()->witnessed);
}

TEST_F(Checking_a_letter, Its_own_policy_may_ask_for_nobody) {
  show(folder_of("quorum none\n"));
  EXPECT_EQ(refusal(), "");
}

}  // namespace
}  // namespace ruban::cli::test
