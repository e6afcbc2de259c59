// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/check.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "letter/test_folder.h"

namespace ruban::letter {
namespace {

using testing::HasSubstr;

std::string shown(const std::vector<Fault>& faults) {
  std::string out;
  for (const auto& fault : faults) {
    out += fault.file + ":" + std::to_string(fault.line) + ": " + fault.what + " " + fault.instead + "\n";
  }
  return out;
}

// Exactly one fault, in this file and line, that says `what` and `instead`.
void expect_fault(const Folder& folder, std::string_view file, int line, const std::string& what,
                  const std::string& instead) {
  const auto checked = check(folder);
  ASSERT_EQ(checked.faults.size(), 1U) << what << "\n" << shown(checked.faults);
  const auto& fault = checked.faults.front();
  EXPECT_EQ(fault.file, file);
  EXPECT_EQ(fault.line, line) << shown(checked.faults);
  EXPECT_THAT(fault.what, HasSubstr(what));
  EXPECT_THAT(fault.instead, HasSubstr(instead));
  EXPECT_FALSE(checked.letter);
}

Instant at(std::string_view text) { return *parse_rfc3339(text); }

TEST(Check, A_good_folder_becomes_a_letter_with_everything_it_says) {
  const auto checked = check(good_folder());
  ASSERT_TRUE(checked.letter) << shown(checked.faults);
  EXPECT_TRUE(checked.faults.empty());
  const auto& letter = *checked.letter;
  EXPECT_EQ(letter.slug.text(), "close-the-mine");
  EXPECT_EQ(letter.languages, (std::vector{Language::en, Language::fr}));
  EXPECT_EQ(letter.opens, at("2018-06-19T14:00:00Z"));
  EXPECT_EQ(letter.closes, at("2018-12-19T13:00:00Z"));
  EXPECT_TRUE(letter.comments);
  EXPECT_EQ(letter.modes, (std::vector{Mode::named, Mode::anon}));
  EXPECT_EQ(letter.follows->text(), "close-the-mine/v2");
  EXPECT_EQ(letter.version(), 3);
  EXPECT_EQ(letter.supports->text(), "open-the-books/v3");
  EXPECT_EQ(letter.title.at(Language::fr), "Fermez la mine");
  EXPECT_EQ(letter.recipient.role.at(Language::fr), "Directrice");
  EXPECT_EQ(letter.recipient.organisation.at(Language::fr), "The Mine");
  EXPECT_EQ(letter.recipient.domain, "mine.example");
  EXPECT_EQ(letter.demands.size(), 2U);
  EXPECT_EQ(letter.demands[1], (Demand{2, {{Language::en, "Say when."}, {Language::fr, "Dites quand."}}}));
  EXPECT_EQ(letter.find_class("miner")->denominator, 412U);
  EXPECT_EQ(letter.find_class("neighbour")->denominator, std::nullopt);
  const std::vector<std::string> domains{"mine.example", "xn--bcher-kva.example"};
  EXPECT_EQ(*letter.find_issuer("miner-email"),
            (Issuer{"miner-email", "miner", Method::email_domain, domains}));
  EXPECT_EQ(letter.find_issuer("nobody-email"), nullptr);
  EXPECT_EQ(letter.pledge->due, at("2019-01-01T00:00:00Z"));
  EXPECT_EQ(letter.pledge->when_refused, std::vector{2});
  EXPECT_EQ(letter.privacy, (Privacy{std::chrono::minutes(2), 3, 7}));
  EXPECT_THAT(*letter.witness_policy, HasSubstr("quorum none\n"));
  EXPECT_EQ(letter.documents.size(), 2U);
  EXPECT_EQ(plain_text(letter.documents.at(Language::en)),
            "To whom it may concern: this is a letter.\nWhy\nBecause.");
}

TEST(Check, What_may_be_left_out_has_a_default) {
  auto folder = good_folder();
  folder.files["letter.toml"] = R"(slug = "short"
languages = ["fr"]
opens = "2018-06-19T14:00:00Z"
modes = ["named"]
title.fr = "Court"
recipient.name = "Vous"
constituency.fr = "Nous"
[[demand]]
number = 1
fr = "Oui."
[[class]]
name = "any"
fr = "Tout le monde"
[[issuer]]
label = "any-email"
class = "any"
method = "email-any"
)";
  folder.files.erase("en.md");
  const auto checked = check(folder);
  ASSERT_TRUE(checked.letter) << shown(checked.faults);
  EXPECT_FALSE(checked.letter->comments);
  EXPECT_FALSE(checked.letter->closes);
  EXPECT_FALSE(checked.letter->pledge);
  EXPECT_FALSE(checked.letter->witness_policy);
  EXPECT_EQ(checked.letter->privacy, (Privacy{std::chrono::hours(1), 5, 20}));
  EXPECT_EQ(checked.letter->version(), 1);
  EXPECT_TRUE(checked.letter->recipient.role.empty());
}

TEST(Check, Every_fault_is_reported_at_once_in_the_order_of_files_and_lines) {
  auto folder = with_toml("slug =", "slugg =");
  folder = with(folder, "letter.toml", "comments = true", "comments = \"yes\"");
  folder = with(folder, "letter.toml", "number = 2", "number = 3");
  folder = with(folder, "letter.toml", "fr = \"Je partirai.\"\n", "");
  folder = with(folder, "en.md", "Because.", "<b>Because</b> and ![x](https://x.example/x.png)");
  folder.files.erase("fr.md");
  folder.files["notes.md"] = "x\n";
  const auto faults = check(folder).faults;
  EXPECT_EQ(faults.size(), 10U) << shown(faults);
  EXPECT_TRUE(std::ranges::is_sorted(faults, {},
                                     [](const Fault& fault) { return std::pair(fault.file, fault.line); }));
  for (const auto& fault : faults) {
    EXPECT_FALSE(fault.what.empty());
    EXPECT_TRUE(fault.instead.ends_with('.')) << fault.instead;
  }
}

TEST(Check, A_missing_text_is_a_fault_of_its_language) {
  auto folder = good_folder();
  folder.files.erase("fr.md");
  expect_fault(folder, "fr.md", 0, "text in French is missing", "Write fr.md");
}

TEST(Check, A_missing_letter_toml_is_said) {
  auto folder = good_folder();
  folder.files.erase("letter.toml");
  expect_fault(folder, "letter.toml", 0, "letter.toml is missing", "docs/formats");
  EXPECT_FALSE(check(Folder{}).letter);
}

TEST(Check, Files_that_do_not_belong_there_are_faults) {
  for (std::string name : {"README.md", "notes.md", "signers.csv", ".DS_Store", "letter.toml~", "Fr.md",
                           "\x1b[31m.md", "\xff.md", "de.md", "../fr.md", "extra.toml"}) {
    auto folder = good_folder();
    folder.files[name] = "x\n";
    expect_fault(folder, is_file_name(name) ? name : "", 0, "doesn't belong", "nothing else");
    for (const auto& fault : check(folder).faults) EXPECT_EQ(fault.what.find('\x1b'), std::string::npos);
  }
}

TEST(Check, A_text_in_a_language_that_is_not_listed_is_a_fault) {
  auto folder = with_toml("[\"en\", \"fr\"]", "[\"en\"]");
  const auto faults = check(folder).faults;
  EXPECT_THAT(shown(faults), HasSubstr("fr.md:0: letter.toml doesn't list this language."));
  EXPECT_THAT(shown(faults), HasSubstr("letter.toml:12: The letter isn't in French, but [title] is."));
}

TEST(Check, Texts_in_each_other_s_files_are_noticed) {
  std::string english, french;
  for (int i = 0; i < 4; ++i) {
    english +=
        "We know that the people of the valley live with this, and that it is for the mine to answer.\n";
    french += "Nous savons que les gens de la vallée et des villages vivent pour la mine qui nous use.\n";
  }
  auto folder = good_folder();
  folder.files["en.md"] = french;
  folder.files["fr.md"] = english;
  const auto faults = check(folder).faults;
  ASSERT_EQ(faults.size(), 2U) << shown(faults);
  EXPECT_EQ(faults[0].what, "This file is for English, but its text is in French.");
  EXPECT_EQ(faults[1].instead, "Put it into en.md.");
  folder.files["en.md"] = english;
  folder.files["fr.md"] = french;
  EXPECT_TRUE(check(folder).letter);
}

TEST(Check, Too_many_and_too_large_files_are_faults) {
  auto folder = good_folder();
  for (int i = 0; i < 40; ++i) folder.files[fmt::format("a{}.md", i)] = "x\n";
  EXPECT_THAT(shown(check(folder).faults), HasSubstr(":0: The folder has 43 files."));
  folder = good_folder();
  for (int i = 0; i < 9; ++i) folder.files[fmt::format("a{}.md", i)] = std::string(kMaxFileBytes, 'x');
  EXPECT_THAT(shown(check(folder).faults), HasSubstr("bytes. Keep at most 524288."));
}

TEST(Check, A_megabyte_of_Markdown_is_refused_unread) {
  auto folder = good_folder();
  folder.files["en.md"] = std::string(1024 * 1024, '>');
  const auto faults = check(folder).faults;
  EXPECT_THAT(shown(faults),
              HasSubstr("en.md:0: This file has 1048576 bytes. Shorten it to at most 65536 bytes."));
}

TEST(Check, Bytes_that_are_not_plain_lines_are_faults_of_their_line) {
  const auto in_fr = [](std::string content) {
    auto folder = good_folder();
    folder.files["fr.md"] = std::move(content);
    return folder;
  };
  expect_fault(in_fr("\xEF\xBB\xBFx\n"), "fr.md", 1, "byte order mark", "without BOM");
  expect_fault(in_fr("x\r\ny\r\n"), "fr.md", 1, "CR LF", "Unix line ends");
  expect_fault(in_fr("x\n\xC3\x28\n"), "fr.md", 2, "isn't UTF-8", "Save the file as UTF-8");
  expect_fault(in_fr("x\n\ny\x07\n"), "fr.md", 3, "control, invisible", "Remove it");
  expect_fault(in_fr("x\xE2\x80\xAEy\n"), "fr.md", 1, "direction-changing", "Remove it");
  expect_fault(in_fr(std::string("x\0y\n", 4)), "fr.md", 1, "control", "Remove it");
  expect_fault(in_fr("x\ny"), "fr.md", 2, "no end", "line break");
  expect_fault(in_fr(""), "fr.md", 0, "empty", "Write the text");
  expect_fault(in_fr("\n\n"), "fr.md", 0, "no text", "Write the letter");
  expect_fault(with_toml("\"Close it.\"\n", "\"Close it.\"\r\n"), "letter.toml", 26, "CR LF", "Unix");
}

}  // namespace
}  // namespace ruban::letter
