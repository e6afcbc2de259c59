// SPDX-License-Identifier: AGPL-3.0-or-later
// The eight digits that prove a mailbox: how they are drawn, written, read, kept and tried.
#pragma once

#include <array>
#include <chrono>
#include <span>
#include <string>
#include <string_view>

#include "core/ids.h"
#include "core/secret.h"
#include "core/time.h"
#include "crypto/random.h"

namespace ruban::eligibility {

inline constexpr std::chrono::minutes kCodeLifetime{60};
inline constexpr int kCodeTries = 5;             // wrong ones, per code
inline constexpr std::size_t kCodesPerHour = 3;  // per address; the last one counts

class Code {
 public:
  static constexpr std::size_t kDigits = 8;
  // Uniform among 10^8.
  static Code draw(crypto::Random& random);
  // Decimal digits of any script, with spaces, hyphens or dots between them. Faults are on the field "code".
  static Result<Code> parse(std::string_view typed);

  // "1234 5678", the two halves parted by an ordinary space.
  std::string shown() const;
  ByteView view() const { return digits_.view(); }

 private:
  using Digits = Fixed<struct CodeDigitsTag, kDigits>;  // '0' to '9'
  explicit Code(const Digits& digits) : digits_(digits) {}
  Secret<Digits> digits_;
};

using CodeKey = Fixed<struct CodeKeyTag, 32>;
using CodeHash = Fixed<struct CodeHashTag, 32>;

// HMAC-SHA-256(key, "ruban/v1 code\n" ‖ uint32 length ‖ bound_to ‖ digits). `bound_to` is what the code
// belongs to: the browser session that asked, and the address.
CodeHash hash_code(const Secret<CodeKey>& key, std::string_view bound_to, const Code& code);

// What is kept of a code that was sent.
struct CodeState {
  CodeHash hash;
  Instant expires;
  int tries_left = kCodeTries;
  bool operator==(const CodeState&) const = default;
};

CodeState sent_code(const CodeHash& hash, Instant now);

// What one try gives. `state` must be stored, whatever the outcome, before it is told; state.tries_left is
// the number to show. Faults, on the field "code": Kind::gone when the time is over, Kind::too_many when the
// tries are used up (by this one or before), Kind::unauthorised when it is wrong and can be tried again.
struct CodeTry {
  CodeState state;
  Result<void> outcome;
};
// Compares in constant time.
CodeTry try_code(const CodeState& state, const CodeHash& typed, Instant now);

// Whether an address may get one more code, given when it got the last ones; Kind::too_many on the field
// "email".
Result<void> may_send_code(std::span<const Instant> sent, Instant now);

}  // namespace ruban::eligibility
