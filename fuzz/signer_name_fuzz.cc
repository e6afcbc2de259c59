// rooms: signature
// SPDX-License-Identifier: AGPL-3.0-or-later
// Name, role and comment as typed: what is accepted is tidy, accepted again unchanged, and free of what can
// do harm.
#include <cstdint>
#include <cstdlib>

#include "core/utf8.h"
#include "signature/payload.h"

namespace {

template <class Text>
void try_text(std::string_view typed, bool lines) {
  const auto parsed = Text::parse(typed);
  if (!parsed) return;
  const auto& text = parsed->text();
  if (Text::parse(text) != parsed) std::abort();
  if (text.empty() || ruban::code_points(text) > Text::kMax || ruban::to_nfc(text) != text) std::abort();
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 && !(lines && c == '\n')) std::abort();
  }
  if (text.find("://") != std::string::npos || text.find("<script") != std::string::npos) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ruban::signature;
  const std::string_view typed(reinterpret_cast<const char*>(data), size);
  try_text<SignerName>(typed, false);
  try_text<Role>(typed, false);
  try_text<Comment>(typed, true);
  if (const auto name = SignerName::parse(typed)) {
    if (name->text().find_first_of("<>@=") != std::string::npos) std::abort();
    const Payload payload{*name, std::nullopt, std::nullopt, {}};
    if (parse_payload(format(payload)) != payload) std::abort();
  }
  return 0;
}
