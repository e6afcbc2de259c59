// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/region.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "picture/group.h"

namespace ruban::picture {
namespace {

RC_GTEST_PROP(An_edit_list, Is_read_as_it_was_written, ()) {
  std::vector<Region> regions;
  const auto count = *rc::gen::inRange(0, 501);
  for (int i = 0; i < count; ++i)
    regions.push_back({*rc::gen::inRange(0, 20'001), *rc::gen::inRange(0, 20'001),
                       *rc::gen::inRange(1, 20'001), *rc::gen::inRange(1, 20'001)});
  RC_ASSERT(parse_regions(format_regions(regions)).value() == regions);
}

RC_GTEST_PROP(An_edit_list, Has_one_spelling, (const std::string& text)) {
  if (const auto regions = parse_regions(text)) RC_ASSERT(format_regions(*regions) == text);
}

TEST(An_edit_list, Is_strict_and_says_which_line_is_wrong) {
  EXPECT_TRUE(parse_regions("")->empty());
  EXPECT_EQ(parse_regions("1 2 3 4\n0 0 20000 1\n").value(),
            (std::vector<Region>{{1, 2, 3, 4}, {0, 0, 20'000, 1}}));
  for (const std::string_view line :
       {"1 2 3 4",     "1 2 3\n",     "1 2 3 4 5\n", " 1 2 3 4\n",    "1  2 3 4\n",          "1 2 3 4 \n",
        "1 2 3 4\r\n", "1\t2 3 4\n",  "-1 2 3 4\n",  "+1 2 3 4\n",    "01 2 3 4\n",          "1 2 0 4\n",
        "1 2 3 0\n",   "1.5 2 3 4\n", "0x1 2 3 4\n", "20001 2 3 4\n", "99999999999 2 3 4\n", "\n",
        "a b c d\n",   "1 2 3 4\n\n"}) {
    const auto bad = parse_regions("5 6 7 8\n" + std::string(line));
    ASSERT_FALSE(bad) << line;
    EXPECT_EQ(bad.error().field, line == "1 2 3 4\n\n" ? "line 3" : "line 2") << line;
  }
}

TEST(An_edit_list, Has_at_most_500_lines) {
  std::string text;
  for (int i = 0; i < 500; ++i) text += "1 1 1 1\n";
  EXPECT_EQ(parse_regions(text)->size(), 500U);
  EXPECT_EQ(parse_regions(text + "1 1 1 1\n").error().kind, Kind::too_large);
}

TEST(A_region, Is_clamped_to_its_picture) {
  EXPECT_EQ(clamped({10, 10, 20, 20}, 100, 100), (Region{10, 10, 20, 20}));
  EXPECT_EQ(clamped({-5, 90, 20, 20}, 100, 100), (Region{0, 90, 15, 10}));
  constexpr int kMax = std::numeric_limits<int>::max();
  EXPECT_EQ(clamped({50, 50, kMax, kMax}, 100, 100), (Region{50, 50, 50, 50}));
  EXPECT_EQ(clamped({kMax, kMax, kMax, kMax}, 100, 100).width, 0);
  EXPECT_EQ(clamped({5, 5, -3, 4}, 100, 100).width, 0);
  EXPECT_EQ(clamped({100, 0, 5, 5}, 100, 100).height, 0);
}

TEST(Windows, Close_together_are_one_face_and_a_lone_one_is_none) {
  const std::vector<Region> windows{{10, 10, 40, 40}, {12, 10, 40, 40}, {11, 13, 43, 43}, {300, 300, 40, 40}};
  EXPECT_EQ(grouped(windows, 2), (std::vector<Region>{{11, 11, 41, 41}}));
  EXPECT_EQ(grouped(windows, 1).size(), 2U);
  EXPECT_TRUE(grouped({}, 1).empty());
}

TEST(Faces, Found_by_several_cascades_are_covered_once) {
  EXPECT_EQ(joined({{100, 100, 50, 50}, {110, 105, 50, 50}, {300, 0, 20, 20}, {120, 120, 10, 10}}),
            (std::vector<Region>{{100, 100, 60, 55}, {300, 0, 20, 20}}));
}

TEST(Faces, More_than_a_list_holds_are_still_covered) {
  std::vector<Region> many;
  for (int i = 0; i < 600; ++i) many.push_back({20 * i, 7 * (i % 5), 10, 10});
  const auto few = joined(many);
  ASSERT_EQ(few.size(), kMostRegions);
  for (const auto& face : many) {
    EXPECT_TRUE(std::any_of(few.begin(), few.end(), [&](const Region& region) {
      return region.x <= face.x && region.y <= face.y && region.x + region.width >= face.x + face.width &&
             region.y + region.height >= face.y + face.height;
    })) << face.x;
  }
}

}  // namespace
}  // namespace ruban::picture
