// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/letter_toml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "letter/check.h"
#include "letter/test_folder.h"

namespace ruban::letter {
namespace {

using testing::HasSubstr;

// One change of the good letter.toml, and the only fault that it makes.
struct Case {
  std::string_view from, to;
  int line;
  std::string what, instead;
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.to; }

class Faults : public testing::TestWithParam<Case> {};

TEST_P(Faults, Are_named_with_line_and_remedy) {
  const auto& c = GetParam();
  const auto checked = check(with_toml(c.from, c.to));
  EXPECT_FALSE(checked.letter);
  ASSERT_EQ(checked.faults.size(), 1U)
      << c.to << ": " << (checked.faults.empty() ? "" : checked.faults[1].what);
  const auto& fault = checked.faults.front();
  EXPECT_EQ(fault.file, "letter.toml");
  EXPECT_EQ(fault.line, c.line) << fault.what;
  EXPECT_THAT(fault.what, HasSubstr(c.what));
  EXPECT_THAT(fault.instead, HasSubstr(c.instead));
}

INSTANTIATE_TEST_SUITE_P(
    Top_level, Faults,
    testing::Values(
        Case{"slug = \"close-the-mine\"\n", "", 0, "\"slug\" is missing", "slug = \"a-few-words\""},
        Case{"\"close-the-mine\"", "\"Close the mine\"", 1, "only small letters", "such as"},
        Case{"\"close-the-mine\"", "\"sign\"", 1, "addresses need", "such as"},
        Case{"\"close-the-mine\"", "17", 1, "is a whole number, not a text", "slug = "},
        Case{"comments = true", "comments = \"yes\"", 5, "is a text, not true or false", "comments = true"},
        Case{"comments = true", "coments = true", 5, "\"coments\" is unknown", "Write \"comments\""},
        Case{"comments = true", "colour = \"red\"", 5, "\"colour\" is unknown", "known here are slug"},
        Case{"comments = true", "\"\\u001b[31m\" = 1", 5, "\"?[31m\" is unknown", "Remove it"},
        Case{"\"en\", \"fr\"", "\"en\", \"fr\", \"de\"", 2, "know the language \"de\"", "\"en\" or \"fr\""},
        Case{"\"en\", \"fr\"", "\"en\", \"fr\", \"en\"", 2, "lists \"en\" twice", "once"},
        Case{"opens = 2018-06-19T14:00:00Z\n", "", 0, "\"opens\" is missing", "opens = 2018-06-19T14:00:00Z"},
        Case{"opens = 2018-06-19T14:00:00Z", "opens = 2018-06-19", 3, "isn't a time with its offset",
             "+02:00"},
        Case{"opens = 2018-06-19T14:00:00Z", "opens = 2018-06-19T14:00:00", 3, "isn't a time with its offset",
             "Z"},
        Case{"opens = 2018-06-19T14:00:00Z", "opens = \"tomorrow\"", 3, "isn't a time with its offset", "Z"},
        Case{"opens = 2018-06-19T14:00:00Z", "opens = \"2018-02-30T14:00:00Z\"", 3, "isn't a time", "Z"},
        Case{"opens = 2018-06-19T14:00:00Z", "opens = 2018-06-19T14:00:30Z", 3, "whole minute",
             "2018-06-19T14:00:00Z"},
        Case{"closes = 2018-12-19", "closes = 2017-12-19", 4, "closes before it opens", "later"},
        Case{"\"named\", \"anon\"", "\"anon\"", 6, "by name", "Add \"named\""},
        Case{"\"named\", \"anon\"", "\"named\", \"sealed\"", 6, "aren't in this version",
             "Remove \"sealed\""},
        Case{"\"named\", \"anon\"", "\"named\", \"loud\"", 6, "\"loud\" isn't a way of signing", "\"anon\""},
        Case{"\"named\", \"anon\"", "\"named\", \"named\"", 6, "twice", "once"},
        Case{"[\"named\", \"anon\"]", "\"named\"", 6, "is a text, not a list of texts",
             "modes = [\"named\"]"},
        Case{"[\"named\", \"anon\"]", "[]", 6, "lists 0 items", "from 1 to 3"},
        Case{"\"close-the-mine/v2\"", "\"another/v2\"", 7, "earlier version of itself", "close-the-mine/v1"},
        Case{"\"close-the-mine/v2\"", "\"close-the-mine\"", 7, "isn't said", "close-the-mine/v1"},
        Case{"\"close-the-mine/v2\"", "\"close-the-mine/2\"", 7, "doesn't name a letter", "v1"},
        Case{"\"open-the-books/v3\"", "\"close-the-mine\"", 8, "can't support itself", "another letter"}));

INSTANTIATE_TEST_SUITE_P(
    Tables, Faults,
    testing::Values(
        Case{"fr = \"Fermez la mine\"\n", "", 10, "text in French is missing in [title]", "fr = \"…\""},
        Case{"\"Close the mine\"", "\"\"", 11, "\"en\" in [title] is empty", "Write the text"},
        Case{"\"Close the mine\"", "\" Close the mine\"", 11, "begins or ends with a space", "Remove"},
        Case{"\"Close the mine\"", "\"Close\\nthe mine\"", 11, "line break", "one plain line"},
        Case{"\"Close the mine\"", "\"Close \\u202Ethe mine\"", 11, "direction-changing", "one plain line"},
        Case{"\"Close the mine\"",
             "\"A title of more than one hundred and twenty characters, which is more than anybody can read "
             "aloud in one "
             "breath, or print in a line\"",
             11, "characters", "at most 120"},
        Case{"fr = \"Fermez la mine\"", "fr = \"Fermez la mine\"\nde = \"Schluss\"", 13,
             "\"de\" in [title] is unknown", "known here are en, fr."},
        Case{"[title]\nen = \"Close the mine\"\nfr = \"Fermez la mine\"\n", "", 0, "[title] is missing",
             "[title] with"},
        Case{"name = \"Ada Example\"\n", "", 14, "\"name\" is missing in [recipient]", "name = "},
        Case{"name = \"Ada Example\"", "name = \"Ada Example\"\nemail = \"a@b\"", 16,
             "\"email\" in [recipient]", "Remove it; known here are name, role, organisation, domain."},
        Case{", fr = \"Directrice\"", "", 16, "text in French is missing in [recipient] role", "fr ="},
        Case{"domain = \"mine.example\"", "domain = \"Mine.Example\"", 18, "isn't a mail domain",
             "small letters"},
        Case{"number = 1", "number = 0", 25, "numbered 1, 2, 3", "number = 1"},
        Case{"number = 2", "number = 1", 30, "numbered 1, 2, 3", "number = 2"},
        Case{"number = 2", "number = \"2\"", 30, "numbered 1, 2, 3", "number = 2"},
        Case{"en = \"Say when.\"\n", "", 29, "text in English is missing in [[demand]]", "en ="},
        Case{"denominator = 412", "denominator = 0", 38, "\"denominator\" in [[class]] is 0", "from 1 to"},
        Case{"denominator = 412", "denominator = 41.2", 38, "number with a fraction, not a whole number",
             "120000"},
        Case{"due = \"2019-01-01T00:00:00Z\"", "due = 2018-01-01T00:00:00Z", 59,
             "due before the letter opens", "later"},
        Case{"when_refused = [2]", "when_refused = [3]", 60, "no demand number 3", "number of a [[demand]]"},
        Case{"when_refused = [2]", "when_refused = [2, 2]", 60, "named twice", "once"},
        Case{"when_refused = [2]", "when_refused = 2", 60, "not a list of whole numbers", "[1, 2]"},
        Case{"[pledge]", "[[pledge]]", 56, "\"pledge\" is a list, not a table", "[pledge] with"},
        Case{"epoch_seconds = 120", "epoch_seconds = 90", 63, "whole minutes", "epoch_seconds = 120"},
        Case{"epoch_seconds = 120", "epoch_seconds = 0", 63, "is 0", "from 60 to 86400"},
        Case{"min_batch = 3", "min_batch = -1", 64, "is -1", "from 1 to 1000"},
        Case{"quorum none", "curl https://x.example", 68, "isn't a witness policy", "quorum"},
        Case{"[privacy]", "[privcy]", 62, "\"privcy\" is unknown", "Write \"privacy\""}));

INSTANTIATE_TEST_SUITE_P(
    Who_may_sign, Faults,
    testing::Values(
        Case{"label = \"miner-email\"", "label = \"miners\"", 46, "A label is the class", "\"miner-email\""},
        Case{"label = \"miner-email\"", "label = \"miner-ssh\"", 46, "A label is the class",
             "\"miner-email\""},
        Case{"method = \"email-any\"", "method = \"email\"", 54, "\"email\" isn't a method", "email-"},
        Case{"method = \"email-any\"", "method = \"email_anny\"", 54, "isn't a method", "\"email-any\""},
        Case{"method = \"email-any\"", "method = \"email-any\"\ndomains = [\"x.example\"]", 55, "alone",
             "Remove them"},
        Case{"domains = [\"mine.example\", \"xn--bcher-kva.example\"]\n", "", 45, "\"domains\" is missing",
             "example.org"},
        Case{"\"xn--bcher-kva.example\"", "\"bücher.example\"", 49, "isn't a mail domain", "xn--"},
        Case{"\"xn--bcher-kva.example\"", "\"@x.example\"", 49, "isn't a mail domain", "follows the @"},
        Case{"\"xn--bcher-kva.example\"", "\"localhost\"", 49, "isn't a mail domain", "example.org"},
        Case{"\"xn--bcher-kva.example\"", "\"mine.example\"", 49, "twice", "once"}));

std::vector<std::string> whats(const Folder& folder) {
  std::vector<std::string> out;
  for (const auto& fault : check(folder).faults) out.push_back(fault.what);
  return out;
}

TEST(LetterToml, Methods_of_later_versions_are_read_and_refused_clearly) {
  for (std::string method : {"oidc", "ssh"}) {
    auto folder = with_toml("method = \"email-any\"", "method = \"" + method + "\"");
    folder = with(folder, "letter.toml", "neighbour-email", "neighbour-" + method);
    EXPECT_THAT(whats(folder),
                testing::ElementsAre("The method \"" + method + "\" isn't in this version of Ruban."));
  }
}

TEST(LetterToml, An_unknown_class_is_named_with_the_nearest_known_one) {
  const auto faults = check(with_toml("class = \"miner\"", "class = \"minner\"")).faults;
  const auto found = std::ranges::find_if(
      faults, [](const Fault& f) { return f.what == "There is no [[class]] with the name \"minner\"."; });
  ASSERT_NE(found, faults.end());
  EXPECT_EQ(found->line, 47);
  EXPECT_EQ(found->instead, "Write class = \"miner\".");
}

TEST(LetterToml, A_class_that_nobody_can_prove_is_a_fault) {
  const auto all =
      whats(with_toml("[[class]]\nname = \"neighbour\"",
                      "[[class]]\nname = \"ghost\"\nen = \"Ghosts\"\nfr = \"Fantômes\"\n\n[[class]]\nname = "
                      "\"neighbour\""));
  EXPECT_THAT(all, testing::ElementsAre("Nobody can sign as \"ghost\": no [[issuer]] has this class."));
}

TEST(LetterToml, A_class_has_a_plain_name) {
  for (std::string name : {"Miner", "a b", "-a", "a-", "é", "an-unusually-long-name-of-a-class-of-people"}) {
    EXPECT_THAT(whats(with_toml("name = \"miner\"", "name = \"" + name + "\"")),
                testing::Contains("\"" + name + "\" can't be the name of a class."));
  }
}

TEST(LetterToml, Without_readable_languages_no_text_is_called_missing) {
  EXPECT_THAT(whats(with_toml("languages = [\"en\", \"fr\"]\n", "")),
              testing::ElementsAre("\"languages\" is missing."));
}

TEST(LetterToml, Classes_and_labels_are_distinct) {
  const auto twice = whats(with_toml("name = \"neighbour\"", "name = \"miner\""));
  EXPECT_THAT(twice, testing::Contains("The class \"miner\" stands here twice."));
  auto folder = with_toml("label = \"neighbour-email\"\nclass = \"neighbour\"",
                          "label = \"miner-email\"\nclass = \"miner\"");
  EXPECT_THAT(whats(folder), testing::Contains("The label \"miner-email\" stands here twice."));
}

TEST(LetterToml, What_is_not_TOML_is_one_fault_with_its_line) {
  for (std::string_view broken :
       {"slug = \"a", "slug", "[title", "a = 1\na = 2", "x = {", "x = [[[[[[[[[[[[[[[[[[[[1",
        "x = 99999999999999999999", "x = 1979-13-01T00:00:00Z", "= 1", "[a]\n[a]", "[", "[[", "[ ", "[&",
        "[[&]]", "[]", "  [ [a] ]", "[\na]", "[#"}) {
    std::vector<Fault> faults;
    EXPECT_FALSE(read_letter_toml(std::string(broken) + "\n", faults).letter) << broken;
    ASSERT_EQ(faults.size(), 1U) << broken;
    EXPECT_THAT(faults[0].what, HasSubstr("This isn't TOML: "));
    EXPECT_GT(faults[0].line, 0) << broken;
  }
}

TEST(LetterToml, Characters_beyond_ASCII_stay_as_written) {
  for (std::string title : {"~", "~41", "~e9~", "Été ~ 夏", "ශ්‍රී", "naïve\u202F!"}) {
    const auto checked = check(with_toml("Close the mine", title));
    ASSERT_TRUE(checked.letter) << title;
    EXPECT_EQ(checked.letter->title.at(Language::en), title);
  }
  EXPECT_EQ(check(with_toml("Close the mine", "\\u00e9t\\u00e9")).letter->title.at(Language::en), "été");
  EXPECT_THAT(whats(with_toml("Close the mine", "\\u007e41")),
              testing::ElementsAre("An escape here stands for a tilde."));
}

// Places where TOML allows none: each of these met undefined behaviour in the library behind.
TEST(LetterToml, Characters_beyond_ASCII_outside_of_texts_are_faults) {
  for (std::string_view broken :
       {"é = 1", "a é = 1", "a = é", "\u00a7", "s = \"\"\"\\\n\u00a7\"\"\"\u00a7", "[é]", "[&", "\u032a"}) {
    std::vector<Fault> faults;
    EXPECT_FALSE(read_letter_toml(std::string(broken) + "\n", faults).letter) << broken;
    EXPECT_THAT(faults.at(0).what, HasSubstr("This isn't TOML: ")) << broken;
  }
}

TEST(LetterToml, Keys_of_the_wrong_shape_never_stop_the_check) {
  for (std::string_view key :
       {"slug", "languages", "opens", "closes", "comments", "modes", "follows", "supports", "title",
        "recipient", "constituency", "demand", "class", "issuer", "pledge", "privacy", "witnesses"}) {
    for (std::string_view value : {"1", "1.5", "true", "\"x\"", "[]", "[1]", "[[]]", "{}", "{ x = 1 }",
                                   "[{}]", "1979-05-27", "07:32:00", "1979-05-27T00:32:00Z", "inf", "nan"}) {
      std::vector<Fault> faults;
      const auto read = read_letter_toml(std::string(key) + " = " + std::string(value) + "\n", faults);
      EXPECT_FALSE(read.letter);
      EXPECT_FALSE(faults.empty());
    }
  }
}

TEST(LetterToml, Times_take_any_offset_with_and_without_quotes) {
  const auto unquoted = check(with_toml("2018-06-19T14:00:00Z", "2018-06-19T16:00:00+02:00"));
  const auto in_quotes = check(with_toml("2018-06-19T14:00:00Z", "\"2018-06-19T16:00:00+02:00\""));
  ASSERT_TRUE(unquoted.letter && in_quotes.letter);
  EXPECT_EQ(format_minute(unquoted.letter->opens), "2018-06-19T14:00Z");
  EXPECT_EQ(unquoted.letter->opens, in_quotes.letter->opens);
}

}  // namespace
}  // namespace ruban::letter
