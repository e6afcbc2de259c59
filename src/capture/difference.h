// SPDX-License-Identifier: AGPL-3.0-or-later
// Difference: what was taken out of a text and what was put in, word by word.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "capture/block.h"

namespace ruban::capture {

enum class Change { same, inserted, deleted };

// A stretch of text with one fate. Those that are same or deleted are, one after the other, the text before;
// those that are same or inserted the text after.
struct Segment {
  Change change = Change::same;
  bool starts_block =
      false;  // it begins a new block, of this kind and level; otherwise it goes on with the last
  BlockKind kind = BlockKind::paragraph;
  int level = 0;
  std::string text{};  // empty only if the segment starts a block whose first words have another fate

  bool operator==(const Segment&) const = default;
};

// Blocks that are the same and only there once hold the texts together; between them words are compared, so
// that what changed in a sentence shows within the sentence. What was moved is deleted and inserted. Takes
// time in proportion to the size of both, however different they are; how many seconds is in bench/.
std::vector<Segment> difference(std::span<const Block> before, std::span<const Block> after);

// Either side, exactly.
std::vector<Block> text_before(std::span<const Segment> segments);
std::vector<Block> text_after(std::span<const Segment> segments);

}  // namespace ruban::capture
