// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/test_source.h"
#include "letter/folder.h"
#include "signature/payload.h"

namespace ruban::audit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kToml = R"(slug = "mine"
languages = ["en"]
opens = 2018-06-19T12:00:00Z
closes = 2018-07-19T12:00:00Z
modes = ["named", "anon"]
title.en = "A letter"
recipient.name = "You"
constituency.en = "We"
[[demand]]
number = 1
en = "Say yes."
[[class]]
name = "employee"
en = "Employees"
[[issuer]]
label = "employee-email"
class = "employee"
method = "email-any"
[privacy]
epoch_seconds = 3600
min_batch = 1
)";

std::vector<std::string> problems_of(const Report& report, Problem::Weight weight = Problem::Weight::wrong) {
  std::vector<std::string> out;
  for (const auto& problem : report.problems) {
    if (problem.weight == weight) out.push_back(fmt::format("{}|{}", problem.where, problem.what));
  }
  return out;
}

// A letter with 600 named signatures, 3 of which are withdrawn, taken down and erased, and a server that
// tells the truth.
class Audit : public testing::Test {
 protected:
  static constexpr std::uint32_t kSigners = 600;

  Audit() {
    // Made once: 600 credentials take a while.
    static const MemorySource made = make();
    source = made;
  }

  static ledger::LetterEntry letter() {
    auto out = letter_entry("mine", {issuer_line(0)});
    out.text_sha256 = letter::text_hash({{{"en.md", "Please.\n"}, {"letter.toml", std::string(kToml)}}});
    return out;
  }
  static std::string payload(EntryIndex index) {
    return fmt::format("ruban payload v1\nname Person {}\n", index);
  }
  static Salt salt(EntryIndex index) { return Salt{crypto::sha256(fmt::format("salt {}", index)).bytes}; }

  static MemorySource make() {
    MemorySource out;
    out.add(letter());
    const auto id = id_of(letter());
    for (std::uint32_t i = 1; i <= kSigners; ++i) {
      auto entry = sign_entry(id, issuer_key(0), signer_key(i));
      entry.commit = signature::commit(salt(i), payload(i));
      out.add(resigned(entry, signer_key(i)));
    }
    out.add(by_signer<ledger::WithdrawEntry>(id, 1, signer_key(1)));
    out.add(ledger::TakedownEntry{id, 2, ledger::TakedownReason::abuse, minute("2018-06-20T09:00Z")});
    out.add(ledger::EraseEntry{id, 3, minute("2018-06-20T09:00Z")});
    out.publish();

    const auto b64 = to_base64(id.view());
    out.texts["file mine 1 letter.toml"] = kToml;
    out.texts["file mine 1 en.md"] = "Please.\n";
    out.texts["letters"] = fmt::format(R"({{"letters":[{{"letter":"{}","slug":"mine","version":1}}]}})", b64);
    out.texts["count mine 1"] = count(out.entries.size(), kSigners - 2);
    std::string first, second;
    for (EntryIndex i = 4; i <= kSigners; ++i) {
      auto& page = i <= 300 ? first : second;
      if (!page.empty()) page += ",";
      page += fmt::format(
          R"({{"index":{},"issuer":"employee-email","mode":"named","state":"valid","payload":"{}","salt":"{}"}})",
          i, to_base64(as_bytes(payload(i))), to_base64(salt(i).view()));
    }
    const auto page = [&](const std::string& rows, std::string_view next) {
      return fmt::format(R"({{"letter":"{}","size":604,"signatures":[{}],"next":{}}})", b64, rows, next);
    };
    out.texts["signatures mine 1 -"] = page(first, "300");
    out.texts["signatures mine 1 300"] = page(second, "null");
    return out;
  }

  static std::string count(TreeSize size, std::uint64_t named) {
    return fmt::format(
        R"({{"letter":"{}","slug":"mine","version":1,"size":{},"classes":[{{"class":"employee","issuers":["employee-email"],)"
        R"("standing":{{"named":{},"anon":0}},"withdrawn":1,"taken_down":1}}]}})",
        to_base64(id_of(letter()).view()), size, named);
  }

  Result<Report> run(Options options = {}) { return audit(source, MemorySource::policy(), options); }
  Report must_run() {
    auto report = run();
    CHECK(report.has_value());
    return *std::move(report);
  }
  // The audit can't be done: the record contradicts itself at this place.
  void expect_contradiction(const std::string& field) {
    const auto report = run();
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, Kind::invalid);
    EXPECT_EQ(report.error().field, field);
  }
  std::string& replace(const std::string& address, std::string_view from, std::string_view to) {
    auto& text = source.texts.at(address);
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  }

  MemorySource source;
};

TEST_F(Audit, Agrees_with_a_server_that_tells_the_truth) {
  std::vector<TreeSize> done;
  Options options;
  options.progress = [&](const Progress& progress) { done.push_back(progress.done); };
  const auto report = run(options);
  ASSERT_TRUE(report) << report.error().message << report.error().field;
  EXPECT_TRUE(report->passed());
  EXPECT_THAT(report->findings, IsEmpty());
  EXPECT_THAT(report->problems, IsEmpty());
  EXPECT_EQ(report->checkpoint.opened.checkpoint.size, 604u);
  EXPECT_EQ(report->checkpoint.assurance, ledger::Assurance::committed);
  EXPECT_EQ(report->signatures_verified, 600u);
  EXPECT_THAT(done, ElementsAre(604));
  ASSERT_EQ(report->letters.size(), 1u);
  const auto& letter = report->letters[0];
  EXPECT_THAT(letter.counts, ElementsAre(IssuerCount{"employee-email", "employee", 598, 0, 1, 1}));
  EXPECT_TRUE(letter.agrees);
  EXPECT_TRUE(letter.text_matches);
  EXPECT_EQ(letter.texts_checked, 597u);
  EXPECT_EQ(letter.texts_erased, 1u);
  EXPECT_EQ(letter.texts_absent, 0u);
}

TEST_F(Audit, Gives_the_same_with_any_number_of_threads) {
  for (unsigned threads : {0u, 1u, 3u}) {
    Options options;
    options.threads = threads;
    const auto report = run(options);
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->passed());
    EXPECT_EQ(report->signatures_verified, 600u);
  }
}

TEST_F(Audit, Finds_the_same_in_a_record_full_of_faults_with_any_number_of_threads) {
  // Every seventh entry is damaged, in ways that different stages find; the others stay as they are.
  for (std::size_t i = 7; i < source.entries.size(); i += 7) {
    auto& entry = source.entries[i];
    if (i % 3 == 0)
      entry = "no entry\n";
    else if (i % 3 == 1)
      entry = source.entries[i - 1];  // a key that was used before
    else
      entry[entry.find("\nsig ") + 6] ^= 1;
  }
  source.publish();
  std::optional<Report> first;
  for (unsigned threads : {1u, 2u, 5u}) {
    Options options;
    options.threads = threads;
    auto report = run(options);
    ASSERT_TRUE(report);
    EXPECT_GT(report->findings.size(), 80U);
    EXPECT_LT(report->signatures_verified, kSigners);
    if (!first)
      first = std::move(*report);
    else {
      EXPECT_EQ(report->findings, first->findings) << threads;
      EXPECT_EQ(report->signatures_verified, first->signatures_verified) << threads;
      EXPECT_EQ(report->letters[0].counts[0].named, first->letters[0].counts[0].named) << threads;
      EXPECT_EQ(problems_of(*report), problems_of(*first)) << threads;
    }
  }
}

TEST_F(Audit, Recounts_at_the_size_that_the_server_names) {
  source.texts["count mine 1"] = count(101, 100);
  replace("count mine 1", R"("withdrawn":1,"taken_down":1)", R"("withdrawn":0,"taken_down":0)");
  const auto report = run();
  EXPECT_TRUE(report->passed());
  EXPECT_EQ(report->letters[0].counts_then[0].named, 100u);
  EXPECT_EQ(report->letters[0].counts[0].named, 598u);
}

TEST_F(Audit, A_count_that_the_record_does_not_give_is_found) {
  for (auto [from, to] : {std::pair("\"named\":598", "\"named\":599"),
                          {"\"anon\":0", "\"anon\":1"},
                          {"\"withdrawn\":1", "\"withdrawn\":0"},
                          {"\"taken_down\":1", "\"taken_down\":2"},
                          {"employee-email", "employee-oidc"},
                          {"\"size\":604", "\"size\":500"}}) {
    source.texts["count mine 1"] = count(604, 598);
    replace("count mine 1", from, to);
    const auto report = run();
    EXPECT_FALSE(report->passed()) << to;
    EXPECT_FALSE(report->letters[0].agrees) << to;
    EXPECT_THAT(problems_of(*report), ElementsAre("mine v1|The server's count is not what the record gives."))
        << to;
  }
}

TEST_F(Audit, Kept_pledges_are_counted_while_they_stand_and_compared_with_what_the_server_says) {
  const auto id = id_of(letter());
  for (std::uint32_t signer : {4U, 5U, 6U})
    source.add(by_signer<ledger::KeptEntry>(id, signer, signer_key(signer)));
  source.add(by_signer<ledger::KeptEntry>(id, 7, signer_key(8)));  // by another key: void
  source.add(by_signer<ledger::WithdrawEntry>(id, 5, signer_key(5)));
  source.publish();  // 609 entries
  const auto says = [&](TreeSize size, std::uint64_t named, std::string_view rest) {
    source.texts["count mine 1"] = count(size, named);
    replace("count mine 1", R"("taken_down":1)", rest);
    if (size == 609) replace("count mine 1", R"("withdrawn":1)", R"("withdrawn":2)");
    return must_run();
  };
  auto report = says(609, 597, R"("taken_down":1,"kept":2)");
  EXPECT_THAT(problems_of(report), IsEmpty());
  EXPECT_TRUE(report.letters[0].agrees);
  EXPECT_TRUE(report.letters[0].has_pledge);
  EXPECT_THAT(report.letters[0].counts,
              ElementsAre(IssuerCount{"employee-email", "employee", 597, 0, 2, 1, 2}));
  EXPECT_THAT(report.findings, ElementsAre(Finding{607, Reason::another_key}));
  report = says(607, 598, R"("taken_down":1,"kept":3)");  // before the withdrawal
  EXPECT_TRUE(report.letters[0].agrees);
  EXPECT_EQ(report.letters[0].counts_then[0].kept, 3U);
  // More, fewer, and nothing said where the record has some.
  for (const std::string_view wrong :
       {R"("taken_down":1,"kept":3)", R"("taken_down":1,"kept":1)", R"("taken_down":1)"}) {
    report = says(609, 597, wrong);
    EXPECT_FALSE(report.letters[0].agrees) << wrong;
    EXPECT_THAT(problems_of(report), ElementsAre("mine v1|The server's count is not what the record gives."))
        << wrong;
  }
}

TEST_F(Audit, A_count_younger_than_the_checkpoint_is_not_compared) {
  source.texts["count mine 1"] = count(605, 598);
  const auto report = run();
  EXPECT_TRUE(report->passed());
  EXPECT_THAT(problems_of(*report, Problem::Weight::not_compared),
              ElementsAre("mine v1|The server's count is younger than the checkpoint."));
}

TEST_F(Audit, A_letter_that_only_the_server_knows_is_found) {
  replace("letters", "\"version\":1", "\"version\":2");
  auto report = run();
  EXPECT_FALSE(report->passed());
  EXPECT_THAT(problems_of(*report),
              ElementsAre("mine v2|The server lists a letter that isn't in the record."));
  source.texts["letters"] = "nonsense";
  report = run();
  EXPECT_THAT(problems_of(*report),
              ElementsAre("|The server's list of letters is not of the form that it should have."));
}

TEST_F(Audit, A_changed_entry_or_tile_is_found) {
  const auto untouched = source;
  for (const auto& [id, bytes] : untouched.tiles) {
    source = untouched;
    source.tiles[id][bytes.size() / 2] ^= 1;
    const auto report = run();
    ASSERT_FALSE(report) << ledger::tile_path(id);
    EXPECT_EQ(report.error().kind, Kind::invalid) << ledger::tile_path(id);
  }
  source = untouched;
  source.tiles[{0, 1, 256}][77] ^= 1;
  expect_contradiction("tile/0/001");
  source = untouched;
  source.tiles[{1, 0, 2}][33] ^= 1;
  expect_contradiction("tile/1/000.p/2");
  source = untouched;
  source.tiles[{ledger::kEntryLevel, 2, 92}].pop_back();
  expect_contradiction("tile/entries/002.p/92");
  source = untouched;
  source.tiles.erase({0, 0, 256});
  EXPECT_EQ(run().error().kind, Kind::not_found);
  EXPECT_EQ(run().error().field, "tile/0/000");
}

TEST_F(Audit, A_record_rewritten_with_all_its_tiles_contradicts_its_checkpoint) {
  const auto checkpoint = source.texts["checkpoint"];
  std::swap(source.entries[5], source.entries[6]);
  source.publish();
  EXPECT_TRUE(run());
  source.texts["checkpoint"] = checkpoint;
  expect_contradiction("");
}

TEST_F(Audit, A_partial_tile_may_have_grown_since) {
  auto later = source;
  for (std::uint32_t i = 0; i < 200; ++i)
    later.add(ledger::ClientEntry{"1", crypto::sha256("x"), minute("2018-06-20T10:00Z")});
  later.publish();
  source.tiles.erase({0, 2, 92});
  source.tiles.erase({ledger::kEntryLevel, 2, 92});
  EXPECT_FALSE(run());
  source.tiles[{0, 2, 256}] = later.tiles[{0, 2, 256}];
  source.tiles[{ledger::kEntryLevel, 2, 256}] = later.tiles[{ledger::kEntryLevel, 2, 256}];
  ASSERT_TRUE(run());
  EXPECT_TRUE(run()->passed());
}

TEST_F(Audit, Only_the_policy_s_key_can_sign_the_checkpoint) {
  source.texts["checkpoint"] =
      ledger::sign_checkpoint({"ruban.example.org/log", 604, crypto::sha256("x")}, signer_key(7));
  EXPECT_FALSE(run());
  source.texts.erase("checkpoint");
  EXPECT_EQ(run().error().kind, Kind::not_found);
}

TEST_F(Audit, Invalid_entries_are_listed_and_change_nothing_and_alarms_fail) {
  const auto id = id_of(letter());
  source.add(sign_entry(id, issuer_key(0), signer_key(4)));
  source.entries.push_back("not an entry");
  source.publish();
  auto report = run();
  EXPECT_TRUE(report->passed());
  EXPECT_THAT(report->findings,
              ElementsAre(Finding{604, Reason::key_used_before}, Finding{605, Reason::not_an_entry}));
  EXPECT_EQ(report->letters[0].counts[0].named, 598u);

  source.add(ledger::EndEntry{id, ledger::LetterEnd::closed, false, {}, minute("2018-06-21T09:00Z")});
  source.publish();
  report = run();
  EXPECT_FALSE(report->passed());
  EXPECT_EQ(report->alarms(), 1u);
  EXPECT_EQ(report->findings.back(), (Finding{606, Reason::issued_too_few}));
}

TEST_F(Audit, A_letter_s_text_that_was_changed_is_found) {
  source.texts["file mine 1 en.md"] = "Please!\n";
  auto report = run();
  EXPECT_FALSE(report->passed());
  EXPECT_FALSE(report->letters[0].text_matches);
  EXPECT_THAT(problems_of(*report),
              ElementsAre("mine v1|The text of the letter is not the one in the record."));
  source.texts.erase("file mine 1 letter.toml");
  report = run();
  EXPECT_TRUE(report->passed());
  EXPECT_THAT(problems_of(*report, Problem::Weight::not_compared),
              ElementsAre("mine v1|The text of the letter is not there to compare."));
}

TEST_F(Audit, A_folder_that_says_something_else_than_the_entry_is_found) {
  auto entry = letter();
  entry.min_batch = 2;
  source.entries = {ledger::format_entry(entry)};
  source.publish();
  source.texts.erase("letters");
  const auto report = run();
  EXPECT_FALSE(report->passed());
  EXPECT_THAT(problems_of(*report),
              ElementsAre("mine v1|The letter's folder and its entry say different things."));
}

TEST_F(Audit, A_text_put_under_another_signature_is_found) {
  replace("signatures mine 1 -", to_base64(as_bytes(payload(9))), to_base64(as_bytes(payload(10))));
  auto report = run();
  EXPECT_FALSE(report->passed());
  EXPECT_THAT(problems_of(*report),
              ElementsAre("mine v1 signature 9|The text of a signature is not the one in the record."));
  source.texts["signatures mine 1 300"] = source.texts["signatures mine 1 -"];  // pages that go in a circle
  replace("signatures mine 1 300", "\"next\":300", "\"next\":299");
  report = run();
  EXPECT_EQ(problems_of(*report).size(), 2u);
  EXPECT_EQ(report->letters[0].texts_absent, 300u);
}

TEST_F(Audit, Texts_and_counts_may_be_left_out) {
  source.texts = {{"checkpoint", source.texts["checkpoint"]}};
  const auto report = run();
  EXPECT_TRUE(report->passed());
  EXPECT_EQ(problems_of(*report, Problem::Weight::not_compared).size(), 3u);
  EXPECT_EQ(report->letters[0].texts_absent, 597u);
  Options options;
  options.check_texts = options.compare_counts = false;
  EXPECT_THAT(run(options)->problems, IsEmpty());
}

TEST_F(Audit, An_empty_record_is_a_record) {
  source = {};
  source.texts["checkpoint"] =
      ledger::sign_checkpoint({"ruban.example.org/log", 0, ledger::empty_root()}, MemorySource::log_key());
  const auto report = run();
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->passed());
  EXPECT_THAT(report->letters, IsEmpty());
}

}  // namespace
}  // namespace ruban::audit
