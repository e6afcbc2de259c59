// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fill/people.h"

#include <fmt/format.h>

#include "app/signatories.h"
#include "core/check.h"

namespace ruban::bench {
namespace {

constexpr std::size_t kKnown = 2000;
constexpr std::uint64_t kSeed = 6'100'000;
// Providers that people share mailboxes at.
constexpr std::uint64_t kDomains = 997;

signature::Payload payload_of(const app::Invented& person) {
  auto name = signature::SignerName::parse(person.name);
  CHECK(name);  // the demonstration signs with these names
  signature::Payload out{*std::move(name), {}, {}};
  if (!person.role.empty()) out.role = signature::Role::parse(person.role).value();
  if (!person.comment.empty()) out.comment = signature::Comment::parse(person.comment).value();
  return out;
}

}  // namespace

People::People() {
  for (const auto& person : app::invent(kKnown, "coder", kSeed)) {
    known_.push_back(payload_of(person));
    family_names_.push_back(person.name.substr(person.name.rfind(' ') + 1));
  }
}

signature::Payload People::person(std::uint64_t number) const {
  auto out = known_[number % kKnown];
  const auto round = number / kKnown;
  if (round == 0) return out;
  // Two scripts in one name may not be fit to print; then the name is the first one's.
  const auto& second = family_names_[(number * 31 + round) % kKnown];
  if (auto name = signature::SignerName::parse(fmt::format("{} {}", out.name.text(), second)))
    out.name = *std::move(name);
  return out;
}

std::string People::address(std::uint64_t number) {
  return fmt::format("signer{}@mail{}.example", number, number % kDomains);
}

}  // namespace ruban::bench
