// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: cli
// Addresses of sites and of letters, as somebody else has sent them, and a server's list of letters.
#include "cli/checked_letter.h"
#include "cli/letter_address.h"
#include "cli/url_source.h"
#include "core/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ruban::cli;
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  if (const auto site = parse_site(text)) {
    CHECK(parse_site(*site).value() == *site);
    CHECK(!site->ends_with('/'));
  }
  if (const auto letter = parse_letter_address(text)) {
    CHECK(parse_site(letter->site).value() == letter->site);
    CHECK(!letter->slug.empty() && letter->slug.find('/') == std::string::npos);
  }
  LetterAddress wanted;
  wanted.slug = "drop";
  static_cast<void>(place_in_list(wanted, text));
  return 0;
}
