// SPDX-License-Identifier: AGPL-3.0-or-later
#include "eligibility/email_address.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "core/check.h"
#include "core/utf8.h"
#include "eligibility/mailbox_provider.h"

namespace ruban::eligibility {
namespace {

constexpr std::size_t kMaxTyped = 1000;  // bytes

// `atext` of RFC 5322 section 3.2.3, extended by RFC 6531 to the letters, marks and digits of other scripts.
bool is_atext(UChar32 c) {
  if (c >= 0x80) {
    return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK)) != 0 &&
           !u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
  }
  return u_isalnum(c) ||
         std::string_view("!#$%&'*+-/=?^_`{|}~").find(static_cast<char>(c)) != std::string::npos;
}

bool is_dot_atom(std::string_view local) {
  const auto* s = reinterpret_cast<const std::uint8_t*>(local.data());
  const auto length = static_cast<std::int32_t>(local.size());
  bool wants_atext = true;  // at the start, and after a dot
  for (std::int32_t i = 0; i < length;) {
    UChar32 c;
    U8_NEXT(s, i, length, c);
    if (c == '.' ? wants_atext : !is_atext(c)) return false;
    wants_atext = c == '.';
  }
  return !wants_atext;
}

std::string_view without_outer_breaks(std::string_view text) {
  const auto is_break = [](char c) { return c == '\n' || c == '\r' || c == '\t' || c == ' '; };
  while (!text.empty() && is_break(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_break(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

Result<EmailAddress> EmailAddress::parse(std::string_view typed) {
  const std::string field = "email";
  if (typed.size() > kMaxTyped) return fail(Kind::invalid, "This e-mail address is too long.", field);
  if (!is_utf8(typed))
    return fail(Kind::invalid, "This e-mail address can't be read: please type it again.", field);
  const auto text = TRY(tidy_line(without_outer_breaks(typed)));
  if (text.empty()) return fail(Kind::invalid, "Please give your e-mail address.", field);
  if (has_forbidden_characters(text)) {
    return fail(Kind::invalid, "This e-mail address has invisible characters: please type it by hand.",
                field);
  }
  const auto at = text.find('@');
  if (at == std::string::npos || text.find('@', at + 1) != std::string::npos) {
    return fail(Kind::invalid, "An e-mail address has one @ sign, like name@example.org.", field);
  }
  if (text.find_first_of(" <>\"(),:;[]\\") != std::string::npos) {
    return fail(
        Kind::invalid,
        "Please give the e-mail address alone, like name@example.org, without spaces, quotes or brackets.",
        field);
  }
  auto local = text.substr(0, at);
  if (!is_dot_atom(local)) {
    return fail(Kind::invalid, "Please check what stands before the @ sign of your e-mail address.", field);
  }
  auto domain = MailDomain::parse(std::string_view(text).substr(at + 1));
  if (!domain) {
    return fail(Kind::invalid, "Please check what stands after the @ sign of your e-mail address.", field);
  }
  if (local.size() > kMaxLocal || local.size() + 1 + domain->text().size() > kMax) {
    return fail(Kind::invalid, "This e-mail address is too long.", field);
  }
  return EmailAddress(std::move(local), *std::move(domain));
}

std::string EmailAddress::canonical(PlusTag tag) const {
  auto folded = to_folded(local_);
  CHECK(folded.has_value());
  std::string local = *std::move(folded);
  const auto* provider = find_provider(domain_.text());
  if (tag == PlusTag::strip || provider != nullptr) {
    const auto plus = local.find('+');
    if (plus != std::string::npos && plus > 0) local.resize(plus);
  }
  if (provider != nullptr) {
    const auto is_ignored = [&](char c) { return provider->ignored.find(c) != std::string_view::npos; };
    std::string kept;
    std::copy_if(local.begin(), local.end(), std::back_inserter(kept),
                 [&](char c) { return !is_ignored(c); });
    if (!kept.empty()) local = std::move(kept);
  }
  return local + "@" + (provider != nullptr ? std::string(provider->domain) : domain_.text());
}

}  // namespace ruban::eligibility
