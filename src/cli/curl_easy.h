// SPDX-License-Identifier: AGPL-3.0-or-later
// What every request of the command line has in common, whether it reads or calls.
#pragma once

#include "cli/http_get.h"

namespace ruban::cli {

// A handle that speaks http and https alone, keeps the limits, and goes through the proxy if there is one.
CurlEasy new_curl(const HttpLimits& limits);

// The bytes of an answer, as far as it may be large.
struct CurlBody {
  std::string text;
  std::size_t most = 0;
  bool too_large = false;
};
// The handle puts what it gets into `body`, which must outlive the request.
void take_into(const CurlEasy& curl, CurlBody& body);

// Why nothing came, as libcurl's code says it.
Error curl_fault(int code);

}  // namespace ruban::cli
