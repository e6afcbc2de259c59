// SPDX-License-Identifier: AGPL-3.0-or-later
// EmbedPage: the count for a frame on somebody else's page: one request, no script, nothing that follows a
// reader.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "web/pages/layout.h"
#include "web/pages/ring.h"

namespace ruban::web {

struct EmbedPage {
  std::string origin;  // "https://ruban.example.org"
  LetterPlace place;
  std::string title;  // of the letter, in the page's language
  struct Class {
    std::string label;
    std::uint64_t named = 0, anon = 0;
    std::vector<RingMark> marks{};  // see Ring::marks
  };
  std::vector<Class> classes;
  Instant as_of;
  bool demonstration = false;  // said in a line
};

std::string render(const EmbedPage& page, i18n::Lang lang);

inline constexpr int kEmbedWidth = 320;
// Pixels that the frame needs at that width, whatever serif the reader has: `title` and class `labels` as the
// page shows them.
int embed_height(std::string_view title, const std::vector<std::string>& labels, bool demonstration = false);

}  // namespace ruban::web
