// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/claims.h"

#include <gtest/gtest.h>

namespace ruban::audit {
namespace {

const std::string kId = "um4kyzlQaOnrQjsGWvlDeBt8OOlNOtqNfUm5GcDdh0E=";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Claims, A_count_is_read) {
  const auto text =
      R"({"letter":")" + kId + R"(","slug":"a","version":2,"at":"2018-06-19T14:00:00Z","as_of":"x","size":90,
    "witnessed":{"have":0,"of":0,"recounted_by":[]},"tally_index":null,"classes":[{"class":"employee",
    "issuers":["employee-email","employee-oidc"],"denominator":null,"standing":{"named":10,"anon":3},"withdrawn":1,"taken_down":2}]})";
  const auto count = parse_count(text);
  ASSERT_TRUE(count);
  EXPECT_EQ(to_base64(count->letter.view()), kId);
  EXPECT_EQ(count->slug, "a");
  EXPECT_EQ(count->version, 2u);
  EXPECT_EQ(count->size, 90u);
  EXPECT_EQ(count->classes,
            (std::vector<ClaimedClass>{{"employee", {"employee-email", "employee-oidc"}, 10, 3, 1, 2}}));
  for (const auto& bad :
       {std::string("{"), std::string("[]"), std::string("3"), replaced(text, kId, "AAAA"),
        replaced(text, "\"size\":90", "\"size\":-1"), replaced(text, "\"size\":90", "\"size\":\"90\""),
        replaced(text, "\"size\":90,", ""), replaced(text, "\"named\":10", "\"named\":1.5"),
        replaced(text, "\"classes\":[", "\"klasses\":["), replaced(text, "\"employee-oidc\"", "7"),
        replaced(text, "\"taken_down\":2", "\"taken_down\":2,\"kept\":null"), text + "x"}) {
    EXPECT_FALSE(parse_count(bad)) << bad;
  }
  EXPECT_EQ(
      parse_count(replaced(text, "\"taken_down\":2", "\"taken_down\":2,\"kept\":7"))->classes.at(0).kept, 7u);
}

TEST(Claims, A_list_of_letters_is_an_array_or_holds_one) {
  const auto letters = R"([{"letter":")" + kId + R"(","slug":"a","version":1,"title":{}},{"letter":")" + kId +
                       R"(","slug":"b","version":3}])";
  for (const auto& text : {letters, "{\"letters\":" + letters + "}"}) {
    const auto list = parse_letter_list(text);
    ASSERT_TRUE(list);
    ASSERT_EQ(list->size(), 2u);
    EXPECT_EQ((*list)[1].slug, "b");
    EXPECT_EQ((*list)[1].version, 3u);
  }
  EXPECT_FALSE(parse_letter_list(R"({"letters":{}})"));
  EXPECT_FALSE(parse_letter_list(replaced(letters, "\"slug\":\"a\",", "")));
}

TEST(Claims, A_page_of_signatures_is_read) {
  const auto text = R"({"letter":")" + kId + R"(","size":9,"signatures":[
    {"index":3,"issuer":"employee-email","class":"employee","mode":"named","via":"server","epoch":"2018-06-19T12:00Z","state":"valid",
     "payload":"cnViYW4=","salt":")" +
                    kId + R"("},
    {"index":4,"issuer":"employee-email","class":"employee","mode":"anon","via":"client","epoch":"2018-06-19T12:00Z","state":"valid",
     "payload":null,"salt":null}],"next":4})";
  const auto page = parse_signature_page(text);
  ASSERT_TRUE(page);
  ASSERT_EQ(page->signatures.size(), 2u);
  EXPECT_EQ(page->signatures[0].payload, "ruban");
  EXPECT_EQ(to_base64(page->signatures[0].salt->view()), kId);
  EXPECT_FALSE(page->signatures[1].payload);
  EXPECT_EQ(page->next, 4u);
  EXPECT_FALSE(parse_signature_page(replaced(text, "\"next\":4", "\"next\":null"))->next);
  EXPECT_FALSE(parse_signature_page(replaced(text, ",\"next\":4", "")));
  EXPECT_FALSE(parse_signature_page(replaced(text, "cnViYW4=", "cnViYW4")));
}

}  // namespace
}  // namespace ruban::audit
