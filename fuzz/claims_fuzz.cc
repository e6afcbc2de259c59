// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: audit
// What a server says of itself in JSON, read by an audit.
#include "audit/claims.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ruban::audit;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  static_cast<void>(parse_letter_list(text));
  static_cast<void>(parse_count(text));
  static_cast<void>(parse_signature_page(text));
  return 0;
}
