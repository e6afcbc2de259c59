// SPDX-License-Identifier: AGPL-3.0-or-later
// LetterAddress: a letter as its page's address names it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/ids.h"

namespace ruban::cli {

struct LetterAddress {
  std::string site;  // as of parse_site()
  std::string slug;
  std::optional<std::uint64_t> version;  // the newest one if none is named
  std::optional<LetterId> id;            // of a link that says which letter it means: ?id=HEX

  bool operator==(const LetterAddress&) const = default;
};

// "https://HOST/letters/SLUG", with or without a language before and a version or a page behind it:
// "http://localhost:8080/fr/letters/SLUG/v2/sign?id=…". Kind::invalid for anything else.
Result<LetterAddress> parse_letter_address(std::string_view url);

}  // namespace ruban::cli
