// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: picture
// What strangers send: a picture, the list of what to hide, and what a child that was taken over answers. The
// first byte chooses. Pictures of more than a million pixels are left out: they would only make the target
// slow.
#include <cstdlib>

#include "picture/encode.h"
#include "picture/hide.h"
#include "picture/job_text.h"
#include "picture/orientation.h"
#include "picture/read_png.h"

namespace {

using namespace ruban;
using namespace ruban::picture;

// Width and height of a PNG or of each frame of a JPEG, wherever they may stand.
bool is_large(ByteView file) {
  const auto large = [](std::uint64_t width, std::uint64_t height) { return width * height > 1'000'000; };
  const auto u16 = [&](std::size_t at) { return std::uint64_t{file[at]} << 8 | file[at + 1]; };
  for (std::size_t i = 0; i + 9 < file.size(); ++i)
    if (file[i] == 0xFF && (file[i + 1] & 0xF0) == 0xC0 && large(u16(i + 7), u16(i + 5))) return true;
  return file.size() > 24 && file[0] == 0x89 && large(u16(16) << 16 | u16(18), u16(20) << 16 | u16(22));
}

void read_picture(ByteView file) {
  if (is_large(file)) return;
  auto picture = Picture::parse(file);
  if (!picture) return;
  const Region region{picture->width() / 3, 1, 40, 40};
  const auto out = encode(hide(std::move(*picture), {&region, 1}));
  if (!is_bare(out) || !Picture::parse(out)) std::abort();
}

void read_list(std::string_view text) {
  const auto regions = parse_regions(text);
  if (!regions) return;
  if (format_regions(*regions) != text) std::abort();
  for (const auto& region : *regions) {
    const auto part = covered_by(region, 300, 200);
    if (clamped(part, 300, 200) != part) std::abort();
  }
}

void read_answer(ByteView answer) {
  const auto read = parse_answer(answer);
  if (read && (!is_bare(read->file) || to_bytes(answer) != format_answer(read))) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  const ByteView rest(bytes + 1, size - 1);
  switch (bytes[0] & 7) {
    case 0:
      read_list(as_text(rest));
      break;
    case 1:
      read_answer(rest);
      break;
    case 2:
      static_cast<void>(parse_question(rest));
      break;
    case 3:
      static_cast<void>(orientation_of(rest));
      break;
    default:
      read_picture(rest);
  }
  return 0;
}
