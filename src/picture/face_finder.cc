// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/face_finder.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "picture/fit.h"
#include "picture/group.h"

namespace ruban::picture {
namespace {

// As large as what is served, whose smallest faces are the hardest to see for whoever checks. Half of it
// would be a quarter of the work, and miss faces of 40 pixels.
constexpr int kLookSide = kServedSide;
// OpenCV's own programs ask for four or more. Less finds more faces, and more that are none.
constexpr std::size_t kLeastWindows = 2;
constexpr std::size_t kMostWindows = 20'000;

Result<Cascade> load_cascade(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    return fail(Kind::not_found,
                "This server takes no pictures: what finds faces in them is missing. Install the package "
                "opencv-data.",
                file.string());
  const std::string xml(std::istreambuf_iterator<char>(in), {});
  return Cascade::parse(xml).map_error([&](Error error) {
    error.field = file.string();
    return error;
  });
}

}  // namespace

Result<FaceFinder> FaceFinder::load(const std::filesystem::path& folder) {
  auto plain = TRY(load_cascade(folder / "haarcascade_frontalface_default.xml"));
  auto trees = TRY(load_cascade(folder / "haarcascade_frontalface_alt2.xml"));
  auto profile = TRY(load_cascade(folder / "haarcascade_profileface.xml"));
  return FaceFinder(std::move(plain), std::move(trees), std::move(profile));
}

std::vector<Region> FaceFinder::find(const Picture& picture) const {
  const auto grey = grey_of(fitted(picture, kLookSide));
  std::vector<Region> found;
  const auto look = [&](const Cascade& cascade, const Grey& at) {
    return grouped(cascade.windows(at, kMostWindows), kLeastWindows);
  };
  for (const auto* cascade : {&plain_, &trees_, &profile_}) {
    const auto faces = look(*cascade, grey);
    found.insert(found.end(), faces.begin(), faces.end());
  }
  // The cascade of profiles knows one side only.
  for (auto face : look(profile_, mirrored(grey))) {
    face.x = grey.width - face.x - face.width;
    found.push_back(face);
  }
  found = joined(std::move(found));

  const auto scaled = [](std::int64_t at, int from, int to) { return static_cast<int>(at * to / from); };
  for (auto& face : found) {
    const int right = scaled(face.x + face.width, grey.width, picture.width());
    const int bottom = scaled(face.y + face.height, grey.height, picture.height());
    face.x = scaled(face.x, grey.width, picture.width());
    face.y = scaled(face.y, grey.height, picture.height());
    face.width = right - face.x;
    face.height = bottom - face.y;
  }
  return found;
}

Result<void> supported(const std::filesystem::path& folder) {
  TRY(FaceFinder::load(folder));
  return {};
}

}  // namespace ruban::picture
