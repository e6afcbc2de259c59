// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/public_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace ruban::letter {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view kAnswer = R"(kind = "response"
number = 1
lang = "en"
title = "What the director said"
date = "2018-06-20T15:00:00Z"
by = "Ada Example"
source = "https://mine.example/answer"
evidence = [1, 3]

[said]
1 = "The mine \"stays\" open."
2 = "C:\\mine"

[[attachment]]
name = "answer.pdf"
type = "application/pdf"
sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
bytes = 0
+++
It was **said**.
)";

PublicDocument answer() {
  std::vector<Fault> faults;
  auto out = parse_public_document(kAnswer, "answer", faults);
  EXPECT_THAT(faults, IsEmpty()) << (faults.empty() ? "" : faults.front().what);
  return out.value();
}

// The faults of the answer with the first `from` made `to`.
std::vector<Fault> faults_with(std::string_view from, std::string_view to) {
  std::string text(kAnswer);
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  std::vector<Fault> faults;
  EXPECT_FALSE(parse_public_document(text, "answer", faults)) << to;
  return faults;
}

TEST(PublicDocument, Is_read_as_it_was_written) {
  const auto read = answer();
  EXPECT_EQ(read.kind, DocumentKind::response);
  EXPECT_EQ(read.title, "What the director said");
  EXPECT_EQ(format_rfc3339(read.date.value()), "2018-06-20T15:00:00Z");
  EXPECT_EQ(read.evidence, (std::vector<std::uint64_t>{1, 3}));
  EXPECT_EQ(read.said, (std::vector<Said>{{1, "The mine \"stays\" open."}, {2, "C:\\mine"}}));
  EXPECT_EQ(read.attachments.at(0).name, "answer.pdf");
  EXPECT_EQ(plain_text(read.body), "It was said.");
  EXPECT_EQ(write(read), kAnswer);
}

TEST(PublicDocument, May_be_nothing_but_its_header) {
  std::vector<Fault> faults;
  const auto read = parse_public_document("kind = \"end\"\nnumber = 1\nlang = \"fr\"\ntitle = \"Fin\"\n+++\n",
                                          "end", faults);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->markdown, "");
  EXPECT_THAT(read->body.blocks, IsEmpty());
}

TEST(PublicDocument, Tells_every_fault_and_where) {
  const auto one = [](std::string_view from, std::string_view to) {
    const auto faults = faults_with(from, to);
    return faults.size() == 1 ? faults.front().what : std::to_string(faults.size()) + " faults";
  };
  EXPECT_THAT(one("\n+++\n", "\n"), HasSubstr("no line +++"));
  EXPECT_THAT(one("\"response\"", "\"rumour\""), HasSubstr("isn't a kind of document"));
  EXPECT_THAT(one("\"en\"", "\"tlh\""), HasSubstr("know the language"));
  EXPECT_THAT(one("title =", "state = \"met\"\ntitle ="), HasSubstr("Only a demand has a state"));
  EXPECT_THAT(one("\"response\"", "\"demand\""), HasSubstr("\"state\" is missing"));
  EXPECT_THAT(one("title = \"What the director said\"\n", ""), HasSubstr("\"title\" is missing"));
  EXPECT_THAT(one("https://mine", "javascript://mine"), HasSubstr("isn't the address of a page"));
  EXPECT_THAT(one("https://mine.example/answer", "mailto:a@mine.example"),
              HasSubstr("isn't the address of a page"));
  EXPECT_THAT(one("[1, 3]", "[0]"), HasSubstr("no piece of evidence number 0"));
  EXPECT_THAT(one("2 = \"C", "51 = \"C"), HasSubstr("\"51\" in [said] is unknown"));
  EXPECT_THAT(one("answer.pdf", "../answer.pdf"), HasSubstr("can't be the name of an attachment"));
  EXPECT_THAT(one("application/pdf", "image/svg+xml"), HasSubstr("isn't a type that can be attached"));
  EXPECT_THAT(one("e3b0c4", "E3B0C4"), HasSubstr("isn't a SHA-256"));
  EXPECT_THAT(one("**said**", "said<br>"), HasSubstr("HTML"));
  EXPECT_THAT(one("by =", "bye ="), HasSubstr("\"bye\" is unknown"));
  EXPECT_EQ(faults_with("number = 1\n", "number = 1\nnumber = 2\n").size(), 1u);
  EXPECT_EQ(faults_with("answer.pdf", "").front().file, "answer");
  EXPECT_EQ(faults_with("It was", "It<br>").front().line, 20);
}

TEST(PublicDocument, Can_be_no_larger_than_a_letter) {
  std::vector<Fault> faults;
  EXPECT_FALSE(parse_public_document(std::string(kAnswer) + std::string(kMaxPublicDocumentBytes, 'a') + "\n",
                                     "a", faults));
  EXPECT_EQ(faults.size(), 1u);
}

RC_GTEST_PROP(PublicDocuments, Are_what_they_were_written_from, ()) {
  auto document = answer();
  document.number = *rc::gen::inRange<std::uint64_t>(1, 100'000);
  document.title = *rc::gen::suchThat(
      rc::gen::container<std::string>(rc::gen::inRange<char>(' ', '\x7f')),
      [](const auto& s) { return !s.empty() && s.size() < 100 && s.front() != ' ' && s.back() != ' '; });
  document.kind =
      *rc::gen::elementOf(std::vector<DocumentKind>(kDocumentKinds.begin(), kDocumentKinds.end()));
  if (document.kind == DocumentKind::demand)
    document.state =
        *rc::gen::elementOf(std::vector<DemandState>(kDemandStates.begin(), kDemandStates.end()));
  if (*rc::gen::arbitrary<bool>()) document.date.reset();
  if (*rc::gen::arbitrary<bool>()) document.corrects = document.attachments.at(0).sha256;
  if (*rc::gen::arbitrary<bool>()) document.said.clear();
  std::vector<Fault> faults;
  const auto read = parse_public_document(write(document), "document", faults);
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == document);
}

}  // namespace
}  // namespace ruban::letter
