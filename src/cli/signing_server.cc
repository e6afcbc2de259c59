// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/signing_server.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "cli/http_post.h"
#include "letter/plain_lines.h"

namespace ruban::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostDetail = 300;  // code points

// The member of that name if it is a text; else empty.
std::string text_of(const std::string& body, const char* name) {
  json::error_code error;
  const auto value = json::parse(body, error);
  if (error || !value.is_object()) return {};
  const auto* member = value.as_object().if_contains(name);
  return member != nullptr && member->is_string() ? std::string(member->as_string()) : std::string();
}

service::Acceptance acceptance_of(const std::string& body) {
  const auto until = parse_rfc3339(text_of(body, "until"));
  return until ? service::Acceptance{*until} : service::Acceptance{};
}

Refusal refusal_of(const Posted& posted) {
  auto detail = letter::printable(text_of(posted.body, "detail"), kMostDetail);
  if (detail.empty()) detail = fmt::format("It answers with the status {}.", posted.status);
  return {static_cast<int>(posted.status), std::move(detail),
          letter::printable(text_of(posted.body, "field"), kMostDetail)};
}

}  // namespace

SigningServer::SigningServer(const std::string& site, const std::string& slug, std::uint64_t version,
                             HttpLimits limits)
    : letter_(fmt::format("{}/api/v1/letters/{}/", site, slug)),
      query_(fmt::format("?version={}", version)),
      limits_(std::move(limits)) {}

Called<std::string> SigningServer::post(const std::string& call, const std::string& body, int tries) {
  for (int tried = 1;; ++tried) {
    const auto posted = http_post(letter_ + call + query_, body, limits_);
    if (posted && posted->status / 100 == 2) return posted->body;
    auto refusal = posted ? refusal_of(*posted) : Refusal{0, std::string(posted.error().message), {}};
    const bool again = refusal.status == 0 || refusal.status >= 500;
    if (!again || tried >= tries) return tl::unexpected(std::move(refusal));
    limits_.pause(std::chrono::seconds(tried));
  }
}

Called<void> SigningServer::ask_for_code(const service::CodeCall& call) {
  return post("code", service::format(call), 1).map([](const std::string&) {});
}

Called<void> SigningServer::ask_for_news(const service::NewsCall& call) {
  return post("news", service::format(call), limits_.tries).map([](const std::string&) {});
}

Called<void> SigningServer::confirm(const service::ConfirmCall& call) {
  return post("confirm", service::format(call), 1).map([](const std::string&) {});
}

Called<Bytes> SigningServer::issue(const service::IssueCall& call) {
  const auto body = post("issue", service::format(call), limits_.tries);
  if (!body) return tl::unexpected(body.error());
  auto out = from_base64(text_of(*body, "blind_sig"));
  if (!out) return tl::unexpected(Refusal{0, "The server's answer isn't one that a Ruban server gives.", {}});
  return *std::move(out);
}

Called<service::Acceptance> SigningServer::sign(const service::SignedStatement& statement) {
  const auto body = service::format(statement);
  if (!body) return tl::unexpected(Refusal{413, std::string(body.error().message), body.error().field});
  return post("sign", *body, limits_.tries).map(acceptance_of);
}

Called<service::Acceptance> SigningServer::withdraw(const std::string& lines) {
  return post("withdraw", service::format_withdraw_call(lines), limits_.tries).map(acceptance_of);
}

Called<void> SigningServer::keep(const std::string& lines) {
  return post("kept", service::format_kept_call(lines), limits_.tries).map([](const std::string&) {});
}

Called<void> SigningServer::quote(const service::QuoteCall& call) {
  const auto body = service::format(call);
  if (!body) return tl::unexpected(Refusal{413, std::string(body.error().message), body.error().field});
  return post("quote", *body, limits_.tries).map([](const std::string&) {});
}

Called<std::uint64_t> SigningServer::at_least(const std::string& issuer) {
  constexpr std::size_t kMostLetter = std::size_t{1024} * 1024;
  const auto body = HttpGet(limits_)(letter_.substr(0, letter_.size() - 1) + query_, kMostLetter);
  if (!body) return tl::unexpected(Refusal{0, std::string(body.error().message), {}});
  json::error_code error;
  const auto value = json::parse(*body, error);
  const auto* sets = !error && value.is_object() ? value.as_object().if_contains("anonymous") : nullptr;
  if (sets == nullptr || !sets->is_array()) return 0;
  for (const auto& set : sets->as_array()) {
    if (!set.is_object() || set.as_object().empty()) continue;
    const auto* label = set.as_object().if_contains("issuer");
    const auto* people = set.as_object().if_contains("at_least");
    if (label == nullptr || people == nullptr || *label != json::value(issuer)) continue;
    const auto number = people->to_number<std::uint64_t>(error);
    return error ? 0 : number;
  }
  return 0;
}

}  // namespace ruban::cli
