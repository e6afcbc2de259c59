// SPDX-License-Identifier: AGPL-3.0-or-later
// The text of a page or document with what was taken out of it and put in, as HTML. Beside document_html.h
// the only place in C++ that writes tags; it escapes everything itself.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "capture/difference.h"
#include "i18n/lang.h"
#include "letter/public_document.h"

namespace ruban::web {

struct ChangesHtml {
  std::string html;            // blocks only, no wrapper; a block without a change has the class "same"
  std::size_t taken_out = 0;   // stretches that were deleted
  std::size_t put_in = 0;      // stretches that were inserted
  bool cut = false;            // it would be longer than `most`: blocks are missing at the end
  bool changes_alone = false;  // it would be longer than `most`, so blocks without a change are missing
};

// <del> and <ins>, each with a hidden word in `lang` for those who don't see how they look. A run of
// unchanged blocks has a mark before it (class "gap") for those who look at changes alone. `most` is in bytes
// of text.
ChangesHtml changes_html(std::span<const capture::Segment> segments, i18n::Lang lang,
                         std::size_t most = 400'000);

// A text without any change.
std::vector<capture::Segment> unchanged(std::span<const capture::Block> blocks);

// What a document says, in blocks that can be compared: its title, its text, what it says to each demand.
std::vector<capture::Block> blocks_of(const letter::PublicDocument& document);

}  // namespace ruban::web
