// SPDX-License-Identifier: AGPL-3.0-or-later
#include "eligibility/code.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "core/utf8.h"
#include "crypto/hmac.h"

namespace ruban::eligibility {
namespace {

constexpr std::size_t kMaxTyped = 128;  // bytes
constexpr std::string_view kPurpose = "ruban/v1 code\n";

// Spaces, hyphens, dots, and the invisible marks that come along when a line is copied.
bool is_between_digits(UChar32 c) {
  return (U_GET_GC_MASK(c) & (U_GC_ZS_MASK | U_GC_PD_MASK | U_GC_CF_MASK)) != 0 || c == '.' || c == '\t' ||
         c == '\r' || c == '\n';
}

}  // namespace

Code Code::draw(crypto::Random& random) {
  auto value = random.below(100'000'000);
  Digits digits;
  for (std::size_t i = kDigits; i-- > 0; value /= 10)
    digits.bytes[i] = static_cast<std::uint8_t>('0' + value % 10);
  return Code(digits);
}

Result<Code> Code::parse(std::string_view typed) {
  const auto wrong = fail(Kind::invalid, "The code has eight digits, like 1234 5678.", "code");
  if (typed.size() > kMaxTyped || !is_utf8(typed)) return wrong;
  Digits digits;
  std::size_t count = 0;
  const auto* s = reinterpret_cast<const std::uint8_t*>(typed.data());
  const auto length = static_cast<std::int32_t>(typed.size());
  for (std::int32_t i = 0; i < length;) {
    UChar32 c;
    U8_NEXT(s, i, length, c);
    if (is_between_digits(c)) continue;
    const auto digit = u_charDigitValue(c);
    if (digit < 0 || u_charType(c) != U_DECIMAL_DIGIT_NUMBER || count == kDigits) return wrong;
    digits.bytes[count++] = static_cast<std::uint8_t>('0' + digit);
  }
  if (count == 0) return fail(Kind::invalid, "Please type the code of eight digits from the mail.", "code");
  if (count != kDigits) return wrong;
  return Code(digits);
}

std::string Code::shown() const {
  const std::string digits(as_text(view()));
  return digits.substr(0, 4) + " " + digits.substr(4);
}

CodeHash hash_code(const Secret<CodeKey>& key, std::string_view bound_to, const Code& code) {
  const auto length = static_cast<std::uint32_t>(bound_to.size());
  std::string message(kPurpose);
  message.reserve(kPurpose.size() + 4 + bound_to.size() + Code::kDigits);
  for (const int shift : {24, 16, 8, 0}) message.push_back(static_cast<char>(length >> shift));
  message.append(bound_to).append(as_text(code.view()));
  const Secret wiped(std::move(message));
  return CodeHash{crypto::hmac_sha256(key.view(), wiped.view()).bytes};
}

CodeState sent_code(const CodeHash& hash, Instant now) { return {hash, now + kCodeLifetime, kCodeTries}; }

CodeTry try_code(const CodeState& state, const CodeHash& typed, Instant now) {
  const bool right = equal_in_constant_time(state.hash.view(), typed.view());
  if (now >= state.expires) {
    return {state, fail(Kind::gone, "The time of this code is over: please ask for a new one.", "code")};
  }
  const auto used_up =
      fail(Kind::too_many, "This code was tried too often and is void: please ask for a new one.", "code");
  if (state.tries_left <= 0) return {state, used_up};
  if (right) return {state, {}};
  auto next = state;
  --next.tries_left;
  if (next.tries_left == 0) return {next, used_up};
  return {next, fail(Kind::unauthorised,
                     "This is not the code of the newest mail: please compare it digit by digit.", "code")};
}

Result<void> may_send_code(std::span<const Instant> sent, Instant now) {
  const auto within_the_hour = static_cast<std::size_t>(
      std::count_if(sent.begin(), sent.end(), [&](Instant at) { return at > now - std::chrono::hours(1); }));
  if (within_the_hour >= kCodesPerHour) {
    return fail(
        Kind::too_many,
        "Three codes were sent to this address within an hour: please wait, and look among unwanted mail.",
        "email");
  }
  return {};
}

}  // namespace ruban::eligibility
