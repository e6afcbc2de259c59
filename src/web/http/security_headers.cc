// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/security_headers.h"

namespace ruban::web {

// The blocks are constant text, so that writing a response is one append.
#define RUBAN_EVERY_RESPONSE            \
  "X-Content-Type-Options: nosniff\r\n" \
  "Referrer-Policy: no-referrer\r\n"
#define RUBAN_PAGE                                                                       \
  RUBAN_EVERY_RESPONSE                                                                   \
  "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n" \
  "Cross-Origin-Opener-Policy: same-origin\r\n"
// connect-src 'self': the script that blinds and verifies talks to our own API.
#define RUBAN_CSP(ANCESTORS)                                                              \
  "Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self' data:; " \
  "script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "          \
  "frame-ancestors " ANCESTORS "\r\n"
// A frame is one request: it brings its styles along, these very bytes (embed_test.cc says them when
// templates/embed.tpl changes), and nothing else is allowed.
#define RUBAN_EMBED_STYLE "'sha256-1Jc03VFHFb38nhlp6Mxq4dT71k6Or84nU0HcUouNFCs='"
#define RUBAN_EMBED_CSP                                                       \
  "Content-Security-Policy: default-src 'none'; style-src " RUBAN_EMBED_STYLE \
  "; form-action 'none'; "                                                    \
  "base-uri 'none'; frame-ancestors *\r\n"
#define RUBAN_API                                                                            \
  RUBAN_EVERY_RESPONSE                                                                       \
  "Content-Security-Policy: default-src 'none'; base-uri 'none'; frame-ancestors 'none'\r\n" \
  "Cross-Origin-Resource-Policy: cross-origin\r\n"                                           \
  "Access-Control-Allow-Origin: *\r\n"                                                       \
  "Access-Control-Expose-Headers: ETag\r\n"
#define RUBAN_SHORT_LIVED "Cache-Control: public, max-age=2, stale-if-error=86400\r\n"

std::string_view security_headers(Surface surface) {
  switch (surface) {
    case Surface::personal:
      return RUBAN_PAGE RUBAN_CSP("'none'") "Cross-Origin-Resource-Policy: same-origin\r\n"
                                            "Cache-Control: no-store\r\n";
    case Surface::page:
      return RUBAN_PAGE RUBAN_CSP("'none'") "Cross-Origin-Resource-Policy: same-origin\r\n" RUBAN_SHORT_LIVED;
    case Surface::embed:
      return RUBAN_PAGE RUBAN_EMBED_CSP "Cross-Origin-Resource-Policy: cross-origin\r\n" RUBAN_SHORT_LIVED;
    case Surface::api:
      return RUBAN_API RUBAN_SHORT_LIVED;
    case Surface::api_call:
      return RUBAN_API "Cache-Control: no-store\r\n";
    case Surface::immutable:
      return RUBAN_API "Cache-Control: public, max-age=31536000, immutable\r\n";
  }
  return {};
}

bool is_public(Surface surface) {
  switch (surface) {
    case Surface::personal:
    case Surface::api_call:
      return false;
    case Surface::page:
    case Surface::embed:
    case Surface::api:
    case Surface::immutable:
      return true;
  }
  return false;
}

}  // namespace ruban::web
