// rooms: signature
// SPDX-License-Identifier: AGPL-3.0-or-later
// The text of a signature, and that of a statement for the press: read only if it is written again byte for
// byte.
#include <cstdint>
#include <cstdlib>

#include "core/utf8.h"
#include "signature/payload.h"
#include "signature/quote.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ruban::signature;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto said = parse_quote(text)) {
    if (format_quote(*said) != text || said->lines().size() > Comment::kMaxLines) std::abort();
  }
  const auto payload = parse_payload(text);
  if (!payload) return 0;
  if (format(*payload) != text || !ruban::is_utf8(text)) std::abort();
  if (ruban::code_points(payload->name.text()) > SignerName::kMax) std::abort();
  if (payload->comment && payload->comment->lines().size() > Comment::kMaxLines) std::abort();
  return 0;
}
