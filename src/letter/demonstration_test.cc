// SPDX-License-Identifier: AGPL-3.0-or-later
// The letters that the demonstration publishes, and the people who sign them there, as they lie in letters/.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "core/utf8.h"
#include "letter/check.h"
#include "letter/spoken.h"

namespace ruban::letter {
namespace {

namespace fs = std::filesystem;

fs::path letters() { return fs::path(RUBAN_VECTORS).parent_path().parent_path() / "letters"; }

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

Folder read_folder(const fs::path& path) {
  Folder out;
  for (const auto& entry : fs::directory_iterator(path)) {
    out.files[entry.path().filename().string()] = read(entry.path());
  }
  return out;
}

Letter checked(std::string_view name) {
  auto result = check(read_folder(letters() / name));
  for (const auto& fault : result.faults)
    ADD_FAILURE() << fault.file << ":" << fault.line << ": " << fault.what;
  if (!result.letter) throw std::runtime_error("The letter has faults.");
  return std::move(*result.letter);
}

// The rows of a file of letters/signatories.
std::vector<std::vector<std::string>> rows(std::string_view name) {
  std::vector<std::vector<std::string>> out;
  const auto content = read(letters() / "signatories" / name);
  std::string_view rest = content;
  while (!rest.empty()) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() + 1);
    if (line.empty() || line.starts_with('#')) continue;
    auto& row = out.emplace_back();
    for (std::size_t at = 0; at <= line.size();) {
      const auto tab = std::min(line.find('\t', at), line.size());
      row.emplace_back(line.substr(at, tab - at));
      at = tab + 1;
    }
  }
  return out;
}

bool is_plain_line(const std::string& text, std::size_t most) {
  return !text.empty() && is_utf8(text) && !has_forbidden_characters(text) && code_points(text) <= most &&
         text.front() != ' ' && text.back() != ' ';
}

TEST(Demonstration, Both_letters_are_without_fault) {
  const auto employees = checked("employees");
  const auto coders = checked("coders");
  EXPECT_EQ(employees.demands.size(), 3U);
  EXPECT_TRUE(employees.find_issuer("employee-email"));
  EXPECT_TRUE(coders.pledge);
  EXPECT_EQ(coders.supports->slug, employees.slug);
  EXPECT_LT(employees.opens, coders.opens);
}

TEST(Demonstration, Texts_are_of_a_letter_s_length_and_in_their_language) {
  for (auto name : {"employees", "coders"}) {
    const auto letter = checked(name);
    for (const auto& [language, document] : letter.documents) {
      EXPECT_GE(word_count(document), 350U) << name << code(language);
      EXPECT_LE(word_count(document), 600U) << name << code(language);
      EXPECT_EQ(spoken_language(document), language);
    }
  }
}

// Every apostrophe is typographic, and what French sets apart is set apart by a narrow no-break space.
TEST(Demonstration, French_is_set_as_French_is_set) {
  const std::string narrow = "\u202F";
  for (auto name : {"employees", "coders"}) {
    const auto letter = checked(name);
    std::vector<std::string> texts{plain_text(letter.documents.at(Language::fr)),
                                   letter.title.at(Language::fr)};
    for (const auto& demand : letter.demands) texts.push_back(demand.text.at(Language::fr));
    if (letter.pledge) texts.push_back(letter.pledge->text.at(Language::fr));
    for (const auto& text : texts) {
      EXPECT_EQ(text.find('\''), std::string::npos) << text;
      EXPECT_EQ(text.find('"'), std::string::npos) << text;
      for (std::string mark : {":", ";", "!", "?", "»"}) {
        for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
          ASSERT_GE(at, narrow.size());
          EXPECT_EQ(text.substr(at - narrow.size(), narrow.size()), narrow) << text.substr(0, at + 1);
        }
      }
      for (auto at = text.find("«"); at != std::string::npos; at = text.find("«", at + 1)) {
        EXPECT_EQ(text.substr(at + 2, narrow.size()), narrow) << text.substr(at);
      }
    }
  }
}

TEST(Demonstration, There_are_names_enough_for_everybody_and_none_twice) {
  std::map<std::string, std::vector<std::string>> given, family;
  for (const auto& row : rows("given.txt")) given[row.at(0)].push_back(row.at(1));
  for (const auto& row : rows("family.txt")) family[row.at(0)].push_back(row.at(1));
  std::set<std::string> names;
  std::size_t made = 0;
  const auto add = [&](const std::string& name) {
    ++made;
    names.insert(name);
    EXPECT_TRUE(is_plain_line(name, 80)) << name;
  };
  for (const auto& row : rows("groups.txt")) {
    ASSERT_EQ(row.size(), 3U);
    EXPECT_GT(std::stoi(row[2]), 0);
    ASSERT_FALSE(given[row[0]].empty() || family[row[0]].empty()) << row[0];
    for (const auto& first : given[row[0]]) {
      for (const auto& last : family[row[0]]) {
        if (row[1] == "given-family") {
          add(first + " " + last);
        } else if (row[1] == "family-given") {
          add(last + " " + first);
        } else {
          ASSERT_EQ(row[1], "familygiven");
          add(last + first);
        }
      }
    }
  }
  EXPECT_EQ(given.size(), rows("groups.txt").size());
  EXPECT_EQ(family.size(), given.size());
  bool longest = false;
  for (const auto& row : rows("whole.txt")) {
    add(row.at(0));
    longest |= code_points(row.at(0)) == 80;
  }
  EXPECT_TRUE(longest);
  EXPECT_EQ(names.size(), made);
  EXPECT_GT(made, 2000U);
}

TEST(Demonstration, Roles_and_comments_belong_to_a_class) {
  std::set<std::string> classes{"-"};
  for (auto name : {"employees", "coders"}) {
    for (const auto& one : checked(name).classes) classes.insert(one.name);
  }
  const auto english = rows("roles.en.txt");
  const auto french = rows("roles.fr.txt");
  ASSERT_EQ(english.size(), french.size());
  for (std::size_t i = 0; i < english.size(); ++i)
    EXPECT_EQ(english[i].at(0), french[i].at(0)) << english[i].at(1);
  std::set<std::string> comments;
  for (auto name : {"roles.en.txt", "roles.fr.txt", "comments.en.txt", "comments.fr.txt"}) {
    const bool comment = std::string_view(name).starts_with("comments");
    for (const auto& row : rows(name)) {
      ASSERT_EQ(row.size(), 2U);
      EXPECT_TRUE(classes.contains(row[0])) << row[0];
      EXPECT_TRUE(is_plain_line(row[1], comment ? 140 : 60)) << row[1];
      EXPECT_TRUE(!comment || comments.insert(row[1]).second) << row[1];
    }
  }
  EXPECT_GE(comments.size(), 60U);
}

}  // namespace
}  // namespace ruban::letter
