// SPDX-License-Identifier: AGPL-3.0-or-later
#include "eligibility/domain_proof.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ruban::eligibility {
namespace {

const auto kChallenge = DomainChallenge::parse("00112233445566778899aabbccddeeff").value();
const std::string kLine = "ruban-recipient=00112233445566778899aabbccddeeff";
const std::string kOther = "ruban-recipient=ffeeddccbbaa99887766554433221100";

TEST(Domain_challenge, Is_drawn_anew_each_time_and_read_back_from_its_token) {
  crypto::SystemRandom random;
  const auto one = DomainChallenge::draw(random), two = DomainChallenge::draw(random);
  EXPECT_NE(one.token(), two.token());
  EXPECT_EQ(DomainChallenge::parse(one.token())->line(), one.line());
  EXPECT_EQ(kChallenge.line(), kLine);
  for (const auto* wrong : {"", "00", "00112233445566778899AABBCCDDEEFF", "zz112233445566778899aabbccddeeff"})
    EXPECT_FALSE(DomainChallenge::parse(wrong)) << wrong;
}

TEST(Domain_challenge, Has_its_places_below_the_domain) {
  EXPECT_EQ(txt_name("mine.example"), "_ruban.mine.example");
  EXPECT_EQ(file_address("mine.example"), "https://mine.example/.well-known/ruban-recipient.txt");
}

TEST(A_TXT_record, Proves_the_domain_whatever_stands_beside_it) {
  EXPECT_EQ(judge_txt(kChallenge, {kLine}), DomainProof::proved);
  EXPECT_EQ(judge_txt(kChallenge, {"v=spf1 -all", kOther, kLine}), DomainProof::proved);
}

TEST(A_TXT_record, Proves_nothing_if_it_is_missing_or_another) {
  EXPECT_EQ(judge_txt(kChallenge, {}), DomainProof::missing);
  EXPECT_EQ(judge_txt(kChallenge, {"v=spf1 -all", ""}), DomainProof::missing);
  EXPECT_EQ(judge_txt(kChallenge, {kOther}), DomainProof::another);
  for (const auto& near : {kLine + " ", " " + kLine, kLine + "0", kLine.substr(1), "\"" + kLine + "\""})
    EXPECT_NE(judge_txt(kChallenge, {near}), DomainProof::proved) << near;
}

TEST(A_file, Proves_the_domain_with_the_line_alone) {
  for (const auto& text : {kLine, kLine + "\n", "\n  " + kLine + "\t\r\n\r\n", "\xEF\xBB\xBF" + kLine,
                           kOther + "\n" + kLine + "\n"})
    EXPECT_EQ(judge_file(kChallenge, text), DomainProof::proved) << text;
}

TEST(A_file, Proves_nothing_if_it_is_a_page_another_line_empty_or_huge) {
  EXPECT_EQ(judge_file(kChallenge, ""), DomainProof::missing);
  EXPECT_EQ(judge_file(kChallenge, " \n\r\n"), DomainProof::missing);
  EXPECT_EQ(judge_file(kChallenge, kOther + "\n"), DomainProof::another);
  EXPECT_EQ(judge_file(kChallenge, "<!DOCTYPE html>\n" + kLine + "\n</html>\n"), DomainProof::not_plain);
  EXPECT_EQ(judge_file(kChallenge, kLine + "\nA guest wrote this.\n"), DomainProof::not_plain);
  EXPECT_EQ(judge_file(kChallenge, kLine + std::string(kMaxProofFile, '\n')), DomainProof::not_plain);
  EXPECT_EQ(judge_file(kChallenge, kLine + '\0'), DomainProof::not_plain);
}

RC_GTEST_PROP(A_proof, Is_never_made_of_the_line_of_another, ()) {
  const auto token =
      *rc::gen::container<std::string>(32, rc::gen::elementOf(std::string("0123456789abcdef")));
  RC_PRE(token != kChallenge.token());
  RC_ASSERT(judge_txt(kChallenge, {"ruban-recipient=" + token}) == DomainProof::another);
  RC_ASSERT(judge_file(kChallenge, "ruban-recipient=" + token) == DomainProof::another);
}

}  // namespace
}  // namespace ruban::eligibility
