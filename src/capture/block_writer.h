// SPDX-License-Identifier: AGPL-3.0-or-later
// BlockWriter: collects text into blocks, with the spaces that are shown and the characters that may be.
#pragma once

#include <string_view>
#include <vector>

#include "capture/block.h"
#include "capture/page_text.h"

namespace ruban::capture {

class BlockWriter {
 public:
  explicit BlockWriter(const TextLimits& limits) : limits_(limits) {}

  // Adds to the block that is open; one is opened with this kind if none is.
  void add(std::string_view text, BlockKind kind, int level = 0);
  void break_line();
  // Ends the block that is open; without text it is none.
  void end_block();

  bool is_full() const { return full_; }
  std::vector<Block> take();

 private:
  void add_character(std::string_view bytes, char32_t c);

  TextLimits limits_;
  std::vector<Block> blocks_;
  Block open_;
  bool is_open_ = false, space_ = false, full_ = false;
  std::size_t size_ = 0;  // of all text
};

}  // namespace ruban::capture
