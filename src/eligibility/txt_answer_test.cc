// SPDX-License-Identifier: AGPL-3.0-or-later
#include "eligibility/txt_answer.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace ruban::eligibility {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string kName = "_ruban.mine.example";

std::string number(std::size_t n) {
  return {static_cast<char>(static_cast<unsigned char>(n >> 8)),
          static_cast<char>(static_cast<unsigned char>(n))};
}
std::string name(std::string_view dotted) {
  std::string out;
  while (!dotted.empty()) {
    const auto end = std::min(dotted.find('.'), dotted.size());
    out += static_cast<char>(end);
    out += dotted.substr(0, end);
    dotted.remove_prefix(std::min(end + 1, dotted.size()));
  }
  return out + '\0';
}
std::string strings(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts) out += static_cast<char>(static_cast<unsigned char>(part.size())) + part;
  return out;
}
// `owner` is as it is written in the message.
std::string record(const std::string& owner, std::size_t type, const std::string& value,
                   std::size_t class_of = 1) {
  return owner + number(type) + number(class_of) + std::string(4, '\0') + number(value.size()) + value;
}
std::string txt(const std::string& owner, const std::vector<std::string>& parts) {
  return record(name(owner), 16, strings(parts));
}
std::string answer(const std::vector<std::string>& records, std::size_t flags = 0x8180) {
  std::string out = "id" + number(flags) + number(1) + number(records.size()) + number(0) + number(0);
  out += name(kName) + number(16) + number(1);
  for (const auto& one : records) out += one;
  return out;
}
Result<std::vector<std::string>> read(const std::string& message) {
  return parse_txt_answer(as_bytes(message), kName);
}

TEST(A_TXT_answer, Gives_the_texts_of_the_name_that_was_asked_for) {
  EXPECT_THAT(*read(answer({txt(kName, {"one"}), txt("_RUBAN.Mine.Example", {"two"})})),
              ElementsAre("one", "two"));
  // A pointer to the question's name, as servers write it.
  EXPECT_THAT(*read(answer({record("\xC0\x0C", 16, strings({"one"}))})), ElementsAre("one"));
}

TEST(A_TXT_answer, Joins_a_text_that_is_split_in_strings) {
  EXPECT_THAT(*read(answer({txt(kName, {"ruban-", "", "recipient=", "00"})})),
              ElementsAre("ruban-recipient=00"));
  EXPECT_THAT(*read(answer({txt(kName, {std::string(255, 'a'), "b"})})),
              ElementsAre(std::string(255, 'a') + "b"));
}

TEST(A_TXT_answer, Passes_over_records_of_other_names_types_and_classes) {
  EXPECT_THAT(*read(answer({txt("_ruban.other.example", {"theirs"}), txt("mine.example", {"above"}),
                            record(name(kName), 1, "addr"), record(name(kName), 16, strings({"chaos"}), 3)})),
              IsEmpty());
}

TEST(A_TXT_answer, Follows_an_alias_and_not_in_a_circle) {
  EXPECT_THAT(
      *read(answer({record(name(kName), 5, name("proof.host.example")), txt("proof.host.example", {"one"})})),
      ElementsAre("one"));
  EXPECT_THAT(*read(answer({record(name(kName), 5, name(kName))})), IsEmpty());
}

TEST(A_TXT_answer, Of_a_name_that_does_not_exist_is_empty_and_of_a_failed_server_a_failure) {
  EXPECT_THAT(*read(answer({}, 0x8183)), IsEmpty());
  EXPECT_THAT(*read(answer({})), IsEmpty());
  EXPECT_EQ(read(answer({}, 0x8182)).error().kind, Kind::busy);
  EXPECT_EQ(read(answer({}, 0x8185)).error().kind, Kind::busy);
}

TEST(A_TXT_answer, That_is_broken_is_refused) {
  const auto whole = answer({txt(kName, {"one", "two"})});
  for (std::size_t length = 0; length < whole.size(); ++length)
    EXPECT_FALSE(read(whole.substr(0, length))) << length;
  EXPECT_FALSE(read(answer({txt(kName, {"one"})}, 0x0100)));  // a question
  EXPECT_FALSE(read(answer({txt(kName, {"one"})}, 0x8380)));  // cut off
  EXPECT_FALSE(read(answer({record(name(kName), 16,
                                   "\x09"
                                   "short")})));  // a string longer than its record
  EXPECT_FALSE(
      read(answer({record(std::string("\xC0\x25", 2), 16, strings({"one"}))})));  // a pointer to itself
  EXPECT_FALSE(read(answer({record("\x80", 16, strings({"one"}))})));
  std::string endless;
  for (int i = 0; i < 10; ++i) endless += std::string(1, '\x3F') + std::string(63, 'a');
  EXPECT_FALSE(read(answer({record(endless + '\0', 16, strings({"one"}))})));
}

RC_GTEST_PROP(A_TXT_answer, Of_any_bytes_is_read_without_harm, (const std::string& bytes)) {
  const auto out = read(answer({bytes}));
  if (!out) return;
  std::size_t all = 0;
  for (const auto& one : *out) all += one.size();
  RC_ASSERT(all <= bytes.size());
}

}  // namespace
}  // namespace ruban::eligibility
