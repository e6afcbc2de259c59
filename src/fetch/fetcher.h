// SPDX-License-Identifier: AGPL-3.0-or-later
// Fetcher: asks a server of the public web for one page, follows its redirects, and keeps every byte of it.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "fetch/address_guard.h"
#include "fetch/http_message.h"
#include "fetch/url.h"

namespace ruban::fetch {

struct Limits {
  std::chrono::milliseconds connect{10'000};  // name, connection and TLS, for each request
  std::chrono::milliseconds whole{60'000};    // for all requests of a page together
  std::chrono::seconds silence{10};           // with less than 100 bytes a second
  std::size_t head = 64 << 10;                // bytes of an answer's headers
  std::size_t wire = 20 << 20;                // bytes of all bodies together, as they come
  std::size_t content = 50 << 20;             // bytes of a body without chunks, unpacked
  int redirects = 5;
};

// One request and its answer.
struct Exchange {
  std::string url;
  IpAddress address;    // the one that answered
  Instant at;           // when it was asked
  std::string request;  // the head as it was sent; there is no body
  std::string head;     // the answer's status line and headers as they came, with the empty line
  std::string body;     // as it came: with its chunks, packed
  int status = 0;
};

// The redirects in their order, and the page at the end; so it is never empty.
struct Fetched {
  std::vector<Exchange> exchanges;
  const Exchange& page() const { return exchanges.back(); }
};

class Fetcher {
 public:
  // `ca_file`: the certificates that are trusted; without it those of the system.
  explicit Fetcher(const Clock& clock, Policy policy = {}, Limits limits = {},
                   std::optional<std::filesystem::path> ca_file = std::nullopt);

  // What the server answers, whatever its status: that a page is gone is an answer, too. No cookie is kept,
  // no referrer and no name of this server sent, no proxy asked. Kind::invalid: `url` isn't one of a public
  // page, or the server or a redirect breaks the rules of HTTP. Kind::forbidden: it leads, at once or by a
  // redirect, to where the guard doesn't let through. Kind::not_found: no server has this name.
  // Kind::too_large: the answer is over a limit. Kind::busy: the server can't be reached, is too slow, or
  // breaks off. The error's field is "url" for the address that was given, and "redirect" for where it led.
  Result<Fetched> operator()(std::string_view url) const;

 private:
  const Clock& clock_;
  Policy policy_;
  Limits limits_;
  std::optional<std::filesystem::path> ca_file_;
};

}  // namespace ruban::fetch
