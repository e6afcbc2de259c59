// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/ring.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "web/pages/samples/people.h"
#include "web/pages/test_text.h"

namespace ruban::web {
namespace {

using i18n::Lang;

Ring ring(std::vector<RingMark> marks) {
  Ring made;
  made.marks = std::move(marks);
  for (const auto& mark : made.marks) ++(mark.anonymous ? made.anon : made.named);
  made.title = "A & B";
  made.description = "<c>";
  made.id = "ring";
  return made;
}

// Each mark of the path as a point, from the relative moves.
std::vector<std::pair<int, int>> points(const std::string& svg) {
  std::vector<std::pair<int, int>> found;
  std::pair<int, int> at{0, 0};
  const auto paths = between(svg, "<path d=\"", "\"");
  if (paths.empty()) return found;
  // "m12-8h0", "m12 8h0"
  for (const auto& move : between(paths[0], "m", "h0")) {
    std::size_t end = 0;
    at.first += std::stoi(move, &end);
    at.second += std::stoi(move.substr(end));
    found.push_back(at);
  }
  return found;
}

TEST(Ring, Has_one_mark_for_each_signature) {
  for (const std::size_t count : {1, 2, 3, 7, 53, 54, 102, 112, 312, 1000, 2399, 2400}) {
    const auto marks = points(ring_svg(ring(sample_marks(count, false)), Lang::en));
    EXPECT_EQ(marks.size(), count);
    EXPECT_EQ(std::set(marks.begin(), marks.end()).size(), count) << "two marks in one place";
  }
}

TEST(Ring, Marks_do_not_touch_each_other_and_stay_in_the_picture) {
  for (std::size_t count = 2; count <= kMostRingMarks; count += count < 130 ? 1 : 97) {
    const std::string svg = ring_svg(ring(sample_marks(count, false)), Lang::en);
    const auto marks = points(svg);
    const auto widths = between(svg, "h0\" stroke=\"currentColor\" stroke-width=\"", "\"");
    ASSERT_FALSE(widths.empty());
    const int least = std::stoi(widths[0]);
    std::vector<std::pair<int, int>> sorted = marks;
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      EXPECT_GE(sorted[i].first, 40);
      EXPECT_LE(sorted[i].first, 1560);
      for (std::size_t k = i + 1; k < sorted.size() && sorted[k].first - sorted[i].first < least; ++k) {
        const int dx = sorted[k].first - sorted[i].first, dy = sorted[k].second - sorted[i].second;
        EXPECT_GE(dx * dx + dy * dy, least * least - 2 * least) << count;
      }
    }
  }
}

TEST(Ring, With_312_marks_takes_less_than_5_kB) {
  EXPECT_LT(ring_svg(ring(sample_marks(312, false)), Lang::fr).size(), 5'000u);
  EXPECT_LT(ring_svg(ring(sample_marks(312, true)), Lang::fr).size(), 5'000u);
}

TEST(Ring, Does_not_tell_the_order_of_signing) {
  auto marks = sample_marks(112, true);
  const auto before = ring_svg(ring(marks), Lang::fr);
  std::reverse(marks.begin(), marks.end());
  EXPECT_EQ(ring_svg(ring(marks), Lang::fr), before);
}

TEST(Ring, A_withdrawn_signature_leaves_no_gap) {
  auto marks = sample_marks(112, false);
  marks.erase(marks.begin() + 40);
  auto others = sample_marks(200, false);
  others.erase(others.begin(), others.begin() + 89);
  // The places are those of 111 signatures, whoever they are.
  EXPECT_EQ(points(ring_svg(ring(marks), Lang::fr)), points(ring_svg(ring(others), Lang::fr)));
}

TEST(Ring, Anonymous_marks_are_open) {
  const auto svg = ring_svg(ring(sample_marks(112, true)), Lang::fr);
  EXPECT_NE(svg.find("class=\"hole\""), std::string::npos);
  EXPECT_EQ(ring_svg(ring(sample_marks(112, false)), Lang::fr).find("class=\"hole\""), std::string::npos);
}

TEST(Ring, Is_a_band_beyond_a_few_thousand_that_grows_with_the_count) {
  const auto reach = [](std::uint64_t named) {
    Ring many = ring({});
    many.named = named;
    const auto svg = ring_svg(many, Lang::fr);
    EXPECT_TRUE(points(svg).empty());
    return std::stoi(words(between(svg, "viewBox=\"", "\"").at(0)).at(2));
  };
  EXPECT_LT(reach(100'000), reach(1'000'000));
  EXPECT_LE(reach(1'000'000), reach(6'103'056));
  EXPECT_LE(reach(INT64_MAX), 1600);
}

TEST(Ring, Of_few_whose_marks_are_not_there_is_empty) {
  Ring few = ring({});
  few.named = 312;
  const auto svg = ring_svg(few, Lang::fr);
  EXPECT_EQ(count(svg, "<circle"), 1u);
  EXPECT_EQ(svg.find("<path"), std::string::npos);
  EXPECT_NE(svg.find(">312</text>"), std::string::npos);
}

TEST(Ring, Is_described_for_those_who_do_not_see_it) {
  const auto svg = ring_svg(ring({}), Lang::fr);
  EXPECT_NE(svg.find("<title id=\"ring-t\">A &amp; B</title><desc id=\"ring-d\">&lt;c></desc>"),
            std::string::npos);
  EXPECT_NE(svg.find("role=\"img\" aria-labelledby=\"ring-t ring-d\""), std::string::npos);
  EXPECT_NE(svg.find(">0</text>"), std::string::npos);
}

}  // namespace
}  // namespace ruban::web
