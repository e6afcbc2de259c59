// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/publish_letter.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/sha256.h"
#include "eligibility/email_address.h"

namespace ruban::service {
namespace {

ledger::Mode to_entry(letter::Mode mode) {
  switch (mode) {
    case letter::Mode::named:
      return ledger::Mode::named;
    case letter::Mode::anon:
      return ledger::Mode::anon;
    case letter::Mode::sealed:
      return ledger::Mode::sealed;
  }
  return ledger::Mode::named;
}

constexpr std::size_t kMaxList = 1'000'000;

}  // namespace

// A policy that the receipts of this instance could never meet promises what nobody keeps.
Result<void> PublishLetter::check_policy(const letter::Letter& letter) const {
  if (!letter.witness_policy) return {};
  auto policy = ledger::Policy::parse(*letter.witness_policy);
  if (!policy) {
    policy.error().field = "[witnesses] policy, " + policy.error().field;
    return tl::unexpected(policy.error());
  }
  if (!policy->logs().empty() && policy->find_log(instance_.origin) == nullptr)
    return fail(Kind::conflict, "The letter’s policy is about another record than this one.");
  const bool met = witnesses_ == nullptr ? policy->quorum_met({}) : witnesses_->can_satisfy(*policy);
  if (!met) {
    return fail(Kind::conflict,
                "The letter’s policy asks for witnesses that this instance doesn’t ask. See the setting "
                "witnesses.");
  }
  return {};
}

Result<std::map<std::string, std::vector<IdentityTag>>> PublishLetter::tags_of(const letter::Letter& letter,
                                                                               const Input& input,
                                                                               std::vector<ListFault>* faults,
                                                                               std::size_t& listed) {
  std::map<std::string, std::vector<IdentityTag>> out;
  bool sound = true;
  for (const auto& [label, addresses] : input.lists) {
    const auto* issuer = letter.find_issuer(label);
    if (issuer == nullptr || issuer->method != letter::Method::email_list) {
      return fail(Kind::invalid, "A list of addresses needs an issuer with the method email-list.", label);
    }
    if (addresses.size() > kMaxList)
      return fail(Kind::too_large, "A list can hold a million addresses.", label);
    auto& tags = out[label];
    for (std::size_t line = 0; line < addresses.size(); ++line) {
      auto address = eligibility::EmailAddress::parse(addresses[line]);
      if (!address) {
        sound = false;
        if (faults != nullptr && faults->size() < 100) faults->push_back({label, line + 1, address.error()});
        continue;
      }
      tags.push_back(TRY(keys_.identity_tag(letter.slug.text(), static_cast<std::uint64_t>(letter.version()),
                                            address->canonical())));
    }
    std::sort(tags.begin(), tags.end());  // the order of the list goes, too
    tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
    listed += tags.size();
  }
  for (const auto& issuer : letter.issuers) {
    if (issuer.method == letter::Method::email_list && !out.contains(issuer.label)) {
      return fail(Kind::invalid, "This issuer needs a list of addresses: give it with --list.", issuer.label);
    }
  }
  if (!sound) return fail(Kind::invalid, "The list holds lines that aren’t addresses.");
  return out;
}

Result<PublishLetter::Output> PublishLetter::operator()(const Input& input, std::vector<ListFault>* faults) {
  auto checked = letter::check(input.folder);
  if (!checked.letter) return fail(Kind::invalid, "The letter’s folder has faults: see ruban letter check.");
  const auto& letter = *checked.letter;
  const auto version = static_cast<std::uint64_t>(letter.version());
  TRY(check_policy(letter));

  if (letter.closes && *letter.closes <= instance_.clock.now()) {
    return fail(Kind::invalid, "This time is over, so nobody could sign. Write a later one, or leave it out.",
                "letter.toml, closes");
  }
  auto newest = letters_.find(letter.slug.text());
  if (version == 1 && newest) {
    return fail(
        Kind::conflict,
        "There is a letter of this slug already. To replace it, write this line; else choose another slug.",
        fmt::format("letter.toml, follows = \"{}/v{}\"", letter.slug.text(), newest.value()->row.version));
  }
  if (version > 1 && (!newest || newest.value()->row.version + 1 != version)) {
    return fail(Kind::conflict, "A new version follows the newest one of the same slug.",
                "letter.toml, follows");
  }

  Output output{letter.slug.text(), version, letter::text_hash(input.folder), 0};
  ledger::LetterEntry entry;
  entry.slug = output.slug;
  entry.version = version;
  if (version > 1) entry.follows = newest.value()->id();
  entry.text_sha256 = output.text_hash;
  entry.modes.clear();
  for (auto mode : letter.modes) entry.modes.push_back(to_entry(mode));
  if (letter.witness_policy) entry.witness_policy_sha256 = crypto::sha256(*letter.witness_policy);
  entry.opens = letter.opens;
  entry.closes = letter.closes;
  entry.epoch = letter.privacy.epoch;
  entry.min_batch = static_cast<std::uint64_t>(letter.privacy.min_batch);

  keys_.make_letter_keys(output.slug, version);
  auto lists = TRY(tags_of(letter, input, faults, output.listed));
  for (const auto& issuer : letter.issuers) {
    entry.issuers.push_back({issuer.label, issuer.class_name, keys_.make_issuer_key(input.key_bits)});
  }

  store::NewLetter row{
      output.slug, static_cast<std::uint32_t>(version), {}, ledger::without_time(entry), std::move(lists)};
  for (const auto& [name, bytes] : input.folder.files) row.files.emplace(name, bytes);
  TRY(instance_.store.letters().publish(row));
  return output;
}

}  // namespace ruban::service
