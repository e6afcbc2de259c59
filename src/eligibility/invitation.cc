// SPDX-License-Identifier: AGPL-3.0-or-later
#include "eligibility/invitation.h"

#include <array>
#include <optional>

#include "crypto/sha256.h"

namespace ruban::eligibility {
namespace {

constexpr std::size_t kMaxTyped = 128;  // bytes
constexpr std::string_view kPurpose = "ruban/v1 invitation\n";
// Crockford's base 32: no letter that is taken for a digit.
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kBitBytes = 16;

// The bits with their check of twelve, and four zeros at the end.
using Checked = std::array<std::uint8_t, kBitBytes + 2>;

Checked with_check(ByteView bits) {
  Checked out{};
  std::copy(bits.begin(), bits.end(), out.begin());
  const auto hash = crypto::sha256({as_bytes(kPurpose), bits});
  out[kBitBytes] = hash.bytes[0];
  out[kBitBytes + 1] = hash.bytes[1] & 0xf0;
  return out;
}

std::optional<std::uint8_t> value_of(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') c = '0';
  if (c == 'I' || c == 'L') c = '1';
  const auto at = kAlphabet.find(c);
  if (at == std::string_view::npos) return std::nullopt;
  return static_cast<std::uint8_t>(at);
}

bool is_between(char c) { return c == ' ' || c == '-' || c == '.' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

Invitation Invitation::draw(crypto::Random& random) { return Invitation(random.fixed<Bits>()); }

Result<Invitation> Invitation::parse(std::string_view typed) {
  const auto wrong = fail(Kind::invalid, "An invitation code has 28 letters and digits.", "invitation");
  if (typed.size() > kMaxTyped) return wrong;
  Checked checked{};
  std::size_t count = 0;
  for (const char c : typed) {
    if (is_between(c)) continue;
    const auto value = value_of(c);
    if (!value || count == kCharacters) return wrong;
    for (std::size_t bit = 0; bit < 5; ++bit) {
      const auto place = count * 5 + bit;
      if ((*value >> (4 - bit) & 1) != 0)
        checked[place / 8] = static_cast<std::uint8_t>(checked[place / 8] | 0x80 >> (place % 8));
    }
    ++count;
  }
  if (count == 0) return fail(Kind::invalid, "Please type the code of your invitation.", "invitation");
  if (count != kCharacters) return wrong;
  const auto bits = TRY(Bits::from(ByteView(checked).first(kBitBytes)));
  if (with_check(bits.view()) != checked) {
    return fail(Kind::invalid, "There is a slip in this code: please compare it character by character.",
                "invitation");
  }
  return Invitation(bits);
}

std::string Invitation::shown() const {
  const auto checked = with_check(bits_.view());
  std::string out;
  for (std::size_t i = 0; i < kCharacters; ++i) {
    if (i > 0 && i % 4 == 0) out += '-';
    std::size_t value = 0;
    for (std::size_t bit = 0; bit < 5; ++bit) {
      const auto place = i * 5 + bit;
      value = value << 1 | (checked[place / 8] >> (7 - place % 8) & 1U);
    }
    out += kAlphabet[value];
  }
  return out;
}

}  // namespace ruban::eligibility
