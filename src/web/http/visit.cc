// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/visit.h"

#include <cstring>

#include "crypto/hmac.h"
#include "web/http/cookie.h"
#include "web/http/text.h"

namespace ruban::web {

Visit Visit::begin(crypto::Random& random) { return Visit(Secret<Bytes32>(random.fixed<Bytes32>())); }

std::optional<Visit> Visit::of(const Request& request) {
  const auto value = find_cookie(request.headers.cookie, kCookie);
  if (!value) return std::nullopt;
  auto bytes = from_base64url(*value);
  if (!bytes) return std::nullopt;
  const Secret<Bytes> decoded(std::move(*bytes));
  auto fixed = Bytes32::from(decoded.view());
  if (!fixed) return std::nullopt;
  return Visit(Secret<Bytes32>(std::move(*fixed)));
}

VisitId Visit::id(std::string_view errand) const {
  const auto derived =
      crypto::hkdf_sha256(secret_.view(), "ruban visit id" + std::string(errand), VisitId::kSize);
  VisitId out;
  std::memcpy(out.bytes.data(), derived.view().data(), VisitId::kSize);
  return out;
}

Secret<crypto::BoxKey> Visit::box_key(std::string_view errand) const {
  const auto derived =
      crypto::hkdf_sha256(secret_.view(), "ruban visit box" + std::string(errand), crypto::BoxKey::kSize);
  crypto::BoxKey out;
  std::memcpy(out.bytes.data(), derived.view().data(), crypto::BoxKey::kSize);
  return Secret<crypto::BoxKey>(out);
}

std::string Visit::csrf_token() const {
  return to_base64url(crypto::hkdf_sha256(secret_.view(), "ruban visit csrf", 32).view());
}

std::string Visit::set_cookie() const { return web::set_cookie(kCookie, to_base64url(secret_.view())); }
std::string Visit::clear_cookie() { return web::clear_cookie(kCookie); }

Result<void> check_csrf(const Request& request, const Visit& visit) {
  constexpr auto refuse = [] {
    return fail(Kind::forbidden,
                "This form has expired, or it was sent from another site. Please start again.");
  };
  const auto& headers = request.headers;
  if (!headers.sec_fetch_site.empty() && headers.sec_fetch_site != "same-origin" &&
      headers.sec_fetch_site != "none") {
    return refuse();
  }
  std::string_view origin = headers.origin;
  if (!origin.empty() && origin != "null") {
    const auto scheme = origin.find("://");
    if (scheme == std::string_view::npos || !iequal(origin.substr(scheme + 3), headers.host)) return refuse();
  }
  if (!equal_in_constant_time(as_bytes(request.form.get(kCsrfField)), as_bytes(visit.csrf_token()))) {
    return refuse();
  }
  return {};
}

}  // namespace ruban::web
