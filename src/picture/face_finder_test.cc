// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/face_finder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "picture/orientation.h"
#include "picture/test_pictures.h"

namespace ruban::picture {
namespace {

namespace fs = std::filesystem;

const FaceFinder& finder() {
  static const FaceFinder the = FaceFinder::load().value();
  return the;
}

bool covers(const std::vector<Region>& regions, double x, double y) {
  return std::any_of(regions.begin(), regions.end(), [&](const Region& region) {
    return x > region.x && x < region.x + region.width && y > region.y && y < region.y + region.height;
  });
}

// A cascade of one question about a window of 8 × 8: whether its left half is lighter than its right one.
std::string small_cascade() {
  return R"(<opencv_storage><cascade type_id="opencv-cascade-classifier"><stageType>BOOST</stageType>
<featureType>HAAR</featureType><height>8</height><width>8</width><stages><_><maxWeakCount>1</maxWeakCount>
<stageThreshold>5.0000000000000000e-01</stageThreshold><weakClassifiers><_><internalNodes>
0 -1 0 1.0000000149011612e-01</internalNodes><leafValues>-1. 1.</leafValues></_></weakClassifiers></_></stages>
<features><_><rects><_>0 0 8 8 -1.</_><_>0 0 4 8 2.</_></rects></_></features></cascade></opencv_storage>)";
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), with);
}

TEST(Faces, That_are_drawn_are_found) {
  const auto found = find_faces(finder(), crowd());
  for (const double x : {90., 240., 390.}) EXPECT_TRUE(covers(found, x, 120)) << x;
  EXPECT_LE(found.size(), 6U);
}

TEST(Faces, Are_found_again_in_the_same_places) {
  EXPECT_EQ(find_faces(finder(), crowd()), find_faces(finder(), crowd()));
}

TEST(Faces, Are_found_in_a_photograph_that_lies_on_its_side_once_it_is_upright) {
  auto jpeg = encode(upright(crowd(Format::jpeg), 8));
  jpeg = with_segment(jpeg, 0xE1, std::string("Exif\0\0", 6) + exif(6));
  const auto picture = Picture::parse(jpeg).value();
  ASSERT_EQ(picture.width(), 480);
  const auto found = find_faces(finder(), picture);
  for (const double x : {90., 240., 390.}) EXPECT_TRUE(covers(found, x, 120)) << x;
}

TEST(Faces, In_a_large_picture_are_told_in_its_own_pixels) {
  auto large = landscape(2000, 1000);
  draw({.x = 1500, .y = 500, .width = 300}, large);
  const auto found = find_faces(finder(), large);
  EXPECT_TRUE(covers(found, 1500, 500));
  for (const auto& face : found) EXPECT_EQ(clamped(face, 2000, 1000), face);
}

TEST(Faces, Are_not_found_where_there_is_nothing) {
  EXPECT_THAT(find_faces(finder(), landscape(400, 300)), testing::IsEmpty());
  EXPECT_THAT(find_faces(finder(), Picture(1, 1, Format::png)), testing::IsEmpty());
  EXPECT_THAT(find_faces(finder(), Picture(3000, 5, Format::png)), testing::IsEmpty());
}

TEST(A_server_without_cascades, Takes_no_pictures_and_says_which_file_is_missing) {
  EXPECT_TRUE(supported());
  const auto missing = supported("/nonexistent");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, Kind::not_found);
  EXPECT_EQ(missing.error().field, "/nonexistent/haarcascade_frontalface_default.xml");
}

TEST(A_server_with_a_damaged_cascade, Says_which) {
  const auto folder = fs::temp_directory_path() / ("ruban-cascades-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  for (const auto* name : {"haarcascade_frontalface_default.xml", "haarcascade_frontalface_alt2.xml"})
    fs::copy_file(fs::path(kCascadeFolder) / name, folder / name, fs::copy_options::overwrite_existing);
  std::ofstream(folder / "haarcascade_profileface.xml") << "<opencv_storage>";
  const auto fault = supported(folder);
  fs::remove_all(folder);
  ASSERT_FALSE(fault);
  EXPECT_EQ(fault.error().kind, Kind::invalid);
  EXPECT_EQ(fault.error().field, (folder / "haarcascade_profileface.xml").string());
}

TEST(A_cascade, Answers_its_question_in_each_window) {
  const auto cascade = Cascade::parse(small_cascade()).value();
  Grey grey{40, 10, Bytes(400, 50)};
  for (int y = 0; y < 10; ++y) std::fill_n(grey.row(y), 20, std::uint8_t{200});  // light on the left
  const auto found = cascade.windows(grey, 1000);
  ASSERT_FALSE(found.empty());
  for (const auto& window : found) EXPECT_TRUE(window.x < 20 && window.x + window.width > 20) << window.x;
  EXPECT_THAT(cascade.windows(mirrored(grey), 1000), testing::IsEmpty());
  EXPECT_EQ(cascade.windows(grey, 2).size(), 2U);
}

TEST(A_cascade, That_would_reach_outside_of_itself_is_refused) {
  const auto good = small_cascade();
  ASSERT_TRUE(Cascade::parse(good));
  for (const auto& bad : {
           replaced(good, "0 0 4 8 2.", "5 0 4 8 2."),
           replaced(good, "0 0 4 8 2.", "-1 0 4 8 2."),
           replaced(good, "0 0 4 8 2.", "0 0 0 8 2."),
           replaced(good, "0 0 4 8 2.", "0 0 2147483647 8 2."),
           replaced(good, "0 -1 0 1.", "0 -1 1 1."),
           replaced(good, "0 -1 0 1.", "0 -1 -1 1."),
           replaced(good, "0 -1 0 1.", "0 -2 0 1."),
           replaced(good, "0 -1 0 1.", "1 -1 0 1."),
           replaced(good, "-1. 1.", "-1."),
           replaced(good, "-1. 1.", "-1. x"),
           replaced(good, "HAAR", "LBP"),
           replaced(good, "<width>8", "<width>8000"),
           replaced(good, "<_>0 0 4 8 2.</_>", ""),
           replaced(good, "</rects>", "</rects><tilted>1</tilted>"),
           replaced(good, "<stageThreshold>5", "<stageThreshold>e"),
       })
    EXPECT_FALSE(Cascade::parse(bad)) << bad;
  for (std::size_t size = 0; size < good.size(); ++size)
    static_cast<void>(Cascade::parse(good.substr(0, size)));
}

}  // namespace
}  // namespace ruban::picture
