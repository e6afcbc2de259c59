// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/hide.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "picture/test_pictures.h"

namespace ruban::picture {
namespace {

bool is_inside(const Region& region, int x, int y) {
  return x >= region.x && y >= region.y && x < region.x + region.width && y < region.y + region.height;
}

Region any_region(int width, int height) {
  return {*rc::gen::inRange(-20, width + 5), *rc::gen::inRange(-20, height + 5), *rc::gen::inRange(10, 160),
          *rc::gen::inRange(10, 160)};
}

// Shuffles the pixels of each of the nine cells of `part`: everything is elsewhere, and the averages are the
// same.
void shuffle_cells(Picture& picture, const Region& part, std::uint32_t seed) {
  const auto cells = [](int length) { return std::clamp(length / 8, 1, 3); };
  const auto next = [&seed] { return seed = seed * 1664525 + 1013904223; };
  for (int row = 0; row < cells(part.height); ++row) {
    for (int column = 0; column < cells(part.width); ++column) {
      std::vector<std::uint8_t*> places;
      for (int y = row * part.height / cells(part.height); y < (row + 1) * part.height / cells(part.height);
           ++y)
        for (int x = column * part.width / cells(part.width);
             x < (column + 1) * part.width / cells(part.width); ++x)
          places.push_back(picture.at(part.x + x, part.y + y));
      for (std::size_t i = places.size(); i > 1; --i)
        std::swap_ranges(places[i - 1], places[i - 1] + 3, places[next() % (i - 1)]);
    }
  }
}

RC_GTEST_PROP(What_is_hidden, Depends_on_a_few_averages_alone, ()) {
  const int width = *rc::gen::inRange(1, 200), height = *rc::gen::inRange(1, 200);
  auto one = landscape(width, height);
  for (int y = 0; y < height; ++y)
    for (auto& byte : one.row(y)) byte = static_cast<std::uint8_t>(byte * 31 + y);
  const auto region = any_region(width, height);
  auto other = one;
  const auto part = covered_by(region, width, height);
  if (part.width >= 8 && part.height >= 8) shuffle_cells(other, part, *rc::gen::arbitrary<std::uint32_t>());
  const auto hidden = hide(one, {&region, 1});
  RC_ASSERT(hidden == hide(other, {&region, 1}));
  RC_TAG(part.width >= 24 && part.height >= 24 ? "nine cells" : part.width == 0 ? "outside" : "fewer");
}

RC_GTEST_PROP(What_is_hidden, Is_all_of_the_region_and_its_surroundings_and_nothing_else, ()) {
  const int width = *rc::gen::inRange(1, 200), height = *rc::gen::inRange(1, 200);
  const auto picture = landscape(width, height);
  const auto region = any_region(width, height);
  const auto part = covered_by(region, width, height);
  const auto inner = clamped(region, width, height);
  RC_ASSERT(part.x <= inner.x && part.y <= inner.y && part.x + part.width >= inner.x + inner.width &&
            part.y + part.height >= inner.y + inner.height);
  const auto hidden = hide(picture, {&region, 1});
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      if (!is_inside(part, x, y)) RC_ASSERT(pixel(hidden, x, y) == pixel(picture, x, y));
}

RC_GTEST_PROP(What_is_hidden, Comes_from_a_pattern_of_at_most_nine_times_three_levels, ()) {
  // However a face looks, there are no more outcomes than averages of 16 levels allow: a change of every
  // pixel by less than half a level mostly changes nothing, and when it does, by whole levels.
  const int value = *rc::gen::inRange(0, 256);
  Picture flat(96, 96, Format::png);
  for (int y = 0; y < 96; ++y)
    std::fill(flat.row(y).begin(), flat.row(y).end(), static_cast<std::uint8_t>(value));
  const Region region{20, 20, 50, 50};
  const auto hidden = pixel(hide(flat, {&region, 1}), 48, 48)[0];
  RC_ASSERT(hidden % 17 == 0);
  RC_ASSERT(std::abs(hidden - value) <= 8);
}

TEST(Hiding, A_few_pixels_makes_them_grey_since_their_average_would_be_them) {
  for (const auto& [width, height] : {std::pair{1, 1}, std::pair{7, 100}, std::pair{100, 5}}) {
    const Region region{0, 0, 3, 3};
    EXPECT_EQ(pixel(hide(landscape(width, height), {&region, 1}), 0, 0), (std::array{119, 119, 119}));
  }
}

TEST(Hiding, In_another_order_gives_the_same_bytes_and_each_region_once_more_too) {
  const auto picture = crowd();
  const std::vector<Region> regions{{40, 60, 100, 110}, {100, 80, 90, 90}, {300, 10, 5, 200}};
  const std::vector<Region> turned{regions[2], regions[0], regions[1]};
  EXPECT_EQ(hide(picture, regions), hide(picture, turned));
  EXPECT_EQ(hide(picture, {}), picture);
}

TEST(Hiding, Leaves_no_edge_of_a_face_to_be_seen) {
  const auto picture = crowd();
  const Region face{45, 60, 90, 120};
  const auto hidden = hide(picture, {&face, 1});
  const auto steepest = [&](const Picture& of) {
    int most = 0;
    for (int y = face.y; y < face.y + face.height; ++y)
      for (int x = face.x + 1; x < face.x + face.width; ++x)
        most = std::max(most, std::abs(pixel(of, x, y)[1] - pixel(of, x - 1, y)[1]));
    return most;
  };
  EXPECT_GT(steepest(picture), 40);
  EXPECT_LE(steepest(hidden), 5);
}

TEST(What_is_covered, Reaches_a_quarter_further_and_to_whole_blocks) {
  EXPECT_EQ(covered_by({100, 100, 40, 40}, 1000, 1000), (Region{80, 80, 80, 80}));
  EXPECT_EQ(covered_by({0, 0, 10, 10}, 1000, 1000), (Region{0, 0, 16, 16}));
  EXPECT_EQ(covered_by({990, 990, 50, 50}, 1000, 1000), (Region{976, 976, 24, 24}));
  EXPECT_EQ(covered_by({2000, 0, 50, 50}, 1000, 1000).width, 0);
}

}  // namespace
}  // namespace ruban::picture
