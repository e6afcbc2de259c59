// SPDX-License-Identifier: AGPL-3.0-or-later
// The bodies of the signing calls, as a signer's own program writes them and the server reads them
// (docs/formats/signing-calls.md).
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "core/secret.h"
#include "eligibility/invitation.h"
#include "service/accept_signature.h"
#include "service/visit.h"

namespace ruban::service {

// Drawn by the client, and told in each call that belongs to one request for a credential. It takes the place
// of a cookie: whoever has it can go on with the request.
using VisitSecret = Fixed<struct VisitSecretTag, 32>;

struct CodeCall {
  Secret<VisitSecret> visit;
  std::string issuer;  // label
  std::string email;
  std::string language = "en";  // of the mail: "en" or "fr"
};
struct ConfirmCall {
  Secret<VisitSecret> visit;
  std::string code;
};
struct IssueCall {
  std::variant<Secret<VisitSecret>, eligibility::Invitation> proof;  // of belonging
  std::string issuer;
  Bytes blinded;
};
// Of the letter, to the address that was proved.
struct NewsCall {
  Secret<VisitSecret> visit;
};

inline constexpr std::size_t kMostCallBytes = 4096;  // of these
// Of a sign or quote call. Programs fill it up with spaces to this very length, so that its size says nothing
// of what it holds.
inline constexpr std::size_t kSignCallBytes = std::size_t{16} * 1024;

// JSON objects with these members and no others. Faults are on the field of the member's name.
Result<CodeCall> parse_code_call(std::string_view body);
Result<ConfirmCall> parse_confirm_call(std::string_view body);
Result<IssueCall> parse_issue_call(std::string_view body);
Result<NewsCall> parse_news_call(std::string_view body);
Result<SignedStatement> parse_sign_call(std::string_view body);
struct QuoteCall {
  std::string lines;    // the `quote` entry without its last line
  store::Payload text;  // docs/formats/payload.md
};
Result<QuoteCall> parse_quote_call(std::string_view body);
// The `withdraw` entry without its last line.
Result<std::string> parse_withdraw_call(std::string_view body);
// The `kept` entry without its last line.
Result<std::string> parse_kept_call(std::string_view body);

std::string format(const CodeCall& call);
std::string format(const ConfirmCall& call);
std::string format(const IssueCall& call);
std::string format(const NewsCall& call);
// Filled up to kSignCallBytes; Kind::too_large if it doesn't fit.
Result<std::string> format(const SignedStatement& call);
// Filled up as that of a signature is.
Result<std::string> format(const QuoteCall& call);
std::string format_withdraw_call(const std::string& lines);
std::string format_kept_call(const std::string& lines);

// Under which the store keeps the visit of a request for a credential: other ones for each letter.
VisitKeys visit_keys(const Secret<VisitSecret>& visit, const LetterId& letter);

}  // namespace ruban::service
