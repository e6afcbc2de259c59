// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes a picture of somebody who doesn't exist: draw_face FILE. A PNG of 640 by 480 with one drawn face in
// its middle.
#include <algorithm>
#include <fstream>
#include <string_view>

#include "picture/encode.h"
#include "picture/test_faces.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  using ruban::picture::Format;
  const bool jpeg = std::string_view(argv[1]).ends_with(".jpg");
  ruban::picture::Picture picture(640, 480, jpeg ? Format::jpeg : Format::png);
  for (int y = 0; y < picture.height(); ++y) std::ranges::fill(picture.row(y), std::uint8_t{170});
  ruban::picture::draw({.x = 320, .y = 240, .width = 120}, picture);
  const auto bytes = ruban::picture::encode(picture, ruban::picture::Use::keep);
  std::ofstream(argv[1], std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  return 0;
}
