// SPDX-License-Identifier: AGPL-3.0-or-later
// PageText: the readable text of a captured page, block after block in the order of the page.
#pragma once

#include <string_view>
#include <vector>

#include "capture/block.h"
#include "core/result.h"

namespace ruban::capture {

struct TextLimits {
  std::size_t page = 50 << 20;  // bytes
  std::size_t text = 10 << 20;  // bytes of all blocks
  std::size_t blocks = 200'000;
};

// What a reader sees of `page` whose browser runs no scripts: docs/formats/capture.md says what that is.
// HTML, XHTML and plain text; without a `content_type` it is HTML if it begins with <. A page that breaks the
// rules of its format is read as browsers read it; bytes that its encoding doesn't have become U+FFFD. No
// blocks: there is nothing to read. Kind::too_large over a limit; Kind::invalid for other media types, with
// the type as field.
Result<std::vector<Block>> page_text(std::string_view page, std::string_view content_type,
                                     const TextLimits& limits = {});

}  // namespace ruban::capture
