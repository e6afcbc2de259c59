// SPDX-License-Identifier: AGPL-3.0-or-later
// SigningServer: the signing calls of a server (docs/formats/signing-calls.md), each over a connection of its
// own.
#pragma once

#include <string>

#include "cli/http_get.h"
#include "service/signing_calls.h"

namespace ruban::cli {

// What a call came to when it wasn't what was asked for.
struct Refusal {
  int status = 0;      // 0: there was no answer that can be understood
  std::string detail;  // a sentence, harmless on a terminal
  std::string field;
  bool is_away() const { return status == 0 || status == 429 || status >= 500; }
};
template <class T>
using Called = tl::expected<T, Refusal>;

class SigningServer {
 public:
  SigningServer(const std::string& site, const std::string& slug, std::uint64_t version, HttpLimits limits);

  Called<void> ask_for_code(const service::CodeCall& call);
  Called<void> confirm(const service::ConfirmCall& call);
  Called<void> ask_for_news(const service::NewsCall& call);
  // The blind signature. Asked again if the server is away: the same value gets the same answer.
  Called<Bytes> issue(const service::IssueCall& call);
  // Sent again if the server is away: the same entry is accepted again.
  Called<service::Acceptance> sign(const service::SignedStatement& statement);
  Called<service::Acceptance> withdraw(const std::string& lines);
  // Sent again like a signature.
  Called<void> keep(const std::string& lines);
  Called<void> quote(const service::QuoteCall& call);
  // "One of at least so many", by the server's word; 0 if it takes no anonymous signature of this group.
  Called<std::uint64_t> at_least(const std::string& issuer);

 private:
  Called<std::string> post(const std::string& call, const std::string& body, int tries);
  std::string letter_, query_;
  HttpLimits limits_;
};

}  // namespace ruban::cli
