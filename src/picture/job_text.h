// SPDX-License-Identifier: AGPL-3.0-or-later
// What a child is asked, read.
#pragma once

#include <optional>

#include "picture/job.h"

namespace ruban::picture {

struct Question {
  bool is_prepare;
  std::vector<Region> regions;  // for cover
  ByteView file;                // a part of what was read
};
std::optional<Question> parse_question(ByteView bytes);

}  // namespace ruban::picture
