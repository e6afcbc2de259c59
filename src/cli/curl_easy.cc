// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/curl_easy.h"

#include <curl/curl.h>

#include <stdexcept>

namespace ruban::cli {
namespace {

std::size_t take(char* data, std::size_t, std::size_t bytes, void* into) {
  auto& body = *static_cast<CurlBody*>(into);
  body.too_large = body.text.size() + bytes > body.most;
  if (body.too_large) return 0;
  body.text.append(data, bytes);
  return bytes;
}

}  // namespace

void FreeEasy::operator()(void* curl) const { curl_easy_cleanup(curl); }

CurlEasy new_curl(const HttpLimits& limits) {
  CurlEasy easy(curl_easy_init());
  if (!easy) throw std::runtime_error("libcurl can't be started");
  auto* curl = easy.get();
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, static_cast<long>(limits.connect.count()));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(limits.whole.count()));
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits.silence.count()));
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 100L);
  if (limits.compressed) curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip");
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "ruban/" RUBAN_VERSION);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
  if (!limits.proxy.empty()) {
    curl_easy_setopt(curl, CURLOPT_PROXY, limits.proxy.c_str());
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
  }
  return easy;
}

void take_into(const CurlEasy& curl, CurlBody& body) {
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &body);
}

Error curl_fault(int code) {
  if (code == CURLE_PEER_FAILED_VERIFICATION)
    return fail(Kind::invalid, "The server's certificate isn't valid, so nothing was fetched.").value();
  if (code == CURLE_COULDNT_RESOLVE_PROXY || code == CURLE_PROXY)
    return fail(Kind::busy, "The proxy can't be reached, or refuses.").value();
  return fail(Kind::busy, "The server can't be reached, or is too slow. Try again in a while.").value();
}

}  // namespace ruban::cli
