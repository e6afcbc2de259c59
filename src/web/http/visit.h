// SPDX-License-Identifier: AGPL-3.0-or-later
// Visit: the thread that holds the steps of one signing together: one random cookie, and all that derives
// from it.
#pragma once

#include <optional>
#include <string>

#include "core/ids.h"
#include "core/secret.h"
#include "crypto/random.h"
#include "crypto/secretbox.h"
#include "web/http/request.h"

namespace ruban::web {

using VisitId = Hash;

// The cookie holds 32 random bytes; the store keeps the visit under id() and encrypted with box_key(). Who
// has the store alone can read nothing of it and can't make the cookie.
class Visit {
 public:
  static constexpr std::string_view kCookie = "__Host-visit";

  // A new one; the answer must carry set_cookie().
  static Visit begin(crypto::Random& random);
  // That of the request's cookie. Nothing if there is none or it is malformed.
  static std::optional<Visit> of(const Request& request);

  // HKDF-SHA-256 of the cookie's bytes, one info string for each purpose.
  // `errand` keeps apart what one browser does at a time, as signing one letter and withdrawing from another:
  // no visit overwrites another one's, and their rows in the store can't be linked.
  VisitId id(std::string_view errand = {}) const;                      // "ruban visit id" ‖ errand
  Secret<crypto::BoxKey> box_key(std::string_view errand = {}) const;  // "ruban visit box" ‖ errand
  std::string csrf_token() const;  // "ruban visit csrf", 43 characters of base64url, for the field kCsrfField

  // Values for Set-Cookie.
  std::string set_cookie() const;
  static std::string clear_cookie();

 private:
  using Bytes32 = Fixed<struct VisitSecretTag, 32>;
  explicit Visit(Secret<Bytes32> secret) : secret_(std::move(secret)) {}
  Secret<Bytes32> secret_;
};

inline constexpr std::string_view kCsrfField = "csrf";
inline std::string csrf_token(const Visit& visit) { return visit.csrf_token(); }

// Whether a form was posted from a page of ours in this visit: its token is the visit's (compared in constant
// time); Sec-Fetch-Site, when it is there, says same-origin or none; Origin, when it is there and not "null"
// (what browsers send under Referrer-Policy: no-referrer), names the request's own host. Kind::forbidden
// otherwise.
Result<void> check_csrf(const Request& request, const Visit& visit);

}  // namespace ruban::web
