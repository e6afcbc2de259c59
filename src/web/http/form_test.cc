// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/form.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/utf8.h"

namespace ruban::web {
namespace {

TEST(PercentDecoding, Bytes_become_text) {
  EXPECT_EQ(percent_decode("a%20b%C3%A9+"), "a b\xC3\xA9+");
  EXPECT_EQ(form_decode("a+b%2B"), "a b+");
  EXPECT_EQ(percent_decode(""), "");
}

TEST(PercentDecoding, Broken_encoding_is_refused) {
  for (const char* bad :
       {"%", "%4", "%zz", "a%2", "%-1", "%+1", "% 1", "%00", "%FF", "%C3", "%ED%A0%80", "%C0%AF"}) {
    EXPECT_FALSE(percent_decode(bad)) << bad;
  }
}

RC_GTEST_PROP(PercentDecoding, Undoes_encoding, (const std::string& any)) {
  const auto decoded = percent_decode(percent_encode(any));
  const bool is_text = is_utf8(any) && any.find('\0') == std::string::npos;
  RC_ASSERT(decoded.has_value() == is_text);
  if (is_text) RC_ASSERT(*decoded == any);
}

TEST(UrlencodedForm, Fields_come_in_order) {
  const auto form = parse_urlencoded("name=Ada+L%C3%A9a&empty=&bare&&name=2&a=b=c");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->size(), 5u);
  EXPECT_EQ(form->get("name"),
            "Ada L\xC3\xA9"
            "a");
  EXPECT_EQ(form->all("name").size(), 2u);
  EXPECT_TRUE(form->has("empty"));
  EXPECT_TRUE(form->has("bare"));
  EXPECT_EQ(form->get("a"), "b=c");
  EXPECT_FALSE(form->has("other"));
  EXPECT_TRUE(parse_urlencoded("")->empty());
}

TEST(UrlencodedForm, Line_breaks_become_line_feeds) {
  EXPECT_EQ(parse_urlencoded("t=a%0D%0Ab%0Dc%0Ad%0D")->get("t"), "a\nb\nc\nd\n");
}

TEST(UrlencodedForm, Limits_hold_to_the_byte) {
  const auto fields = [](std::size_t n) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) text += "a=1&";
    return text;
  };
  EXPECT_TRUE(parse_urlencoded(fields(50)));
  EXPECT_EQ(parse_urlencoded(fields(51)).error().kind, Kind::too_large);
  EXPECT_TRUE(parse_urlencoded(std::string(64, 'n') + "=1"));
  EXPECT_EQ(parse_urlencoded(std::string(65, 'n') + "=1").error().kind, Kind::too_large);
  EXPECT_TRUE(parse_urlencoded("v=" + std::string(16384, 'v')));
  const auto over = parse_urlencoded("v=" + std::string(16385, 'v'));
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().kind, Kind::too_large);
  EXPECT_EQ(over.error().field, "v");
}

TEST(UrlencodedForm, Text_that_is_no_text_is_refused) {
  for (const char* bad : {"a=%FF", "%00=1", "a=%C3%28", "a=1&b=%", "\xFF=1", "a=\xC3"}) {
    EXPECT_EQ(parse_urlencoded(bad).error().kind, Kind::invalid) << bad;
  }
}

constexpr const char* kType = "multipart/form-data; boundary=XX";

std::string part(const std::string& disposition, const std::string& content) {
  return "--XX\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
}

TEST(MultipartForm, Fields_and_one_file) {
  const std::string bytes("\0\xFF\r\n--X\r\nend", 13);
  const auto form =
      parse_multipart(kType, part("name=\"csrf\"", "token") + part("name=\"t\"", "a\r\nb") +
                                 part("name=\"key\"; filename=\"my.key\"", bytes) + "--XX--\r\n");
  ASSERT_TRUE(form) << form.error().message;
  EXPECT_EQ(form->get("csrf"), "token");
  EXPECT_EQ(form->get("t"), "a\nb");
  ASSERT_TRUE(form->file);
  EXPECT_EQ(form->file->field, "key");
  EXPECT_EQ(form->file->bytes, bytes);
}

TEST(MultipartForm, No_file_chosen_is_no_file) {
  const auto form = parse_multipart(kType, part("name=\"key\"; filename=\"\"", "") + "--XX--\r\n");
  ASSERT_TRUE(form);
  EXPECT_FALSE(form->file);
}

TEST(MultipartForm, Bad_bodies_are_refused) {
  const auto whole = part("name=\"a\"", "1") + "--XX--\r\n";
  ASSERT_TRUE(parse_multipart(kType, whole));
  EXPECT_FALSE(parse_multipart("multipart/form-data", whole)) << "no boundary";
  EXPECT_FALSE(parse_multipart("multipart/form-data; boundary=YY", whole)) << "another boundary";
  EXPECT_FALSE(parse_multipart("text/plain\r\nX: multipart/form-data; boundary=XX", whole))
      << "header in the type";
  EXPECT_FALSE(parse_multipart(kType, part("name=\"a\"", "1"))) << "cut off";
  EXPECT_FALSE(parse_multipart(kType, ""));
  EXPECT_FALSE(parse_multipart(kType, "--XX\r\n\r\nx\r\n--XX--\r\n")) << "no name";
  EXPECT_FALSE(
      parse_multipart(kType, "--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--XX--\r\n"));
  EXPECT_FALSE(parse_multipart(kType, part("name=\"a\"", "\xFF") + "--XX--\r\n")) << "not UTF-8";
  EXPECT_FALSE(parse_multipart(kType, part("name=\"a\"", std::string("a\0b", 3)) + "--XX--\r\n"))
      << "zero byte";
  EXPECT_FALSE(parse_multipart(kType,
                               "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n"
                               "Content-Type: multipart/mixed; boundary=YY\r\n\r\n"
                               "--YY\r\n\r\nx\r\n--YY--\r\n--XX--\r\n"))
      << "a multipart within";
  EXPECT_FALSE(parse_multipart(kType,
                               "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n"
                               "Content-Transfer-Encoding: base64\r\n\r\neA==\r\n--XX--\r\n"))
      << "encoded";
}

TEST(MultipartForm, Limits_hold_to_the_byte) {
  const auto file = [](std::size_t size) {
    return parse_multipart(kType, part("name=\"k\"; filename=\"f\"", std::string(size, 'k')) + "--XX--\r\n");
  };
  EXPECT_TRUE(file(64 * 1024));
  EXPECT_EQ(file(64 * 1024 + 1).error().kind, Kind::too_large);
  std::string two, many;
  for (int i = 0; i < 2; ++i) two += part("name=\"k\"; filename=\"f\"", "x");
  for (int i = 0; i < 51; ++i) many += part("name=\"a\"", "1");
  EXPECT_FALSE(parse_multipart(kType, two + "--XX--\r\n"));
  EXPECT_EQ(parse_multipart(kType, many + "--XX--\r\n").error().kind, Kind::too_large);
  EXPECT_EQ(
      parse_multipart(kType, part("name=\"" + std::string(65, 'n') + "\"", "1") + "--XX--\r\n").error().kind,
      Kind::too_large);
}

}  // namespace
}  // namespace ruban::web
