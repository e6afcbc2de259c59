// SPDX-License-Identifier: AGPL-3.0-or-later
// The printed letter as a reader, a camera and a reading machine find it.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

#include "press/test_paper.h"

namespace ruban::press {
namespace {

using i18n::Lang;
using testing::HasSubstr;
using testing::Not;

letter::Document document(std::string_view markdown) {
  std::vector<letter::Fault> faults;
  auto out = letter::parse_document(markdown, "x.md", faults);
  EXPECT_TRUE(out);
  return out.value_or(letter::Document{});
}

}  // namespace

DeliveredLetter sample_letter(Lang lang) {
  const bool french = lang == Lang::fr;
  DeliveredLetter out;
  out.lang = lang;
  out.title = french ? "Rendez le parc : il est à nous" : "Give back the park: it is ours";
  out.recipient = "Quillon Marchebois";
  out.recipient_role = french ? "Maire" : "Mayor";
  out.recipient_organisation = "Valombre-sur-Orge";
  out.constituency = french ? "Qui habite la ville" : "Whoever lives in the town";
  out.text =
      document((french ? std::string("Pourquoi ? Parce que « tout » se vend !\n\n## Ce que nous voulons\n")
                       : std::string("Why? Since “all” is for sale!\n\n## What we want\n")) +
               "\n1. alpha\n2. beta\n\n> gamma\n\n[delta](https://park.example/map)\n");
  out.demands = {{1, french ? "Ouvrez la grille." : "Open the gate."},
                 {2, french ? "Plantez." : "Plant trees."}};
  out.pledge = french ? "Nous arroserons." : "We will water them.";
  out.pledge_due = parse_rfc3339("2019-04-01T00:00:00Z").value();
  DeliveredClass residents{french ? "Habitantes et habitants" : "Residents", 3, 45, 1200, {}};
  residents.signatories = {
      {"Maud Tillfeather", "", ""}, {"Osric Pennywhistle", "Baker", ""}, {"Ines Quatresous", "", "Soon."}};
  out.classes = {residents, {french ? "Soutiens" : "Supporters", 0, 1, {}, {}}};
  out.checkpoint = {"record.example/log", 12345, {}, parse_rfc3339("2018-06-22T13:58:12Z").value()};
  out.address = "https://record.example/en/letters/park/figures";
  out.at = parse_rfc3339("2018-06-22T14:00:00Z").value();
  return out;
}

std::vector<Signatory> invented_people(std::size_t count) {
  const auto folder =
      std::filesystem::path(RUBAN_VECTORS).parent_path().parent_path() / "letters/signatories";
  const auto rows = [&](const char* file) {
    std::vector<std::vector<std::string>> out;
    std::ifstream in(folder / file);
    for (std::string line; std::getline(in, line);) {
      if (line.empty() || line.front() == '#') continue;
      auto& row = out.emplace_back();
      std::istringstream columns(line);
      for (std::string column; std::getline(columns, column, '\t');) row.push_back(column);
    }
    return out;
  };
  std::map<std::string, std::vector<std::string>> given, family;
  for (const auto& row : rows("given.txt")) given[row.at(0)].push_back(row.at(1));
  for (const auto& row : rows("family.txt")) family[row.at(0)].push_back(row.at(1));
  std::vector<Signatory> out;
  for (const auto& row : rows("whole.txt")) out.push_back({row.at(0), "", ""});
  const auto groups = rows("groups.txt");
  for (std::size_t turn = 0; out.size() < count; ++turn) {
    for (const auto& group : groups) {
      const auto& first = given.at(group[0]);
      const auto& last = family.at(group[0]);
      if (turn >= first.size() * last.size() || out.size() == count) continue;
      const auto& a = first[turn % first.size()];
      const auto& b = last[turn / first.size()];
      out.push_back({group[1] == "given-family"   ? a + " " + b
                     : group[1] == "family-given" ? b + " " + a
                                                  : b + a,
                     "", ""});
    }
  }
  out.resize(count);
  return out;
}

namespace {

bool is_right_to_left(std::string_view name) {
  return std::any_of(name.begin(), name.end(), [](char c) {
    const auto lead = static_cast<unsigned char>(c);
    return lead >= 0xD6 && lead <= 0xDF;  // U+0580 to U+07FF
  });
}

// Its characters without their order: poppler turns the two of a lam-alef round.
std::string letters_of(const std::string& text) {
  std::vector<std::string> all;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    all.push_back(text.substr(at, end - at));
    at = end;
  }
  std::sort(all.begin(), all.end());
  std::string out;
  for (const auto& one : all) out += one;
  return out;
}

// Nothing lies on something else, and nothing outside of the margins.
void expect_tidy(const PrintedLetter& printed) {
  const auto pages = printed.words();
  for (std::size_t p = 0; p < pages.size(); ++p) {
    auto page = pages[p];
    for (auto& word : page) {
      EXPECT_GE(word.left, 61) << word.text << " on page " << p + 1;
      EXPECT_LE(word.right, 595.28 - 61) << word.text << " on page " << p + 1;
      EXPECT_GE(word.top, 30) << word.text << " on page " << p + 1;
      EXPECT_LE(word.bottom, 841.89 - 30) << word.text << " on page " << p + 1;
      // A box reaches as high and as low as any letter of its font, which is higher and lower than a line.
      const double quarter = (word.bottom - word.top) / 4;
      word = {word.left + 0.4, word.top + quarter, word.right - 0.4, word.bottom - quarter, word.text};
    }
    for (std::size_t i = 0; i < page.size(); ++i) {
      for (std::size_t j = i + 1; j < page.size(); ++j) {
        const auto &a = page[i], &b = page[j];
        const bool apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top ||
                           a.left >= a.right || b.left >= b.right;
        EXPECT_TRUE(apart) << a.text << " and " << b.text << " on page " << p + 1;
      }
    }
  }
}

TEST(A_printed_letter, Says_everything_that_it_was_given) {
  const PrintedLetter printed(sample_letter(Lang::en));
  const auto text = printed.text("-raw");
  for (const auto* part : {"Quillon Marchebois",
                           "Mayor",
                           "Valombre-sur-Orge",
                           "Give back the park: it is ours",
                           "Delivered on Friday 22 June 2018 at 14:00 UTC",
                           "Residents: 48 out of 1,200",
                           "Supporters: 1",
                           "Who may sign: Whoever lives in the town",
                           "Open the gate.",
                           "Plant trees.",
                           "Why? Since “all” is for sale!",
                           "What we want",
                           "1. alpha",
                           "2. beta",
                           "gamma",
                           "delta (https://park.example/map)",
                           "We will water them.",
                           "Due on Monday 1 April 2019",
                           "3 by name, 45 without",
                           "Maud Tillfeather",
                           "Osric Pennywhistle, Baker",
                           "Ines Quatresous",
                           "Soon.",
                           "and 45 verified signatures without a name",
                           "1 verified signature without a name",
                           "record.example/log",
                           "12345",
                           "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                           "Checkpoint of Friday 22 June 2018 at 13:58 UTC",
                           "https://record.example/en/letters/park/figures"})
    EXPECT_THAT(text, HasSubstr(part));
  EXPECT_THAT(text, Not(HasSubstr("49")));  // classes are never added up
  expect_tidy(printed);
}

TEST(A_printed_letter, In_French_is_set_as_French_is_set) {
  const PrintedLetter printed(sample_letter(Lang::fr));
  const auto text = printed.text("-raw");
  for (const auto* part :
       {"Rendez le parc : il est à nous", "Pourquoi ? Parce que « tout » se vend !",
        "Lettre remise le vendredi 22 juin 2018 à 14 h 00 UTC", "Qui peut signer : Qui habite la ville",
        "et 45 signatures vérifiées sans nom", "48 sur 1 200"}) {
    auto read = text;
    for (const auto* space : {"\u00A0", "\u202F"}) read = replaced(read, space, " ");
    EXPECT_THAT(read, HasSubstr(part));
  }
  EXPECT_THAT(printed.bytes(), HasSubstr("/Lang (fr)"));
  // The space inside of « » is narrower than that between words.
  const auto page = printed.words().front();
  const auto word = [&](std::string_view what) {
    return std::find_if(page.begin(), page.end(), [&](const Word& one) { return one.text == what; });
  };
  const auto que = word("que"), opening = word("«"), all = word("tout");
  ASSERT_TRUE(que != page.end() && opening != page.end() && all != page.end());
  EXPECT_LT(all->left - opening->right, 0.8 * (opening->left - que->right));
  expect_tidy(printed);
}

TEST(A_printed_letter, Has_every_name_of_every_script_in_the_order_given) {
  auto letter = sample_letter(Lang::fr);
  letter.classes[0].signatories = invented_people(1000);
  letter.classes[0].named = 1000;
  const PrintedLetter printed(letter);
  const auto all = squeezed(printed.text("-raw"));
  std::set<std::string> lines;
  std::istringstream text(printed.text());
  for (std::string line; std::getline(text, line);) lines.insert(letters_of(squeezed(line)));
  std::size_t at = all.find("Habitantesethabitants"), from_right = 0;
  for (const auto& one : letter.classes[0].signatories) {
    const auto name = squeezed(one.name);
    if (is_right_to_left(name)) {
      ++from_right;
      EXPECT_TRUE(lines.contains(letters_of(name))) << one.name;
      continue;
    }
    const auto found = all.find(name, at);
    EXPECT_NE(found, std::string::npos) << one.name;
    if (found != std::string::npos) at = found;
  }
  EXPECT_GT(from_right, 50U);
  expect_tidy(printed);
}

TEST(A_printed_letter, Keeps_roles_and_comments_with_their_names) {
  auto letter = sample_letter(Lang::en);
  auto people = invented_people(300);
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (i % 2 == 0) people[i].role = fmt::format("Keeper of gate {}", i);
    if (i % 5 == 0)
      people[i].comment =
          fmt::format("Comment {} is long enough to fill\nmore than one line of its column.", i);
  }
  letter.classes[0].signatories = people;
  letter.classes[0].named = 302;
  const PrintedLetter printed(letter);
  const auto all = squeezed(printed.text("-raw"));
  for (std::size_t i = 0; i < people.size(); ++i) {
    auto line = squeezed(people[i].name);
    if (is_right_to_left(line)) continue;
    if (!people[i].role.empty()) line += "," + squeezed(people[i].role);
    line += squeezed(people[i].comment);
    EXPECT_THAT(all, HasSubstr(line));
  }
  EXPECT_THAT(printed.text("-raw"), HasSubstr("2 signatures by name are counted here without being printed"));
  expect_tidy(printed);
}

TEST(A_printed_letter, Has_head_and_number_on_every_page_and_a_warning_if_it_is_a_demonstration) {
  for (const bool demonstration : {false, true}) {
    auto letter = sample_letter(Lang::en);
    letter.is_demonstration = demonstration;
    letter.classes[1].signatories = invented_people(400);
    letter.classes[1].named = 400;
    const PrintedLetter printed(letter);
    const auto pages = printed.pages();
    ASSERT_GE(pages.size(), 4U);
    for (std::size_t i = 0; i < pages.size(); ++i) {
      EXPECT_THAT(squeezed(pages[i]), HasSubstr(fmt::format("{}/{}", i + 1, pages.size())));
      EXPECT_THAT(pages[i], HasSubstr(i == 0 ? "Open letter" : letter.title));
      EXPECT_THAT(pages[i], HasSubstr("record.example/log · 22"));
      const auto warns = pages[i].find("Demonstration: these signers are invented") != std::string::npos;
      EXPECT_EQ(warns, demonstration) << i;
    }
  }
}

TEST(A_printed_letter, Has_a_code_that_a_camera_reads) {
  const auto letter = sample_letter(Lang::en);
  EXPECT_EQ(PrintedLetter(letter).code(), letter.address);
}

TEST(A_printed_letter, Is_the_same_file_when_it_is_the_same_letter) {
  auto letter = sample_letter(Lang::fr);
  letter.classes[0].signatories = invented_people(200);
  const PrintedLetter once(letter), again(letter);
  EXPECT_EQ(once.bytes(), again.bytes());
  EXPECT_THAT(once.bytes(), HasSubstr("/CreationDate (D:20180622140000Z"));
  letter.at += std::chrono::seconds(1);
  const PrintedLetter later(letter);
  const auto id = [](const std::string& bytes) { return bytes.substr(bytes.rfind("/ID ["), 72); };
  EXPECT_EQ(id(once.bytes()), id(again.bytes()));
  EXPECT_NE(id(once.bytes()), id(later.bytes()));
}

TEST(A_printed_letter, Tells_reading_machines_what_its_parts_are) {
  const PrintedLetter printed(sample_letter(Lang::en));
  const auto about = printed.about();
  EXPECT_THAT(about, HasSubstr("Title:           Give back the park: it is ours\n"));
  EXPECT_THAT(about, HasSubstr("Tagged:          yes\n"));
  EXPECT_THAT(about, Not(HasSubstr("Author")));
  EXPECT_THAT(about, HasSubstr("(A4)"));
  const auto structure = printed.about("-struct-text");
  for (const auto* part :
       {"H1 (block)\n    \"Give back the park: it is ours\"", "H2 (block)\n    \"What we want\"",
        "Lbl (block)\n        \"2.\"", "BlockQuote\n    P (block)\n      \"gamma\"",
        "LBody (block)\n        \"Osric Pennywhistle, Baker\"", "Link (inline)"})
    EXPECT_THAT(structure, HasSubstr(part));
  EXPECT_THAT(printed.bytes(), HasSubstr("/Outlines"));
  EXPECT_THAT(printed.bytes(), HasSubstr("/PageLabels"));
  EXPECT_THAT(printed.bytes(), HasSubstr("/DisplayDocTitle true"));
}

// What was put into the end of the file has moved what stands behind it.
TEST(A_printed_letter, Has_every_object_where_its_table_says) {
  const PrintedLetter printed(sample_letter(Lang::en));
  const auto& bytes = printed.bytes();
  const auto table = std::stoul(bytes.substr(bytes.rfind("startxref\n") + 10));
  ASSERT_EQ(bytes.substr(table, 7), "xref\n0 ");
  const auto objects = std::stoul(bytes.substr(table + 7));
  const auto first = bytes.find('\n', table + 7) + 1;
  ASSERT_GT(objects, 50U);
  for (std::size_t i = 1; i < objects; ++i) {
    const auto object = std::to_string(i) + " 0 obj\n";
    EXPECT_EQ(bytes.substr(std::stoul(bytes.substr(first + 20 * i, 10)), object.size()), object);
  }
}

// Paragraphs of unlike lengths under headings, each of one word that tells which it is.
TEST(A_printed_letter, Leaves_no_line_alone_and_no_heading_without_its_text) {
  auto letter = sample_letter(Lang::en);
  letter.demands.clear();
  std::string text;
  for (int i = 0; i < 150; ++i) {
    const auto word = fmt::format("w{}q", i);
    if (i % 4 == 0) text += fmt::format("{:#>{}} h{}\n\n", "", 2 + i % 3, word);
    for (int n = 0; n < 9 + i * 37 % 101; ++n) text += word + ' ';
    text += "\n\n";
  }
  letter.text = document(text);
  const PrintedLetter printed(letter);
  const auto pages = printed.words();
  std::map<std::string, std::map<std::size_t, std::set<long>>> lines;  // word, page, lines
  for (std::size_t p = 0; p < pages.size(); ++p) {
    for (const auto& word : pages[p]) lines[word.text][p].insert(std::lround(word.top));
  }
  std::size_t broken = 0;
  for (int i = 0; i < 150; ++i) {
    const auto word = fmt::format("w{}q", i);
    const auto& on = lines.at(word);
    if (i % 4 == 0) {
      EXPECT_EQ(lines.at("h" + word).begin()->first, on.begin()->first) << word;
    }
    if (on.size() == 1) continue;
    ++broken;
    for (const auto& [page, rows] : on) EXPECT_GE(rows.size(), 2U) << word << " on page " << page + 1;
  }
  EXPECT_GT(broken, 3U);
  expect_tidy(printed);
}

TEST(A_printed_letter, Takes_texts_for_texts_whatever_they_hold) {
  auto letter = sample_letter(Lang::en);
  letter.title = "<b>A</b> & \\) (B %s </span>";
  letter::Paragraph paragraph;
  paragraph.content.push_back({letter::Link{"https://x.example/)>>/A(\\'", {}}});
  paragraph.content.push_back({letter::Text{"end"}});
  letter.text.blocks.clear();
  letter.text.blocks.push_back({std::move(paragraph)});
  letter.classes[0].signatories = {{"Ada <i>Loveday</i> & Co", "uri='x' dest=\"y\"", "]] </text> \\"}};
  const PrintedLetter printed(letter);
  EXPECT_THAT(printed.about(), HasSubstr("Title:           <b>A</b> & \\) (B %s </span>\n"));
  const auto text = printed.text("-raw");
  EXPECT_THAT(text, HasSubstr("<b>A</b> & \\) (B %s </span>"));
  EXPECT_THAT(text, HasSubstr("Ada <i>Loveday</i> & Co, uri='x' dest=\"y\""));
  EXPECT_THAT(text, HasSubstr("]] </text> \\"));
  EXPECT_THAT(printed.bytes(), HasSubstr("/URI (https://x.example/%29%3E%3E/A%28%5C%27)"));
}

TEST(A_printed_letter, Survives_what_cannot_arrive) {
  auto letter = sample_letter(Lang::en);
  letter.title = std::string("No\0thing\x01\x1b[31m \xff\xc3 end", 21);
  letter.recipient_role = "\u202Eevil\u2066 \u2028line\uFEFF";
  letter.demands = {{-7, ""}, {2147483647, "\n\n\t"}};
  letter.text = document(
      "999999999.\n1000000000. one\n\n- >\n- - -\n\n> ***\n\n##\n\n```\n```\n\n    a\n\n      b\n\n***\n");
  std::string heap = "Z";
  for (int i = 0; i < 80; ++i) heap += "\u0316\u0306";
  auto& people = letter.classes[0].signatories;
  people = {{"", "", ""},
            {heap, heap, heap},
            {std::string(5000, 'x'), "", ""},
            {"\xF0\x9F\x98", "\x80", "\xC0"},
            {"\U0001FAF6 \U0010FFFD \uFFFF Tess", "", ""}};
  letter.classes.push_back({"", 18446744073709551615U, 0, 0, {}});
  for (int i = 0; i < 5; ++i) letter.classes.push_back({std::string(300, 'w'), 2400, 1, 1, {}});
  const PrintedLetter printed(letter);
  const auto text = printed.text("-raw");
  EXPECT_THAT(text, HasSubstr("evil line"));
  EXPECT_THAT(text, HasSubstr("\uFFFD"));
  EXPECT_THAT(text, HasSubstr("Tess"));
  EXPECT_THAT(text, Not(HasSubstr("\u202E")));
  EXPECT_GE(std::count(text.begin(), text.end(), 'x'), 5000);
  EXPECT_THAT(text, HasSubstr("How to check these figures"));
}

TEST(A_printed_letter, Without_anything_is_a_page_of_its_own_too) {
  DeliveredLetter letter;
  letter.address = "https://x.example/";
  EXPECT_EQ(PrintedLetter(letter).pages().size(), 1U);
}

TEST(A_printed_letter, That_cannot_be_written_says_so) {
  auto letter = sample_letter(Lang::en);
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  EXPECT_EQ(write_letter(letter, out).error().kind, Kind::busy);
  std::ostringstream fine;
  letter.address = std::string(3000, 'x');
  EXPECT_EQ(write_letter(letter, fine).error().kind, Kind::too_large);
  letter.address.clear();
  EXPECT_EQ(write_letter(letter, fine).error().kind, Kind::invalid);
  EXPECT_TRUE(fine.str().empty());
}

}  // namespace
}  // namespace ruban::press
