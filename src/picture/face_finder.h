// SPDX-License-Identifier: AGPL-3.0-or-later
// Where in a picture there may be faces, so that they can be hidden. Nothing here can tell whose they are: a
// cascade answers "a face, or not", and nothing of a face is measured, compared or kept.
#pragma once

#include <filesystem>
#include <vector>

#include "picture/cascade.h"
#include "picture/region.h"

namespace ruban::picture {

// Where Debian's opencv-data puts them.
inline constexpr const char* kCascadeFolder = "/usr/share/opencv4/haarcascades";

class FaceFinder {
 public:
  // Kind::not_found if a file is missing, Kind::invalid if one is damaged; `field` is its path. Takes some 15
  // ms.
  static Result<FaceFinder> load(const std::filesystem::path& folder = kCascadeFolder);

  // Faces from the front (two cascades) and from both sides, upright or a little tilted. It errs towards too
  // many. The same picture gives the same list, sorted, of at most kMostRegions, in the picture's own pixels.
  // Looks at the picture as large as it would be served; faces narrower than 20 pixels there aren't looked
  // for. On one core a second for each million pixels of a quiet picture, five for one that is all detail.
  std::vector<Region> find(const Picture& picture) const;

 private:
  FaceFinder(Cascade plain, Cascade trees, Cascade profile)
      : plain_(std::move(plain)), trees_(std::move(trees)), profile_(std::move(profile)) {}

  Cascade plain_, trees_, profile_;
};

inline std::vector<Region> find_faces(const FaceFinder& finder, const Picture& picture) {
  return finder.find(picture);
}

// Whether this server can take pictures at all: whether a FaceFinder can be loaded. To be asked at the start,
// and its error shown to whoever runs the server.
Result<void> supported(const std::filesystem::path& folder = kCascadeFolder);

}  // namespace ruban::picture
