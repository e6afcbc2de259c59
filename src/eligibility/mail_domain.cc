// SPDX-License-Identifier: AGPL-3.0-or-later
#include "eligibility/mail_domain.h"

#include <unicode/bytestream.h>
#include <unicode/idna.h>

#include <algorithm>
#include <memory>

#include "core/check.h"
#include "core/utf8.h"

namespace ruban::eligibility {
namespace {

constexpr std::size_t kMaxTyped = 1000;  // bytes; long before it a name can't have 253 of A-labels
constexpr std::size_t kMaxName = 253;

const icu::IDNA& idna() {
  static const std::unique_ptr<const icu::IDNA> instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    constexpr auto kOptions = UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE |
                              UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ;
    std::unique_ptr<const icu::IDNA> out(icu::IDNA::createUTS46Instance(kOptions, status));
    CHECK(U_SUCCESS(status));
    return out;
  }();
  return *instance;
}

}  // namespace

Result<MailDomain> MailDomain::parse(std::string_view typed) {
  const auto wrong = fail(Kind::invalid, "This is not the name of a domain, like example.org.", "domain");
  if (typed.empty() || typed.size() > kMaxTyped || !is_utf8(typed)) return wrong;
  std::string name;
  icu::StringByteSink<std::string> sink(&name);
  icu::IDNAInfo info;
  UErrorCode status = U_ZERO_ERROR;
  idna().nameToASCII_UTF8({typed.data(), static_cast<std::int32_t>(typed.size())}, sink, info, status);
  if (U_FAILURE(status) || info.hasErrors() || name.size() > kMaxName) return wrong;
  const auto dot = name.rfind('.');
  if (dot == std::string::npos || dot + 1 == name.size() || name.front() == '.') return wrong;
  // no top-level domain is a number: this is an IP address
  const std::string_view last = std::string_view(name).substr(dot + 1);
  if (std::all_of(last.begin(), last.end(), [](char c) { return c >= '0' && c <= '9'; })) return wrong;
  return MailDomain(std::move(name));
}

bool MailDomain::is_at_or_below(std::string_view domain) const {
  if (text_ == domain) return true;
  return text_.size() > domain.size() + 1 && text_.ends_with(domain) &&
         text_[text_.size() - domain.size() - 1] == '.';
}

}  // namespace ruban::eligibility
