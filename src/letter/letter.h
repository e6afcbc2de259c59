// SPDX-License-Identifier: AGPL-3.0-or-later
// Letter: everything that a letter's folder says, checked: text, demands, recipient and rules.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "letter/document.h"
#include "letter/language.h"
#include "letter/slug.h"

namespace ruban::letter {

// What a signer shows with a signature.
enum class Mode { named, anon, sealed };
// "named", "anon", "sealed": as in letter.toml and in entries.
std::string_view code(Mode mode);
std::optional<Mode> parse_mode(std::string_view code);

// How belonging is proved.
enum class Method { email_domain, email_list, email_any, invitation, oidc, ssh };
// "email-domain" …: as in letter.toml.
std::string_view code(Method method);
std::optional<Method> parse_method(std::string_view code);
// What the label of an issuer ends in: "email" for the three email methods, else the method's code.
std::string_view label_ending(Method method);

struct Recipient {
  std::string name;
  LocalText role;                     // may be empty
  LocalText organisation;             // may be empty
  std::optional<std::string> domain;  // lower-case A-label: an answer from this domain is the recipient's
  bool operator==(const Recipient&) const = default;
};

struct Demand {
  int number = 0;  // 1..n, in order
  LocalText text;
  bool operator==(const Demand&) const = default;
};

// One tally within the constituency. Classes are never added up.
struct SignerClass {
  std::string name;                          // `[a-z0-9-]{1,32}`: "employee"
  LocalText label;                           // in the plural: "Employees of Microsoft"
  std::optional<std::uint64_t> denominator;  // how many belong to the class
  bool operator==(const SignerClass&) const = default;
};

struct Issuer {
  std::string label;       // class_name "-" label_ending(method): "employee-email"
  std::string class_name;  // one of Letter::classes
  Method method = Method::email_any;
  std::vector<std::string> domains;  // lower-case A-labels; for email_domain alone, and never empty there
  bool operator==(const Issuer&) const = default;
};

// What signers undertake if the demands fail.
struct Pledge {
  LocalText text;
  std::optional<Instant> due;
  std::vector<int> when_refused;  // numbers of demands; empty: any of them
  bool operator==(const Pledge&) const = default;
};

struct Privacy {
  std::chrono::seconds epoch{3600};  // whole minutes
  int min_batch = 5;
  int min_issued = 20;
  bool operator==(const Privacy&) const = default;
};

// Another letter of the same instance: "slug" (its newest version) or "slug/v2".
struct LetterReference {
  Slug slug;
  std::optional<int> version;
  bool operator==(const LetterReference&) const = default;
  static Result<LetterReference> parse(std::string_view text);
  std::string text() const;
};

inline constexpr std::size_t kMaxIssuers = 8;
inline constexpr std::size_t kMaxDemands = 50;

struct Letter {
  Slug slug;
  std::vector<Language> languages;  // at least one; the first is the letter's own
  Instant opens;                    // whole minutes, like every time here
  std::optional<Instant> closes;
  bool comments = false;
  std::vector<Mode> modes;                 // in the order named, anon, sealed
  std::optional<LetterReference> follows;  // the version that this one replaces: same slug, with its number
  std::optional<LetterReference> supports;
  LocalText title;
  Recipient recipient;
  LocalText constituency;
  std::vector<Demand> demands;
  std::vector<SignerClass> classes;
  std::vector<Issuer> issuers;  // in the order of the folder, which is that of the entry
  std::optional<Pledge> pledge;
  Privacy privacy;
  std::optional<std::string> witness_policy;  // C2SP tlog-policy text
  std::map<Language, Document> documents;     // one per language

  // 1, or one more than the version it follows.
  int version() const;
  const Issuer* find_issuer(std::string_view label) const;
  const SignerClass* find_class(std::string_view name) const;
  bool allows(Mode mode) const;
};

}  // namespace ruban::letter
