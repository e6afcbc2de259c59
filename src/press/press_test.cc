// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "press/badge.h"
#include "press/curve.h"
#include "press/invitation_sheets.h"
#include "press/png.h"
#include "press/qr_code.h"

namespace ruban::press {
namespace {

using i18n::Lang;

Curve curve(std::vector<std::uint64_t> employees, std::vector<std::uint64_t> others) {
  Curve out;
  for (std::size_t i = 0; i < employees.size(); ++i) {
    out.at.push_back(parse_rfc3339("2018-06-19T14:00:00Z").value() + std::chrono::hours(i));
  }
  out.lines = {{"Employees", std::move(employees)}, {"Supporters <&>", std::move(others)}};
  out.title = "Signatures of “A & B”";
  out.description = "From 0 to 312.";
  return out;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(A_curve, Has_a_title_a_description_and_a_named_line_for_each_class) {
  const auto svg = curve_svg(curve({0, 150, 312}, {0, 10, 32}), Lang::en, Dress::page);
  EXPECT_NE(svg.find("<title id=\"curve-title\">Signatures of “A &amp; B”</title>"), std::string::npos);
  EXPECT_NE(svg.find("role=\"img\" aria-labelledby=\"curve-title curve-desc\""), std::string::npos);
  EXPECT_NE(svg.find(">Employees · 312</text>"), std::string::npos);
  EXPECT_NE(svg.find(">Supporters &lt;&amp;&gt; · 32</text>"), std::string::npos);
  EXPECT_EQ(count(svg, "stroke=\"currentColor\""), 2u);
  EXPECT_EQ(count(svg, "stroke-dasharray"), 1u);
  EXPECT_EQ(svg.find("fill=\"#"), std::string::npos);  // the page's own colours
}

TEST(A_curve, Goes_in_steps_since_a_count_holds_until_the_next) {
  const auto svg = curve_svg(curve({0, 4, 4, 4}, {0, 0, 0, 0}), Lang::en, Dress::file);
  EXPECT_NE(svg.find("d=\"M8.0 246.0H142.7V26.0H412.0V26.0\""), std::string::npos) << svg;
}

TEST(A_curve, Has_whole_numbers_at_its_side_whatever_the_count) {
  for (const std::uint64_t most : {0ULL, 1ULL, 3ULL, 7ULL, 112ULL, 312ULL, 6'103'056ULL}) {
    const auto svg = curve_svg(curve({0, most}, {0, 0}), Lang::fr, Dress::file);
    const auto rules = count(svg, "stroke=\"#d8d1c3\"");
    EXPECT_GE(rules, 2u) << most;
    EXPECT_LE(rules, 6u) << most;
    EXPECT_EQ(svg.find("nan"), std::string::npos) << most;
  }
}

TEST(A_curve, Of_one_instant_is_drawn_too) {
  EXPECT_NE(curve_svg(curve({5}, {0}), Lang::en, Dress::file).find("<path"), std::string::npos);
}

TEST(A_badge, Says_each_class_and_is_safe_to_put_into_a_page) {
  const auto svg = badge_svg({"A <b>", {"312 Employees", "32 Supporters"}});
  EXPECT_NE(svg.find(">312 Employees · 32 Supporters</text>"), std::string::npos);
  EXPECT_NE(svg.find("aria-label=\"A &lt;b&gt;\""), std::string::npos);
}

TEST(A_png, Is_drawn_of_every_picture) {
  for (const auto& svg :
       {curve_svg(curve({0, 150, 312}, {0, 10, 32}), Lang::fr, Dress::file), badge_svg({"t", {"312"}})}) {
    const auto png = png_of(svg, 840);
    ASSERT_TRUE(png);
    EXPECT_EQ(as_text(*png).substr(0, 8), "\x89PNG\r\n\x1a\n");
    EXPECT_EQ(as_text(*png).substr(16, 4), std::string_view("\0\0\x03\x48", 4));  // 840 pixels wide
  }
  EXPECT_EQ(png_of("no picture", 840).error().kind, Kind::invalid);
}

TEST(A_qr_code, Has_its_three_corners_and_holds_no_more_than_it_can) {
  const auto code = qr_code("https://ruban.example.org/en/letters/x/sign#code=0000").value();
  EXPECT_GE(code.width, 21);
  EXPECT_EQ(code.dark.size(), static_cast<std::size_t>(code.width * code.width));
  for (const auto& [x, y] : {std::pair{0, 0}, std::pair{code.width - 7, 0}, std::pair{0, code.width - 7}}) {
    EXPECT_TRUE(code.is_dark(x, y));
    EXPECT_FALSE(code.is_dark(x + 1, y + 1));
    EXPECT_TRUE(code.is_dark(x + 3, y + 3));
  }
  EXPECT_FALSE(qr_code(""));
  EXPECT_TRUE(qr_code(std::string(2331, 'x')));
  EXPECT_EQ(qr_code(std::string(2332, 'x')).error().kind, Kind::too_large);
}

TEST(Sheets, Are_a_pdf_with_eight_slips_on_a_page) {
  InvitationSheets sheets{"A letter", "https://ruban.example.org/en/letters/x/sign", {}};
  for (int i = 0; i < 9; ++i) sheets.slips.push_back({"Someone", "0000-0000"});
  std::ostringstream out;
  ASSERT_TRUE(write_sheets(sheets, Lang::en, out));
  EXPECT_TRUE(out.str().starts_with("%PDF-"));
  EXPECT_EQ(count(out.str(), "/Count 2"), 1U);
}

TEST(Sheets, That_cannot_be_written_say_so) {
  const InvitationSheets sheets{"A letter", "https://ruban.example.org/", {{"Someone", "0000"}}};
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  EXPECT_EQ(write_sheets(sheets, Lang::fr, out).error().kind, Kind::busy);
  std::ostringstream fine;
  const InvitationSheets endless{"A letter", std::string(3000, 'x'), {{"Someone", "0000"}}};
  EXPECT_EQ(write_sheets(endless, Lang::fr, fine).error().kind, Kind::too_large);
}

}  // namespace
}  // namespace ruban::press
