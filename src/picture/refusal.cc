// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/refusal.h"

#include "core/check.h"

namespace ruban::picture {
namespace {

tl::unexpected<Error> failure(Refusal refusal) {
  switch (refusal) {
    case Refusal::file_too_large:
      return fail(Kind::too_large,
                  "This picture’s file is larger than 25 MB. Make the picture smaller, then try again.");
    case Refusal::too_many_pixels:
      return fail(Kind::too_large,
                  "This picture has more than 40 million pixels, or a side of more than 20,000. Make it "
                  "smaller, then try again.");
    case Refusal::damaged:
      return fail(Kind::invalid,
                  "This picture is damaged or incomplete. Open it in a program for pictures, save it anew as "
                  "JPEG or PNG, then try again.");
    case Refusal::animated:
      return fail(
          Kind::invalid,
          "This picture moves, and faces could hide in any moment of it. Take a picture of the moment "
          "that counts, then try again.");
    case Refusal::svg:
      return fail(Kind::invalid,
                  "This is an SVG drawing, which can hold scripts and draw from elsewhere. Save it as PNG, "
                  "then try again.");
    case Refusal::unknown_kind:
      return fail(Kind::invalid,
                  "Only JPEG and PNG pictures are taken. Save this one as either of them, then try again.");
    case Refusal::too_costly:
      return fail(Kind::too_large,
                  "Reading this picture takes more time or memory than a picture may. Make it smaller, then "
                  "try again.");
    case Refusal::broke:
      return fail(Kind::invalid,
                  "This picture can’t be read safely, so nothing of it was kept. Open it in a program for "
                  "pictures, save it anew as PNG, then try again.");
  }
  CHECK(false);
}

}  // namespace

Error error_of(Refusal refusal) { return failure(refusal).value(); }

}  // namespace ruban::picture
