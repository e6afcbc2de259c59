// SPDX-License-Identifier: AGPL-3.0-or-later
// Slug: the word by which a letter is named in addresses, entries and folders.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "core/result.h"

namespace ruban::letter {

class Slug {
 public:
  // `[a-z0-9-]{1,64}`, no hyphen at either end, and none of the words that addresses need themselves
  // ("sign", "api", "v1" …).
  static Result<Slug> parse(std::string_view text);

  const std::string& text() const { return text_; }
  auto operator<=>(const Slug&) const = default;

 private:
  explicit Slug(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace ruban::letter
