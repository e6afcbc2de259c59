// rooms: eligibility
// SPDX-License-Identifier: AGPL-3.0-or-later
// An e-mail address and a code as typed: an accepted one is one line without a space, is accepted again, and
// stays the same identity.
#include <cstdint>
#include <cstdlib>

#include "core/utf8.h"
#include "eligibility/code.h"
#include "eligibility/rule.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ruban::eligibility;
  const std::string_view typed(reinterpret_cast<const char*>(data), size);
  if (const auto code = Code::parse(typed)) {
    if (code->shown().size() != 9 || Code::parse(code->shown())->shown() != code->shown()) std::abort();
  }
  const auto address = EmailAddress::parse(typed);
  if (!address) return 0;
  const auto mail = address->for_mail();
  if (mail.size() > EmailAddress::kMax || !ruban::is_utf8(mail)) std::abort();
  for (const char c : mail) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte == 0x7f || c == '<' || c == '>' || c == '"' || c == ',') std::abort();
  }
  const auto again = EmailAddress::parse(mail);
  if (!again || again->for_mail() != mail || again->canonical() != address->canonical()) std::abort();
  if (address->canonical().find('@') == std::string::npos) std::abort();
  (void)admits(AnyRule{}, *address);
  return 0;
}
