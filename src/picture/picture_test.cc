// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/picture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "picture/fit.h"
#include "picture/orientation.h"
#include "picture/refusal.h"
#include "picture/test_pictures.h"

namespace ruban::picture {
namespace {

Error refused(ByteView file) {
  const auto picture = Picture::parse(file);
  return picture ? Error{} : picture.error();
}

// A PNG's header that claims a size, without a pixel.
Bytes claims(std::uint32_t width, std::uint32_t height) {
  auto png = encode(landscape(8, 8));
  const auto size = joined({number(width), number(height)});
  std::copy(size.begin(), size.end(), png.begin() + 16);
  return png;
}

// Black on the left, white on the right, so that JPEG keeps which is which.
Picture halves(Format format) {
  Picture out(64, 32, format);
  for (int y = 0; y < 32; ++y) std::fill_n(out.row(y).begin(), 3 * 32, std::uint8_t{0});
  return out;
}

TEST(A_picture, Is_what_its_bytes_are_and_not_what_it_is_called) {
  EXPECT_EQ(Picture::parse(encode(landscape(20, 10)))->format(), Format::png);
  const auto jpeg = Picture::parse(encode(landscape(20, 10, Format::jpeg)));
  EXPECT_EQ(jpeg->format(), Format::jpeg);
  EXPECT_EQ(jpeg->width(), 20);
  EXPECT_EQ(jpeg->height(), 10);
}

TEST(A_picture, Of_another_kind_is_refused_with_what_to_do) {
  const auto unknown = error_of(Refusal::unknown_kind);
  for (const std::string_view file :
       {std::string_view(""), std::string_view("GIF89a"), std::string_view("RIFF\x20\0\0\0WEBPVP8 ", 16),
        std::string_view("\0\0\0\x18"
                         "ftypheic",
                         12),
        std::string_view("%PDF-1.7"), std::string_view("MZ"), std::string_view("\x89PNG\r\n"),
        std::string_view("\xFF\xD8")})
    EXPECT_EQ(refused(as_bytes(file)), unknown) << file;
  for (const std::string_view file :
       {"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
        "\xEF\xBB\xBF \n<?xml version=\"1.0\"?><!-- a --><svg/>"})
    EXPECT_EQ(refused(as_bytes(file)), error_of(Refusal::svg)) << file;
}

TEST(A_png, Gives_back_every_pixel) {
  const auto picture = landscape(33, 17);
  EXPECT_EQ(Picture::parse(encode(picture)).value(), picture);
}

TEST(A_png, Of_16_bits_or_see_through_becomes_8_bits_on_white) {
  const std::vector<std::uint16_t> linear{65535, 0, 0, 65535, 0, 0, 0, 0};  // red; nothing
  const auto deep = Picture::parse(png_of(2, 1, PNG_FORMAT_LINEAR_RGB_ALPHA, linear.data())).value();
  EXPECT_EQ(pixel(deep, 0, 0), (std::array{255, 0, 0}));
  EXPECT_EQ(pixel(deep, 1, 0), (std::array{255, 255, 255}));
  const Bytes half{0, 0, 0, 0, 200, 100, 50, 255};
  const auto clear = Picture::parse(png_of(2, 1, PNG_FORMAT_RGBA, half.data())).value();
  EXPECT_EQ(pixel(clear, 0, 0), (std::array{255, 255, 255}));
  EXPECT_EQ(pixel(clear, 1, 0), (std::array{200, 100, 50}));
  const Bytes grey{7, 200};
  EXPECT_EQ(pixel(Picture::parse(png_of(2, 1, PNG_FORMAT_GRAY, grey.data())).value(), 1, 0),
            (std::array{200, 200, 200}));
}

TEST(A_png, That_moves_is_refused) {
  const auto png = with_chunk(encode(landscape(8, 8)), "acTL", std::string_view("\0\0\0\2\0\0\0\0", 8));
  EXPECT_EQ(refused(png), error_of(Refusal::animated));
}

TEST(A_jpeg, Of_inks_becomes_light) {
  const auto with = [](bool adobe, Bytes inks) {
    Bytes samples;
    for (int i = 0; i < 64; ++i) samples.insert(samples.end(), inks.begin(), inks.end());
    return pixel(Picture::parse(jpeg_of(8, 8, 4, JCS_CMYK, samples,
                                        [&](auto& jpeg) { jpeg.write_Adobe_marker = adobe ? TRUE : FALSE; }))
                     .value(),
                 4, 4);
  };
  const auto near = [](std::array<int, 3> to) {
    return testing::ElementsAre(testing::AllOf(testing::Ge(to[0] - 3), testing::Le(to[0] + 3)),
                                testing::AllOf(testing::Ge(to[1] - 3), testing::Le(to[1] + 3)),
                                testing::AllOf(testing::Ge(to[2] - 3), testing::Le(to[2] + 3)));
  };
  EXPECT_THAT(with(true, {255, 255, 255, 255}), near({255, 255, 255}));
  EXPECT_THAT(with(true, {0, 255, 255, 255}), near({0, 255, 255}));
  EXPECT_THAT(with(true, {255, 255, 255, 0}), near({0, 0, 0}));
  EXPECT_THAT(with(false, {0, 0, 0, 0}), near({255, 255, 255}));
  EXPECT_THAT(with(false, {0, 255, 0, 0}), near({255, 0, 255}));
}

TEST(A_jpeg, Grey_or_progressive_is_read_too) {
  const Bytes grey(64, 90);
  const auto picture = Picture::parse(jpeg_of(8, 8, 1, JCS_GRAYSCALE, grey, [](auto&) {})).value();
  EXPECT_EQ(pixel(picture, 3, 3), (std::array{90, 90, 90}));
  const Bytes red = [] {
    Bytes out;
    for (int i = 0; i < 64; ++i) out.insert(out.end(), {254, 0, 0});
    return out;
  }();
  const auto progressive = Picture::parse(jpeg_of(8, 8, 3, JCS_RGB, red, [](auto& jpeg) {
                             jpeg_simple_progression(&jpeg);
                           })).value();
  EXPECT_EQ(pixel(progressive, 3, 3), (std::array{254, 0, 0}));
}

TEST(A_jpeg, Of_endless_scans_is_refused) {
  const Bytes samples(3 * 64, 77);
  std::vector<jpeg_scan_info> scans;
  for (int component = 0; component < 3; ++component) scans.push_back({1, {component}, 0, 0, 0, 0});
  // Each coefficient may be told once: 63 of each of two components make 129 scans.
  for (int component = 0; component < 2; ++component)
    for (int i = 1; i < 64; ++i) scans.push_back({1, {component}, i, i, 0, 0});
  const auto file = jpeg_of(8, 8, 3, JCS_RGB, samples, [&](auto& jpeg) {
    jpeg.scan_info = scans.data();
    jpeg.num_scans = static_cast<int>(scans.size());
  });
  EXPECT_EQ(refused(file), error_of(Refusal::damaged));
}

TEST(A_picture, That_is_too_large_is_refused_before_it_is_decoded) {
  const auto many = error_of(Refusal::too_many_pixels);
  EXPECT_EQ(refused(claims(20'001, 1)), many);
  EXPECT_EQ(refused(claims(1, 20'001)), many);
  EXPECT_EQ(refused(claims(10'000, 4'001)), many);
  EXPECT_EQ(refused(claims(0xFFFFFFFF, 0xFFFFFFFF)), many);
  EXPECT_EQ(refused(claims(0, 5)), error_of(Refusal::damaged));
  auto jpeg = encode(landscape(8, 8, Format::jpeg));
  const auto frame = as_text(jpeg).find(std::string_view("\xFF\xC0\0\x11\x08", 5));
  ASSERT_NE(frame, std::string_view::npos);
  for (std::size_t i = 5; i < 9; ++i) jpeg[frame + i] = 0xF0;  // 61,680 × 61,680
  EXPECT_EQ(refused(jpeg), many);
  EXPECT_EQ(refused(Bytes(kMostFileBytes + 1, 0xFF)), error_of(Refusal::file_too_large));
}

TEST(A_picture, That_is_truncated_anywhere_is_refused) {
  for (const auto format : {Format::png, Format::jpeg}) {
    const auto whole = encode(landscape(24, 24, format));
    for (std::size_t size = 9; size < whole.size(); ++size)
      EXPECT_EQ(refused(ByteView(whole).first(size)), error_of(Refusal::damaged))
          << size << " of " << whole.size();
  }
}

TEST(A_png, Whose_bytes_were_changed_is_refused) {
  auto png = encode(landscape(24, 24));
  png[png.size() - 30] ^= 1;  // in IDAT: its checksum no longer fits
  EXPECT_EQ(refused(png), error_of(Refusal::damaged));
}

TEST(A_photograph, Is_turned_as_its_exif_says_which_then_is_gone) {
  const auto dark_at = [](const Picture& picture) {
    const auto dark = [&](int x, int y) { return pixel(picture, x, y)[0] < 128; };
    const int right = picture.width() - 1, bottom = picture.height() - 1;
    return std::array{dark(0, 0), dark(right, 0), dark(0, bottom), dark(right, bottom)};
  };
  // Which corners are dark, in reading order, when the left half was.
  const std::array<std::array<bool, 4>, 9> expected{{{true, false, true, false},
                                                     {true, false, true, false},
                                                     {false, true, false, true},
                                                     {false, true, false, true},
                                                     {true, false, true, false},
                                                     {true, true, false, false},
                                                     {true, true, false, false},
                                                     {false, false, true, true},
                                                     {false, false, true, true}}};
  for (int orientation = 0; orientation <= 8; ++orientation) {
    for (const bool big : {false, true}) {
      const auto tiff = exif(orientation, big);
      const auto jpeg = with_segment(encode(halves(Format::jpeg)), 0xE1, std::string("Exif\0\0", 6) + tiff);
      const auto png = with_chunk(encode(halves(Format::png)), "eXIf", tiff);
      for (const auto& file : {jpeg, png}) {
        const auto picture = Picture::parse(file).value();
        EXPECT_EQ(picture.width(), orientation >= 5 ? 32 : 64) << orientation;
        EXPECT_EQ(dark_at(picture), expected[static_cast<std::size_t>(orientation)]) << orientation;
        EXPECT_EQ(as_text(encode(picture)).find("GPS"), std::string_view::npos);
      }
    }
  }
}

TEST(An_orientation, Follows_the_numbering_of_exif_pixel_by_pixel) {
  Picture three(3, 2, Format::png);  // 0 1 2 / 3 4 5
  for (int i = 0; i < 6; ++i)
    three.row(i / 3)[static_cast<std::size_t>(3 * (i % 3))] = static_cast<std::uint8_t>(i);
  const auto read = [&](int orientation) {
    const auto out = upright(three, orientation);
    std::string text;
    for (int y = 0; y < out.height(); ++y, text += '/')
      for (int x = 0; x < out.width(); ++x) text += std::to_string(pixel(out, x, y)[0]);
    return text;
  };
  const std::array<const char*, 9> expected{"012/345/",  "012/345/",  "210/543/",  "543/210/", "345/012/",
                                            "03/14/25/", "30/41/52/", "52/41/30/", "25/14/03/"};
  for (int i = 0; i <= 8; ++i) EXPECT_EQ(read(i), expected[static_cast<std::size_t>(i)]) << i;
}

TEST(An_orientation, In_a_damaged_exif_changes_nothing) {
  const auto whole = exif(6);
  EXPECT_EQ(orientation_of(as_bytes(whole)), 6);
  for (std::size_t size = 0; size < 22; ++size)
    EXPECT_EQ(orientation_of(as_bytes(std::string_view(whole).substr(0, size))), 1) << size;
  for (const int value : {0, 9, 200}) EXPECT_EQ(orientation_of(as_bytes(exif(value))), 1);
  auto far = whole;
  far[4] = far[5] = far[6] = far[7] = '\xFF';
  EXPECT_EQ(orientation_of(as_bytes(far)), 1);
}

TEST(A_picture, Made_smaller_keeps_its_shape_and_its_averages) {
  const auto small = fitted(landscape(1000, 500), 100);
  EXPECT_EQ(small.width(), 100);
  EXPECT_EQ(small.height(), 50);
  EXPECT_NEAR(pixel(small, 50, 25)[0], 135, 1);
  EXPECT_NEAR(pixel(small, 50, 25)[1], 130, 1);
  EXPECT_EQ(fitted(landscape(20, 10), 20), landscape(20, 10));
  const auto thin = fitted(landscape(3000, 1), 100);
  EXPECT_EQ(thin.width(), 100);
  EXPECT_EQ(thin.height(), 1);
  Picture dots(300, 300, Format::png);  // a black pixel in each three by three
  for (int y = 1; y < 300; y += 3)
    for (int x = 1; x < 300; x += 3) std::fill_n(dots.row(y).begin() + 3 * x, 3, std::uint8_t{0});
  EXPECT_EQ(pixel(fitted(dots, 100), 50, 50), (std::array{227, 227, 227}));  // 255 × 8 / 9
}

}  // namespace
}  // namespace ruban::picture
