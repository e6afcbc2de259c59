// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/signing_calls.h"

#include <algorithm>
#include <boost/json.hpp>
#include <initializer_list>

#include "core/check.h"
#include "crypto/hmac.h"

namespace ruban::service {
namespace {

namespace json = boost::json;

json::string_view view(std::string_view text) { return {text.data(), text.size()}; }

// A flat object of texts.
class Members {
 public:
  static Result<Members> parse(std::string_view body, std::initializer_list<std::string_view> known) {
    json::parse_options strict;
    strict.max_depth = 2;
    json::error_code error;
    auto value = json::parse(view(body), error, {}, strict);
    if (error || !value.is_object()) return fail(Kind::invalid, "The body isn’t a JSON object.");
    Members out;
    out.object_ = std::move(value.as_object());
    for (const auto& member : out.object_) {
      const std::string_view name(member.key().data(), member.key().size());
      if (std::find(known.begin(), known.end(), name) == known.end())
        return fail(Kind::invalid, "This call has no member of such a name.");
    }
    return out;
  }

  bool has(std::string_view name) const { return object_.contains(view(name)); }

  Result<std::string> text(std::string_view name) const {
    const auto* value = object_.if_contains(view(name));
    if (value == nullptr || !value->is_string())
      return fail(Kind::invalid, "This member is missing, or isn’t a text.", std::string(name));
    return std::string(value->as_string());
  }

  Result<Bytes> bytes(std::string_view name) const {
    const auto base64 = TRY(text(name));
    auto out = from_base64(base64);
    if (!out) return fail(Kind::invalid, "This isn’t canonical base64.", std::string(name));
    return out;
  }

  template <class F>
  Result<F> fixed(std::string_view name) const {
    const auto raw = TRY(bytes(name));
    auto out = F::from(raw);
    if (!out) return fail(Kind::invalid, "This value has the wrong length.", std::string(name));
    return out;
  }

  Result<Secret<VisitSecret>> visit() const {
    const auto secret = TRY(fixed<VisitSecret>("visit"));
    return Secret<VisitSecret>(secret);
  }

 private:
  json::object object_;
};

Result<std::string> filled_up(const json::object& members) {
  auto out = json::serialize(members);
  if (out.size() > kSignCallBytes)
    return fail(Kind::too_large, "What you wrote is too long to be sent.", "payload");
  out.resize(kSignCallBytes, ' ');
  return out;
}

// Of the calls that bring nothing but what a key has signed.
Result<std::string> parse_entry_alone(std::string_view body) {
  const auto members = TRY(Members::parse(body, {"entry"}));
  return members.text("entry");
}
std::string format_entry_alone(const std::string& lines) {
  return json::serialize(json::object{{"entry", lines}});
}

std::string to_base64_of(const Secret<VisitSecret>& visit) { return to_base64(visit.view()); }

}  // namespace

Result<CodeCall> parse_code_call(std::string_view body) {
  const auto members = TRY(Members::parse(body, {"visit", "issuer", "email", "language"}));
  CodeCall out;
  out.visit = TRY(members.visit());
  out.issuer = TRY(members.text("issuer"));
  out.email = TRY(members.text("email"));
  if (members.has("language")) out.language = TRY(members.text("language"));
  if (out.language != "en" && out.language != "fr")
    return fail(Kind::invalid, "Mails are written in “en” or “fr”.", "language");
  return out;
}

Result<ConfirmCall> parse_confirm_call(std::string_view body) {
  const auto members = TRY(Members::parse(body, {"visit", "code"}));
  ConfirmCall out;
  out.visit = TRY(members.visit());
  out.code = TRY(members.text("code"));
  return out;
}

Result<IssueCall> parse_issue_call(std::string_view body) {
  const auto members = TRY(Members::parse(body, {"visit", "invitation", "issuer", "blinded"}));
  IssueCall out;
  if (members.has("invitation")) {
    if (members.has("visit"))
      return fail(Kind::invalid, "Belonging is proved by a visit or by an invitation, not by both.", "visit");
    const auto typed = TRY(members.text("invitation"));
    out.proof = TRY(eligibility::Invitation::parse(typed));
  } else {
    out.proof = TRY(members.visit());
  }
  out.issuer = TRY(members.text("issuer"));
  out.blinded = TRY(members.bytes("blinded"));
  return out;
}

Result<NewsCall> parse_news_call(std::string_view body) {
  const auto members = TRY(Members::parse(body, {"visit"}));
  NewsCall out;
  out.visit = TRY(members.visit());
  return out;
}

Result<SignedStatement> parse_sign_call(std::string_view body) {
  const auto members = TRY(Members::parse(body, {"entry", "payload", "salt", "if_few"}));
  SignedStatement out;
  out.lines = TRY(members.text("entry"));
  if (members.has("if_few")) {
    const auto wish = TRY(members.text("if_few"));
    if (wish != "publish" && wish != "drop")
      return fail(Kind::invalid, "If too few come, a signature is published (“publish”) or dropped (“drop”).",
                  "if_few");
    out.drop_if_few = wish == "drop";
  }
  if (!members.has("payload") && !members.has("salt")) return out;
  const auto text = TRY(members.bytes("payload"));
  const auto salt = TRY(members.fixed<Salt>("salt"));
  out.payload = store::Payload{std::string(as_text(text)), salt};
  return out;
}

Result<QuoteCall> parse_quote_call(std::string_view body) {
  const auto members = TRY(Members::parse(body, {"entry", "payload", "salt"}));
  QuoteCall out;
  out.lines = TRY(members.text("entry"));
  const auto text = TRY(members.bytes("payload"));
  out.text.text = std::string(as_text(text));
  out.text.salt = TRY(members.fixed<Salt>("salt"));
  return out;
}

Result<std::string> parse_withdraw_call(std::string_view body) { return parse_entry_alone(body); }
Result<std::string> parse_kept_call(std::string_view body) { return parse_entry_alone(body); }

std::string format_withdraw_call(const std::string& lines) { return format_entry_alone(lines); }
std::string format_kept_call(const std::string& lines) { return format_entry_alone(lines); }

std::string format(const CodeCall& call) {
  return json::serialize(json::object{{"visit", to_base64_of(call.visit)},
                                      {"issuer", call.issuer},
                                      {"email", call.email},
                                      {"language", call.language}});
}

std::string format(const ConfirmCall& call) {
  return json::serialize(json::object{{"visit", to_base64_of(call.visit)}, {"code", call.code}});
}

std::string format(const IssueCall& call) {
  json::object members{{"issuer", call.issuer}, {"blinded", to_base64(call.blinded)}};
  if (const auto* invitation = std::get_if<eligibility::Invitation>(&call.proof))
    members["invitation"] = invitation->shown();
  else
    members["visit"] = to_base64_of(std::get<Secret<VisitSecret>>(call.proof));
  return json::serialize(members);
}

std::string format(const NewsCall& call) {
  return json::serialize(json::object{{"visit", to_base64_of(call.visit)}});
}

Result<std::string> format(const SignedStatement& call) {
  json::object members{{"entry", call.lines}};
  if (!call.payload) members["if_few"] = call.drop_if_few ? "drop" : "publish";
  if (call.payload) {
    members["payload"] = to_base64(as_bytes(call.payload->text));
    members["salt"] = to_base64(call.payload->salt.view());
  }
  return filled_up(members);
}

Result<std::string> format(const QuoteCall& call) {
  return filled_up({{"entry", call.lines},
                    {"payload", to_base64(as_bytes(call.text.text))},
                    {"salt", to_base64(call.text.salt.view())}});
}

VisitKeys visit_keys(const Secret<VisitSecret>& visit, const LetterId& letter) {
  const auto derive = [&](std::string_view purpose) {
    return crypto::hkdf_sha256(visit.view(), std::string(purpose) + to_hex(letter.view()), Hash::kSize);
  };
  const auto id = store::VisitId::from(derive("ruban call id ").view());
  auto box = crypto::BoxKey::from(derive("ruban call box ").view());
  CHECK(id && box);
  return {*id, Secret<crypto::BoxKey>(*box)};
}

}  // namespace ruban::service
