// SPDX-License-Identifier: AGPL-3.0-or-later
// The ring: signatures in a circle, so that none is first, drawn as SVG.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "i18n/lang.h"

namespace ruban::web {

// Beyond this many marks the ring is a continuous band whose width tells the count.
inline constexpr std::size_t kMostRingMarks = 2400;

// One standing signature.
struct RingMark {
  Hash leaf;  // leaf hash of its entry: it alone says where the mark lies
  bool anonymous = false;
};

struct Ring {
  std::uint64_t named = 0, anon = 0;  // standing; their sum stands in the middle
  // All of them, in any order; of more than kMostRingMarks none is drawn. Without them the ring is empty.
  std::vector<RingMark> marks;
  std::string title;        // "312 signatures", for those who don't see it
  std::string description;  // a sentence more
  std::string id{};         // unique on the page, [a-z0-9-]+
};

// An <svg> element for an HTML page; colours come from the page's style sheet.
std::string ring_svg(const Ring& ring, i18n::Lang lang);

}  // namespace ruban::web
