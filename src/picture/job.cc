// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/job.h"

#include "picture/encode.h"
#include "picture/fit.h"
#include "picture/hide.h"

namespace ruban::picture {
namespace {

Prepared written(const Picture& picture, Use use) {
  return {encode(picture, use), picture.width(), picture.height(), {}};
}

}  // namespace

Result<Prepared> prepare(const FaceFinder& finder, ByteView original) {
  const auto picture = fitted(TRY(Picture::parse(original)), kServedSide);
  auto out = written(picture, Use::keep);
  out.faces = find_faces(finder, picture);
  return out;
}

Result<Prepared> cover(ByteView kept, std::span<const Region> regions) {
  auto picture = fitted(TRY(Picture::parse(kept)), kServedSide);
  return written(hide(std::move(picture), regions), Use::serve);
}

}  // namespace ruban::picture
