// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/letter.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "letter/code.h"

namespace ruban::letter {
namespace {

constexpr std::array kModes{Mode::named, Mode::anon, Mode::sealed};
constexpr std::array kMethods{Method::email_domain, Method::email_list, Method::email_any,
                              Method::invitation,   Method::oidc,       Method::ssh};

// "v2": from 1, without leading zeros, at most 9999.
std::optional<int> parse_version(std::string_view text) {
  if (!text.starts_with('v') || text.size() < 2 || text.size() > 5 || text[1] == '0') return std::nullopt;
  int out = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + 1, end, out);
  if (error != std::errc{} || stop != end || out < 1) return std::nullopt;
  return out;
}

}  // namespace

std::string_view code(Mode mode) {
  switch (mode) {
    case Mode::named:
      return "named";
    case Mode::anon:
      return "anon";
    case Mode::sealed:
      return "sealed";
  }
  unknown_value();
}

std::optional<Mode> parse_mode(std::string_view text) { return find_by_code(kModes, text); }

std::string_view code(Method method) {
  switch (method) {
    case Method::email_domain:
      return "email-domain";
    case Method::email_list:
      return "email-list";
    case Method::email_any:
      return "email-any";
    case Method::invitation:
      return "invitation";
    case Method::oidc:
      return "oidc";
    case Method::ssh:
      return "ssh";
  }
  unknown_value();
}

std::optional<Method> parse_method(std::string_view text) { return find_by_code(kMethods, text); }

std::string_view label_ending(Method method) {
  switch (method) {
    case Method::email_domain:
    case Method::email_list:
    case Method::email_any:
      return "email";
    case Method::invitation:
    case Method::oidc:
    case Method::ssh:
      return code(method);
  }
  unknown_value();
}

Result<LetterReference> LetterReference::parse(std::string_view text) {
  const auto slash = text.find('/');
  auto slug = TRY(Slug::parse(text.substr(0, slash)));
  if (slash == std::string_view::npos) return LetterReference{std::move(slug), std::nullopt};
  const auto version = parse_version(text.substr(slash + 1));
  if (!version) return fail(Kind::invalid, "A version is written as v1, v2 and so on.");
  return LetterReference{std::move(slug), version};
}

std::string LetterReference::text() const {
  return version ? slug.text() + "/v" + std::to_string(*version) : slug.text();
}

int Letter::version() const { return follows && follows->version ? *follows->version + 1 : 1; }

const Issuer* Letter::find_issuer(std::string_view label) const {
  const auto found = std::ranges::find(issuers, label, &Issuer::label);
  return found == issuers.end() ? nullptr : &*found;
}

const SignerClass* Letter::find_class(std::string_view name) const {
  const auto found = std::ranges::find(classes, name, &SignerClass::name);
  return found == classes.end() ? nullptr : &*found;
}

bool Letter::allows(Mode mode) const { return std::ranges::find(modes, mode) != modes.end(); }

}  // namespace ruban::letter
