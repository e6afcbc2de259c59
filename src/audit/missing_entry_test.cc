// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/missing_entry.h"

#include <gtest/gtest.h>

#include "audit/test_record.h"

namespace ruban::audit {
namespace {

using ledger::format_entry;

struct Letter {
  ledger::LetterEntry entry = letter_entry("letter", {issuer_line(0)});
  LetterId id = id_of(entry);
  std::string text = format_entry(entry);
};
const Letter& letter() {
  static const Letter out;
  return out;
}

ledger::SignEntry sign(std::uint32_t signer, ledger::Mode mode = ledger::Mode::anon) {
  return sign_entry(letter().id, issuer_key(0), signer_key(signer), "employee-email", mode);
}
std::string end_entry(std::string_view time = "2018-06-21T09:00Z") {
  ledger::EndEntry out;
  out.letter = letter().id;
  out.state = ledger::LetterEnd::closed;
  out.time = minute(time);
  return format_entry(out);
}

MissingEntry::Answer look(const std::string& text, const std::vector<std::string>& record) {
  auto missing = MissingEntry::parse(text);
  EXPECT_TRUE(missing);
  for (const auto& entry : record) missing->look(entry);
  return missing->answer();
}

TEST(A_missing_entry, Would_count_and_is_nowhere) {
  for (const auto mode : {ledger::Mode::anon, ledger::Mode::named}) {
    const auto answer =
        look(format_entry(sign(1, mode)), {letter().text, format_entry(sign(2)), format_entry(sign(3))});
    EXPECT_FALSE(answer.index);
    EXPECT_FALSE(answer.fault);
    EXPECT_EQ(answer.letter, letter().entry);
    EXPECT_FALSE(answer.ended);
    EXPECT_EQ(answer.last, minute("2018-06-19T12:30Z"));
  }
}

TEST(A_missing_entry, Is_found_whatever_its_epoch_there) {
  auto there = sign(1);
  const auto text = format_entry(there);
  there.epoch += std::chrono::hours(3);
  const auto answer = look(text, {format_entry(sign(2)), letter().text, format_entry(sign(3)),
                                  format_entry(there), format_entry(there)});
  EXPECT_EQ(answer.index, 3U);
  EXPECT_FALSE(answer.fault);
}

TEST(A_missing_entry, Of_a_letter_that_nobody_knows_or_that_is_void_would_not_count) {
  const auto text = format_entry(sign(1));
  EXPECT_FALSE(look(text, {}).letter);
  EXPECT_EQ(look(text, {}).fault, Reason::unknown_letter);
  auto first = letter().entry;  // of the same name and version
  first.text_sha256 = crypto::sha256("another text");
  const auto answer = look(text, {format_entry(first), letter().text});
  EXPECT_FALSE(answer.letter);
  EXPECT_EQ(answer.fault, Reason::unknown_letter);
}

TEST(A_missing_entry, That_breaks_a_rule_would_not_count) {
  const auto fault = [](const ledger::SignEntry& entry) {
    return look(format_entry(entry), {letter().text}).fault;
  };
  auto entry = sign(1);
  entry.sig.bytes[0] ^= 1;
  EXPECT_EQ(fault(entry), Reason::wrong_signature);
  entry = sign(1);
  entry.cred[0] ^= 1;
  EXPECT_EQ(fault(resigned(entry, signer_key(1))), Reason::wrong_credential);
  entry = sign(1);
  entry.issuer = "supporter-email";
  EXPECT_EQ(fault(resigned(entry, signer_key(1))), Reason::unknown_issuer);
  entry = sign(1);
  entry.epoch = letter().entry.opens - std::chrono::minutes(1);
  EXPECT_EQ(fault(entry), Reason::before_opening);
}

TEST(A_missing_entry, By_a_key_that_has_signed_otherwise_would_not_count) {
  const auto by_name = sign(1, ledger::Mode::named);
  const auto answer = look(format_entry(sign(1)), {letter().text, format_entry(by_name)});
  EXPECT_FALSE(answer.index);
  EXPECT_EQ(answer.fault, Reason::key_used_before);
  auto forged = by_name;  // by somebody else: it uses nothing up
  forged.sig.bytes[5] ^= 1;
  EXPECT_FALSE(look(format_entry(sign(1)), {letter().text, format_entry(forged)}).fault);
}

TEST(A_missing_entry, Of_a_letter_that_has_ended_is_judged_before_its_end) {
  const auto text = format_entry(sign(1));
  const auto answer = look(text, {letter().text, end_entry(), format_entry(sign(2))});
  EXPECT_FALSE(answer.index);
  EXPECT_FALSE(answer.fault);
  EXPECT_EQ(answer.ended, minute("2018-06-21T09:00Z"));
  // Behind the end it stands there, and counts for nothing.
  const auto late = look(text, {letter().text, end_entry(), text});
  EXPECT_EQ(late.index, 2U);
  EXPECT_EQ(late.fault, Reason::letter_ended);
  auto next = letter_entry("letter", {issuer_line(1)});
  next.version = 2;
  next.follows = letter().id;
  next.time = minute("2018-06-22T09:00Z");
  EXPECT_EQ(look(text, {letter().text, format_entry(next)}).ended, minute("2018-06-22T09:00Z"));
}

TEST(A_missing_entry, Is_a_whole_signature) {
  const auto text = format_entry(sign(1));
  EXPECT_FALSE(MissingEntry::parse(""));
  EXPECT_FALSE(MissingEntry::parse(text.substr(0, text.rfind("epoch "))));
  EXPECT_FALSE(MissingEntry::parse(text + "more x\n"));
  EXPECT_FALSE(MissingEntry::parse(letter().text));
}

}  // namespace
}  // namespace ruban::audit
