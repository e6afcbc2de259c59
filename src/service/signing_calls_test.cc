// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/signing_calls.h"

#include <gmock/gmock.h>

#include "service/test_instance.h"

namespace ruban::service::test {
namespace {

Secret<VisitSecret> visit(std::uint8_t byte) {
  VisitSecret out;
  out.bytes.fill(byte);
  return Secret(out);
}

TEST(SigningCalls, What_is_written_is_read_again) {
  const auto code = must(parse_code_call(format(CodeCall{visit(1), "miner-email", "a@b.example", "fr"})));
  EXPECT_EQ(code.visit.expose(), visit(1).expose());
  EXPECT_EQ(code.issuer, "miner-email");
  EXPECT_EQ(code.email, "a@b.example");
  EXPECT_EQ(code.language, "fr");
  EXPECT_EQ(must(parse_confirm_call(format(ConfirmCall{visit(2), "1234 5678"}))).code, "1234 5678");
  EXPECT_EQ(must(parse_news_call(format(NewsCall{visit(4)}))).visit.expose(), visit(4).expose());
  const auto issue = must(parse_issue_call(format(IssueCall{visit(3), "miner-email", Bytes(256, 7)})));
  EXPECT_EQ(issue.blinded, Bytes(256, 7));
  crypto::SystemRandom random;
  auto invitation = eligibility::Invitation::draw(random);
  const auto shown = invitation.shown();
  const auto invited =
      must(parse_issue_call(format(IssueCall{std::move(invitation), "miner-invitation", Bytes(256, 7)})));
  EXPECT_EQ(std::get<eligibility::Invitation>(invited.proof).shown(), shown);
  const SignedStatement statement{"ruban/v1 sign\n", store::Payload{"ruban payload v1\nname Zoë\n", Salt()}};
  const auto sign = must(parse_sign_call(must(format(statement))));
  EXPECT_EQ(sign.lines, statement.lines);
  EXPECT_EQ(sign.payload, statement.payload);
  EXPECT_FALSE(must(parse_sign_call(R"({"entry":"x"})")).payload);
}

TEST(SigningCalls, A_statement_is_read_again_and_has_the_size_of_a_signature) {
  const QuoteCall quote{"ruban/v1 quote\n", {"ruban quote v1\nquote Zoë\n", Salt()}};
  const auto text = must(format(quote));
  EXPECT_EQ(text.size(), kSignCallBytes);
  const auto again = must(parse_quote_call(text));
  EXPECT_EQ(again.lines, quote.lines);
  EXPECT_EQ(again.text, quote.text);
  EXPECT_EQ(parse_quote_call(R"({"entry":"e"})").error().field, "payload");
  EXPECT_EQ(parse_quote_call(R"({"entry":"e","payload":"AAAA"})").error().field, "salt");
}

TEST(SigningCalls, A_signature_has_one_size_whatever_it_says) {
  EXPECT_EQ(must(format(SignedStatement{"short", {}})).size(), kSignCallBytes);
  EXPECT_EQ(must(format(SignedStatement{"x", store::Payload{std::string(9000, 'x'), Salt()}})).size(),
            kSignCallBytes);
  EXPECT_EQ(format(SignedStatement{"x", store::Payload{std::string(13000, 'x'), Salt()}}).error().kind,
            Kind::too_large);
}

TEST(SigningCalls, What_is_no_call_is_refused_by_the_name_of_the_member) {
  const auto v = to_base64(visit(1).view());
  const auto field = [](const auto& parsed) { return parsed ? "none" : parsed.error().field; };
  for (const std::string body :
       {"", "{", "[]", "null", "\"x\"", "{} {}", "{\"visit\":[[[]]]}", "{\"other\":\"\"}"})
    EXPECT_FALSE(parse_confirm_call(body)) << body;
  EXPECT_EQ(field(parse_confirm_call("{}")), "visit");
  EXPECT_EQ(field(parse_confirm_call(R"({"visit":7,"code":"1"})")), "visit");
  EXPECT_EQ(field(parse_confirm_call(R"({"visit":"AAAA","code":"1"})")), "visit");
  EXPECT_EQ(field(parse_confirm_call(R"({"visit":")" + v + R"("})")), "code");
  EXPECT_EQ(field(parse_confirm_call(R"({"visit":")" + v + R"(","code":12345678})")), "code");
  EXPECT_EQ(field(parse_code_call(R"({"visit":")" + v + R"(","issuer":"i","email":"e","language":"de"})")),
            "language");
  EXPECT_EQ(field(parse_issue_call(R"({"visit":")" + v + R"(","issuer":"i","blinded":"AAB"})")), "blinded");
  EXPECT_EQ(field(parse_issue_call(R"({"visit":")" + v + R"(","issuer":"i","blinded":"AAB="})")), "blinded");
  EXPECT_EQ(field(parse_issue_call(R"({"issuer":"i","blinded":"AAAA"})")), "visit");
  EXPECT_EQ(field(parse_issue_call(R"({"invitation":"1234 5678","issuer":"i","blinded":"AAAA"})")),
            "invitation");
  EXPECT_EQ(field(parse_issue_call(R"({"invitation":"x","visit":")" + v + R"(","issuer":"i","blinded":""})")),
            "visit");
  EXPECT_TRUE(parse_news_call(R"({"visit":")" + v + R"("})"));
  EXPECT_EQ(field(parse_news_call("{}")), "visit");
  EXPECT_FALSE(parse_news_call(R"({"visit":")" + v + R"(","key":"x"})"));
  EXPECT_FALSE(parse_sign_call(R"({"entry":"e","visit":")" + v + "\"}"));
  EXPECT_FALSE(parse_sign_call(R"({"entry":"e","updates":"on"})"));
  EXPECT_EQ(field(parse_sign_call(R"({"entry":"e","payload":"AAAA"})")), "salt");
  EXPECT_EQ(field(parse_sign_call(R"({"entry":"e","salt":")" + v + "\"}")), "payload");
  EXPECT_EQ(field(parse_sign_call(R"({"payload":null})")), "entry");
}

TEST(SigningCalls, A_visit_is_another_one_for_each_letter) {
  const LetterId one, other = must(LetterId::from(Bytes(32, 1)));
  EXPECT_EQ(visit_keys(visit(1), one).id, visit_keys(visit(1), one).id);
  EXPECT_NE(visit_keys(visit(1), one).id, visit_keys(visit(1), other).id);
  EXPECT_NE(visit_keys(visit(1), one).id, visit_keys(visit(2), one).id);
  EXPECT_NE(as_text(visit_keys(visit(1), one).box.view()), as_text(visit_keys(visit(1), one).id.view()));
}

}  // namespace
}  // namespace ruban::service::test
