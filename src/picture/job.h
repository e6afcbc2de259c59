// SPDX-License-Identifier: AGPL-3.0-or-later
// The two things that are done with a picture: it is prepared when it comes, and covered before it is
// published.
#pragma once

#include <span>

#include "picture/face_finder.h"
#include "picture/picture.h"
#include "picture/region.h"

namespace ruban::picture {

// What is kept of a picture that came: nothing of its file, and at most 2,560 pixels on a side.
struct Prepared {
  Bytes file;  // JPEG or PNG, as it came, by encode(…, Use::keep); passes is_bare(). Still shows every face.
  int width = 0, height = 0;
  std::vector<Region> faces;  // in the pixels of `file`

  bool operator==(const Prepared&) const = default;
};

// Fails as Picture::parse does.
Result<Prepared> prepare(const FaceFinder& finder, ByteView original);

// What may be published of a kept file: its regions hidden, by encode(…, Use::serve).
Result<Prepared> cover(ByteView kept, std::span<const Region> regions);

// How questions and answers look between a Workshop and its child (docs/formats/picture-child.md).
inline constexpr std::size_t kMostAnswer = 21'000'000;
Bytes format_prepare(ByteView original);
Bytes format_cover(ByteView kept, std::span<const Region> regions);
Bytes format_answer(const Result<Prepared>& result);
// Believes nothing: the child may be in a stranger's hands. Anything but an answer with a bare file is
// Refusal::broke.
Result<Prepared> parse_answer(ByteView answer);

// The child's whole life: loads the cascades from `folder`, confines itself, reads a question from file 0,
// writes its answer to file 1 and ends. Exit code 0 if it answered, 3 if a cascade or the kernel was missing.
// Meant to be called first thing in main(), before any thread is started or anything private is read.
[[noreturn]] void answer_and_exit(const std::filesystem::path& folder = kCascadeFolder);

}  // namespace ruban::picture
