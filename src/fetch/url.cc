// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fetch/url.h"

#include <curl/curl.h>
#include <unicode/bytestream.h>
#include <unicode/idna.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <new>

#include "core/check.h"
#include "fetch/http_message.h"

namespace ruban::fetch {
namespace {

struct Free {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(char* text) const { curl_free(text); }
};
using Parts = std::unique_ptr<CURLU, Free>;

Parts new_parts() {
  Parts out(curl_url());
  if (!out) throw std::bad_alloc();
  return out;
}

// Other schemes are read as well, so that it can be said what is wrong with them.
constexpr unsigned kReading = CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE;

bool put(const Parts& parts, std::string_view text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  return text.size() <= Url::kMaxSize && std::ranges::none_of(text, is_control) &&
         curl_url_set(parts.get(), CURLUPART_URL, std::string(text).c_str(), kReading) == CURLUE_OK;
}

std::string part(CURLU* parts, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(parts, which, &text, flags) != CURLUE_OK) return {};
  const std::unique_ptr<char, Free> owned(text);
  return owned.get();
}

// Names beyond ASCII in the form that is looked up (UTS 46); libcurl would do it as the process's locale
// says. Empty if it can't be one.
std::string ascii_host(const std::string& host) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::ranges::all_of(host, is_ascii)) return lower_case(host);
  UErrorCode status = U_ZERO_ERROR;
  constexpr auto kOptions =
      UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ;
  const std::unique_ptr<const icu::IDNA> idna(icu::IDNA::createUTS46Instance(kOptions, status));
  CHECK(U_SUCCESS(status));
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  icu::IDNAInfo info;
  idna->nameToASCII_UTF8({host.data(), static_cast<std::int32_t>(host.size())}, sink, info, status);
  return U_SUCCESS(status) && !info.hasErrors() ? out : std::string();
}

auto not_an_address() {
  return fail(Kind::invalid, "This isn't the address of a page. Write it as https://example.org/page.",
              "url");
}

}  // namespace

Result<Url> Url::of(void* of_curl) {
  auto* parts = static_cast<CURLU*>(of_curl);
  const auto scheme = part(parts, CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https")
    return fail(Kind::invalid, "Only pages at http:// and https:// are read.", "url");
  if (!part(parts, CURLUPART_USER).empty() || !part(parts, CURLUPART_PASSWORD).empty()) {
    return fail(Kind::invalid, "An address with a user name or password isn't public. Leave them out.",
                "url");
  }
  const auto host = ascii_host(part(parts, CURLUPART_HOST));
  if (host.empty() || curl_url_set(parts, CURLUPART_HOST, host.c_str(), 0) != CURLUE_OK)
    return not_an_address();
  if (curl_url_set(parts, CURLUPART_FRAGMENT, nullptr, 0) != CURLUE_OK) return not_an_address();
  Url out;
  const auto port = part(parts, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), out.port_);
  if (error != std::errc() || end != port.data() + port.size() || out.port_ == 0) return not_an_address();
  out.text_ = part(parts, CURLUPART_URL, CURLU_NO_DEFAULT_PORT);
  if (out.text_.empty() || out.text_.size() > kMaxSize) return not_an_address();
  return out;
}

Result<Url> Url::parse(std::string_view text) {
  const auto parts = new_parts();
  if (!put(parts, text)) return not_an_address();
  return of(parts.get());
}

Result<Url> Url::resolve(std::string_view reference) const {
  const auto parts = new_parts();
  if (!put(parts, text_) || !put(parts, reference)) return not_an_address();
  return of(parts.get());
}

}  // namespace ruban::fetch
