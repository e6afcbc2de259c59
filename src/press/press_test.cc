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
  EXPECT_EQ(count(svg, "stroke=\"currentColor\""), 4u);  // each line, and a piece of it beside its name
  EXPECT_EQ(count(svg, "stroke-dasharray"), 2u);
  EXPECT_EQ(svg.find("fill=\"#"), std::string::npos);  // the page's own colours
}

TEST(A_curve, Goes_in_steps_since_a_count_holds_until_the_next) {
  const auto svg = curve_svg(curve({0, 4, 4, 4}, {0, 0, 0, 0}), Lang::en, Dress::file);
  EXPECT_NE(svg.find("d=\"M23.0 272.0H152.7V52.0H412.0V52.0\""), std::string::npos) << svg;
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

// The x and y of every text, and what it says.
struct Placed {
  double x = 0, y = 0;
  bool ends = false;  // at x
  std::string text;
};
std::vector<Placed> texts(std::string_view svg) {
  std::vector<Placed> out;
  const auto value = [](std::string_view tag, std::string_view name) {
    const auto at = tag.find(name) + name.size();
    return std::stod(std::string(tag.substr(at, tag.find('"', at) - at)));
  };
  for (auto at = svg.find("<text"); at != std::string_view::npos; at = svg.find("<text", at + 1)) {
    const auto close = svg.find('>', at);
    const auto tag = svg.substr(at, close - at);
    out.push_back({value(tag, " x=\""), value(tag, " y=\""), tag.find("\"end\"") != std::string_view::npos,
                   std::string(svg.substr(close + 1, svg.find('<', close) - close - 1))});
  }
  return out;
}

TEST(A_curve, Has_its_labels_clear_of_its_lines) {
  for (const std::uint64_t most : {1ULL, 312ULL, 400ULL, 6'103'056ULL}) {
    const auto svg = curve_svg(curve({0, most, most}, {0, most, most}), Lang::en, Dress::page);
    // The lines are drawn within left..412 and top..foot: every text lies outside.
    const auto from = svg.find("d=\"M", svg.find("class=\"rule\"")) + 4;
    const double left = std::stod(svg.substr(from)), foot = std::stod(svg.substr(svg.find(' ', from)));
    const double top = foot - 220;
    EXPECT_GT(left, 8) << most;
    for (const auto& one : texts(svg)) {
      const bool beside = one.ends && one.x < left;
      EXPECT_TRUE(beside || one.y + 4 < top || one.y - 12 > foot) << most << ": " << one.text;
    }
  }
}

TEST(A_curve, Is_cut_where_nothing_changed_for_years_and_says_so) {
  auto cut = curve({0, 150, 312, 312, 313}, {0, 10, 32, 32, 32});
  cut.at[3] = parse_rfc3339("2026-11-28T20:59:00Z").value();
  cut.at[4] = parse_rfc3339("2026-11-28T21:00:00Z").value();
  const auto wall = curve_svg(cut, Lang::en, Dress::page);
  EXPECT_EQ(wall.find("The axis is cut"), std::string::npos);
  cut.quiet = {cut.at[2], cut.at[3]};
  const auto svg = curve_svg(cut, Lang::en, Dress::page);
  std::string said;
  for (const auto& one : texts(svg)) said += one.text + " ";
  EXPECT_NE(said.find("The axis is cut, since nothing changed from 19\u00A0June 2018, 16:00\u00A0UTC to "
                      "28\u00A0November 2026, 20:59\u00A0UTC. Each side has its own scale."),
            std::string::npos)
      << said;
  // What grew before the cut takes most of the picture, and no line goes over the gap.
  const auto from = svg.find("stroke-width=\"2.5\"");
  const auto line =
      svg.substr(svg.find("d=\"", from) + 3, svg.find("\"/>", from) - svg.find("d=\"", from) - 3);
  EXPECT_EQ(count(line, "M"), 2u) << line;
  const auto second = std::stod(line.substr(line.find('H') + 1));
  EXPECT_GT(second, 150) << line;
}

TEST(A_curve, Ends_its_first_part_after_a_long_quiet_time) {
  auto cut = curve({0, 312, 312}, {0, 0, 0});
  cut.at[2] += std::chrono::days(400);
  cut.quiet = {cut.at[1], cut.at[2]};
  const auto svg = curve_svg(cut, Lang::fr, Dress::file);
  EXPECT_EQ(svg.find("nan"), std::string::npos);
  EXPECT_NE(svg.find("L’axe est coupé"), std::string::npos);
  EXPECT_TRUE(png_of(svg, 840));
  cut.quiet = {cut.at[0], cut.at[1]};
  EXPECT_TRUE(png_of(curve_svg(cut, Lang::fr, Dress::file), 840));
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
