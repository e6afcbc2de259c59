// SPDX-License-Identifier: AGPL-3.0-or-later
// HttpGet: fetches public files from one server after the other over kept connections, and trusts none of
// them.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace ruban::cli {

struct FreeEasy {
  void operator()(void* curl) const;
};
using CurlEasy = std::unique_ptr<void, FreeEasy>;

struct HttpLimits {
  std::chrono::seconds connect{10};
  std::chrono::seconds whole{120};
  std::chrono::seconds silence{20};                 // with less than 100 bytes a second
  int tries = 3;                                    // when the server is busy or away
  std::function<void(std::chrono::seconds)> pause;  // between tries; sleeps if it is empty
  bool compressed = true;                           // asks for gzip
  std::string proxy{};                              // "socks5h://HOST:PORT"; empty: as the environment says
};

// "http" or "https", and the host with its port: all that counts of an address. Kind::invalid for anything
// else than http://HOST[:PORT] or https://HOST[:PORT], with or without one slash at the end.
Result<std::string> parse_site(std::string_view url);

struct Wanted {
  std::string url;
  std::size_t most = 0;  // bytes of the answer
};

class HttpGet {
 public:
  explicit HttpGet(HttpLimits limits = {});

  // The body of a 200 answer, unpacked, of at most `most` bytes. Redirects are followed within the same
  // scheme, host and port. Kind::not_found for 404 and 410; Kind::too_large; Kind::busy if the server can't
  // be reached, is too slow, or says that it is overloaded; Kind::invalid for every other answer.
  Result<std::string> operator()(const std::string& url, std::size_t most);
  // The same for each, in their order, over up to eight connections at once.
  std::vector<Result<std::string>> all(std::span<const Wanted> wanted);

 private:
  struct FreeMulti {
    void operator()(void* multi) const;
  };
  Result<std::string> once(std::string url, std::size_t most);

  HttpLimits limits_;
  CurlEasy curl_;
  std::unique_ptr<void, FreeMulti> multi_;  // made when several are asked for
  std::vector<CurlEasy> easies_;            // for it
};

}  // namespace ruban::cli
