// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/letter.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "core/utf8.h"
#include "letter/folder.h"
#include "letter/nearest.h"
#include "letter/plain_lines.h"
#include "letter/state.h"

namespace ruban::letter {
namespace {

TEST(Slug, Takes_words_with_hyphens_and_nothing_else) {
  for (auto good : {"a", "1", "drop-the-ice-contract", "v1-of-something", "v", "signs", "a--b"}) {
    EXPECT_TRUE(Slug::parse(good)) << good;
  }
  EXPECT_TRUE(Slug::parse(std::string(64, 'a')));
  EXPECT_FALSE(Slug::parse(std::string(65, 'a')));
  for (auto bad : {"",      "-a",     "a-",    "-",     "A",    "é",          "a b",     "a_b", "a.b",
                   "a/b",   "a\n",    "../a",  "a%20b", "sign", "signatures", "api",     "log", "desk",
                   "embed", "verify", "about", "feed",  "v1",   "v27",        "letters", "en",  "fr"}) {
    EXPECT_FALSE(Slug::parse(bad)) << bad;
  }
}

TEST(LetterReference, Names_a_letter_or_one_version_of_it) {
  EXPECT_EQ(LetterReference::parse("mine")->version, std::nullopt);
  EXPECT_EQ(LetterReference::parse("mine/v12")->version, 12);
  for (auto text : {"mine", "mine/v1", "mine/v9999"}) EXPECT_EQ(LetterReference::parse(text)->text(), text);
  for (auto bad : {"", "/", "/v1", "mine/", "mine/1", "mine/v", "mine/v0", "mine/v01", "mine/v-1", "mine/v1/",
                   "mine/v10000", "mine/v1x", "Mine/v1"}) {
    EXPECT_FALSE(LetterReference::parse(bad)) << bad;
  }
}

TEST(Method, Every_code_is_read_back) {
  for (auto text : {"email-domain", "email-list", "email-any", "invitation", "oidc", "ssh"}) {
    ASSERT_TRUE(parse_method(text)) << text;
    EXPECT_EQ(code(*parse_method(text)), text);
  }
  EXPECT_EQ(label_ending(Method::email_domain), "email");
  EXPECT_EQ(label_ending(Method::email_list), "email");
  EXPECT_EQ(label_ending(Method::email_any), "email");
  EXPECT_EQ(label_ending(Method::invitation), "invitation");
  EXPECT_EQ(label_ending(Method::oidc), "oidc");
  EXPECT_EQ(label_ending(Method::ssh), "ssh");
  EXPECT_FALSE(parse_method("email"));
  for (auto text : {"named", "anon", "sealed"}) EXPECT_EQ(code(*parse_mode(text)), text);
  EXPECT_FALSE(parse_mode("Named"));
}

TEST(Folder, Names_are_plain) {
  for (auto good : {"letter.toml", "fr.md", "en.md", "a-1.md"}) EXPECT_TRUE(is_file_name(good)) << good;
  for (auto bad : {"", ".md", ".toml", "a", "a.txt", "A.md", "a b.md", "a.md~", "-/a.md", "é.md", "a\n.md",
                   "a.md.toml"}) {
    EXPECT_FALSE(is_file_name(bad)) << bad;
  }
  EXPECT_TRUE(is_file_name(std::string(61, 'a') + ".md"));
  EXPECT_FALSE(is_file_name(std::string(62, 'a') + ".md"));
}

// printf 'one\n' >a-b.md; printf 'two\n' >a.toml; printf '' >ab.md; (export LC_ALL=C; sha256sum -- * |
// sha256sum)
TEST(Folder, The_text_hash_is_that_of_sha256sum) {
  const Folder folder{{{"ab.md", ""}, {"a.toml", "two\n"}, {"a-b.md", "one\n"}}};
  EXPECT_EQ(to_hex(text_hash(folder).view()),
            "49399a043e4eeed3893d9c2829c006dad519f0edda4ff3e9affa764352856c49");
  EXPECT_EQ(to_hex(text_hash(Folder{}).view()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

RC_GTEST_PROP(Folder, One_changed_byte_changes_the_text_hash,
              (const std::string& content, std::uint8_t flip)) {
  RC_PRE(!content.empty() && flip != 0);
  Folder folder{{{"fr.md", content}}};
  const auto before = text_hash(folder);
  auto& first = folder.files["fr.md"].front();
  first = static_cast<char>(static_cast<unsigned char>(first) ^ flip);
  RC_ASSERT(text_hash(folder) != before);
}

// The tables of the moves as they are announced; the functions are tried on every pair.
TEST(LetterState, Moves_exactly_as_announced) {
  using enum LetterState;
  const std::vector<std::pair<LetterState, LetterState>> allowed{
      {draft, open},       {open, closed},    {open, withdrawn},    {open, removed},
      {closed, withdrawn}, {closed, removed}, {withdrawn, removed},
  };
  for (const auto from : kLetterStates) {
    for (const auto to : kLetterStates) {
      const auto moved = move_letter(from, to);
      const bool expected = std::ranges::find(allowed, std::pair(from, to)) != allowed.end();
      EXPECT_EQ(moved.has_value(), expected) << code(from) << " to " << code(to);
      if (moved) {
        EXPECT_EQ(*moved, to);
      } else {
        EXPECT_EQ(moved.error().kind, Kind::conflict);
      }
    }
    EXPECT_EQ(parse_letter_state(code(from)), from);
  }
  EXPECT_FALSE(parse_letter_state("Open"));
}

TEST(DemandState, Moves_exactly_as_announced) {
  using enum DemandState;
  const std::vector<std::pair<DemandState, DemandState>> allowed{
      {open, promised},      {open, partly_met},     {open, met},          {open, refused},
      {open, stalled},       {promised, partly_met}, {promised, met},      {promised, broken},
      {promised, stalled},   {partly_met, met},      {partly_met, broken}, {partly_met, stalled},
      {refused, promised},   {refused, partly_met},  {refused, met},       {stalled, promised},
      {stalled, partly_met}, {stalled, met},         {stalled, refused},   {stalled, broken},
      {broken, promised},    {broken, partly_met},   {broken, met},        {met, broken},
  };
  for (const auto from : kDemandStates) {
    for (const auto to : kDemandStates) {
      const auto moved = move_demand(from, to);
      const bool expected = std::ranges::find(allowed, std::pair(from, to)) != allowed.end();
      EXPECT_EQ(moved.has_value(), expected) << code(from) << " to " << code(to);
      EXPECT_EQ(moved.value_or(from), expected ? to : from);
    }
    EXPECT_EQ(parse_demand_state(code(from)), from);
  }
  EXPECT_FALSE(parse_demand_state(""));
}

TEST(Nearest, Finds_slips_of_the_finger) {
  const std::vector<std::string> keys{"slug", "languages", "epoch_seconds", "title"};
  EXPECT_EQ(nearest("slgu", keys), "slug");
  EXPECT_EQ(nearest("Slug", keys), "slug");
  EXPECT_EQ(nearest("language", keys), "languages");
  EXPECT_EQ(nearest("epoch-seconds", keys), "epoch_seconds");
  EXPECT_EQ(nearest("titel", keys), "title");
  EXPECT_EQ(nearest("colour", keys), std::nullopt);
  EXPECT_EQ(nearest("", keys), std::nullopt);
  EXPECT_EQ(nearest(std::string(10'000, 's'), keys), std::nullopt);
}

RC_GTEST_PROP(Quoted, What_is_shown_is_one_harmless_line, (const std::string& bytes)) {
  const auto shown = in_quotes(bytes);
  RC_ASSERT(is_utf8(shown));
  RC_ASSERT(!has_forbidden_characters(shown));
  RC_ASSERT(code_points(shown) <= 63U);
}

}  // namespace
}  // namespace ruban::letter
