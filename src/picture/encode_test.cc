// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/encode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "picture/png_chunks.h"
#include "picture/test_pictures.h"

namespace ruban::picture {
namespace {

// Read anew here, so that is_bare() isn't believed because of itself: the markers of a JPEG up to SOS, in
// hex.
std::vector<std::string> segments(const Bytes& jpeg) {
  std::vector<std::string> out;
  std::size_t at = 2;
  while (at + 4 <= jpeg.size() && jpeg[at] == 0xFF) {
    out.push_back(to_hex(ByteView(jpeg).subspan(at + 1, 1)));
    if (jpeg[at + 1] == 0xDA) break;
    at += 2 + (static_cast<std::size_t>(jpeg[at + 2]) << 8 | jpeg[at + 3]);
  }
  return out;
}

std::vector<std::string> chunks_of(const Bytes& png) {
  std::vector<std::string> out;
  PngChunks chunks(png);
  while (const auto chunk = chunks.next())
    if (out.empty() || out.back() != chunk->type) out.emplace_back(chunk->type);
  EXPECT_TRUE(chunks.rest().empty());
  return out;
}

// A file that carries all that a camera, an editor or somebody with a purpose puts into it.
Bytes loaded(Format format) {
  const auto plain = encode(crowd(format));
  Bytes out;
  if (format == Format::jpeg) {
    out = with_segment(plain, 0xE1, std::string("Exif\0\0", 6) + exif(1));
    out = with_segment(out, 0xE1, "http://ns.adobe.com/xap/1.0/ <x:xmpmeta>Jane Roe</x:xmpmeta>");
    out = with_segment(out, 0xE2, std::string("ICC_PROFILE\0\1\1", 14) + std::string(200, 'i'));
    out = with_segment(out, 0xED, "Photoshop 3.0 Jane Roe");
    out = with_segment(out, 0xFE, "taken by Jane Roe");
  } else {
    out = with_chunk(plain, "tEXt", std::string("Author\0Jane Roe", 15));
    out = with_chunk(out, "iTXt", std::string("XML:com.adobe.xmp\0\0\0\0\0Jane Roe", 30));
    out = with_chunk(out, "tIME", "\x07\xE2\x06\x13\x0E\x0E\x0E");
    out = with_chunk(out, "eXIf", exif(1));
    out = with_chunk(out, "prVt", "Jane Roe");
  }
  const auto appended = as_bytes("PK\3\4 <script>alert('Jane Roe')</script> \xFF\xD8\xFF\xE0 thumbnail");
  out.insert(out.end(), appended.begin(), appended.end());
  return out;
}

TEST(What_leaves_us, Has_only_the_parts_that_a_picture_needs) {
  const auto jpeg = encode(Picture::parse(loaded(Format::jpeg)).value());
  EXPECT_THAT(segments(jpeg), testing::Each(testing::AnyOf("e0", "db", "c0", "c4", "da")));
  EXPECT_THAT(segments(jpeg), testing::Contains("e0").Times(1));
  const auto png = encode(Picture::parse(loaded(Format::png)).value());
  EXPECT_THAT(chunks_of(png), testing::ElementsAre("IHDR", "sRGB", "IDAT", "IEND"));
  for (const auto& file : {jpeg, png}) {
    EXPECT_TRUE(is_bare(file));
    for (const std::string_view word :
         {"Jane", "GPS", "4711", "Exif", "script", "PK\3\4", "libjpeg", "ICC", "adobe"})
      EXPECT_EQ(as_text(file).find(word), std::string_view::npos) << word;
  }
}

TEST(What_leaves_us, Does_not_depend_on_what_came_beside_the_pixels) {
  for (const auto format : {Format::jpeg, Format::png})
    EXPECT_EQ(encode(Picture::parse(loaded(format)).value()),
              encode(Picture::parse(encode(crowd(format))).value()));
}

TEST(What_leaves_us, Is_the_same_bytes_each_time) {
  EXPECT_EQ(encode(crowd(Format::jpeg)), encode(crowd(Format::jpeg)));
  EXPECT_EQ(encode(crowd(Format::png)), encode(crowd(Format::png)));
  EXPECT_NE(encode(crowd(Format::jpeg), Use::keep), encode(crowd(Format::jpeg), Use::serve));
}

TEST(What_leaves_us, Is_at_most_2560_pixels_long) {
  EXPECT_EQ(bare_size(encode(landscape(2570, 20))), (Size{2560, 20}));
  EXPECT_EQ(bare_size(encode(landscape(20, 3000, Format::jpeg))), (Size{17, 2560}));
  EXPECT_EQ(bare_size(encode(landscape(2560, 2))), (Size{2560, 2}));
}

TEST(What_leaves_us, Looks_as_it_did) {
  const auto before = crowd(Format::jpeg);
  const auto after = Picture::parse(encode(before)).value();
  for (const auto& [x, y] : {std::pair{10, 10}, std::pair{240, 120}, std::pair{400, 200}})
    for (std::size_t c = 0; c < 3; ++c) EXPECT_NEAR(pixel(before, x, y)[c], pixel(after, x, y)[c], 12) << x;
}

TEST(A_bare_file, Is_nothing_else) {
  for (const auto format : {Format::jpeg, Format::png}) {
    const auto file = encode(crowd(format));
    EXPECT_EQ(bare_size(file), (Size{480, 240}));
    EXPECT_FALSE(is_bare(loaded(format)));
    EXPECT_FALSE(is_bare(joined({file, as_bytes("x")})));
    for (const std::size_t size : {std::size_t{0}, std::size_t{2}, std::size_t{20}, file.size() - 1})
      EXPECT_FALSE(is_bare(ByteView(file).first(size)));
  }
  const auto jpeg = encode(crowd(Format::jpeg));
  for (const int marker : {0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xFE, 0xC2, 0xDD})
    EXPECT_FALSE(is_bare(with_segment(jpeg, static_cast<std::uint8_t>(marker), "content"))) << marker;
  const auto png = encode(crowd());
  for (const char* type : {"tEXt", "zTXt", "iTXt", "tIME", "eXIf", "iCCP", "acTL", "PLTE", "prVt"})
    EXPECT_FALSE(is_bare(with_chunk(png, type, "content"))) << type;
  // A second picture inside the first one's data.
  auto scan = jpeg;
  scan.insert(scan.end() - 2, {0xFF, 0xE1, 0, 4, 1, 2});
  EXPECT_FALSE(is_bare(scan));
  for (const std::string_view text : {"<html>", "GIF89a", "\xFF\xD8", "\xFF\xD8\xFF"})
    EXPECT_FALSE(is_bare(as_bytes(text)));
}

}  // namespace
}  // namespace ruban::picture
