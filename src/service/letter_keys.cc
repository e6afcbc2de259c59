// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/letter_keys.h"

#include <fmt/format.h>

#include "core/check.h"
#include "crypto/hmac.h"
#include "crypto/sha256.h"

namespace ruban::service {
namespace {

std::string issuer_name(const crypto::RsaPublicKey& key) {
  return "issuer." + to_hex(crypto::sha256(key.spki()).view());
}
std::string tags_name(std::string_view slug, std::uint64_t version) {
  return fmt::format("tags.{}.v{}", slug, version);
}
std::string owners_name(std::string_view slug, std::uint64_t version) {
  return fmt::format("owners.{}.v{}", slug, version);
}

auto missing() {
  return fail(Kind::conflict,
              "The keys of this letter are no longer on this server, so it takes no more signatures.");
}

}  // namespace

crypto::RsaPublicKey LetterKeys::make_issuer_key(int bits) {
  auto key = crypto::RsaPrivateKey::generate(bits);
  CHECK(instance_.vault.put(issuer_name(key.public_key()), key.pkcs8()));  // a fresh key has a fresh name
  return key.public_key();
}

void LetterKeys::make_letter_keys(std::string_view slug, std::uint64_t version) {
  for (const auto& name : {tags_name(slug, version), owners_name(slug, version)}) {
    auto key = instance_.random.fixed<Hash>();
    // A key that is there already is left of a publication that was interrupted before the letter was
    // accepted.
    (void)instance_.vault.put(name, Secret(to_bytes(key.view())));
  }
}

Result<std::shared_ptr<const crypto::RsaPrivateKey>> LetterKeys::issuer(const PublishedLetter& letter,
                                                                        std::string_view label) {
  const auto* line = letter.entry.find_issuer(label);
  if (line == nullptr) return fail(Kind::not_found, "This letter has no such issuer.");
  const auto name = issuer_name(line->key);
  std::lock_guard lock(mutex_);
  auto& known = issuers_[name];
  if (!known) {
    auto der = instance_.vault.get(name);
    if (!der) return missing();
    known = std::make_shared<const crypto::RsaPrivateKey>(TRY(crypto::RsaPrivateKey::from_pkcs8(*der)));
  }
  return known;
}

Result<std::shared_ptr<const Secret<Bytes>>> LetterKeys::secret(const std::string& name) {
  std::lock_guard lock(mutex_);
  auto& known = secrets_[name];
  if (!known) {
    auto key = instance_.vault.get(name);
    if (!key) return missing();
    known = std::make_shared<const Secret<Bytes>>(*std::move(key));
  }
  return known;
}

Result<IdentityTag> LetterKeys::identity_tag(std::string_view slug, std::uint64_t version,
                                             std::string_view canonical) {
  auto key = TRY(secret(tags_name(slug, version)));
  return eligibility::identity_tag(Secret(TRY(eligibility::IdentityKey::from(key->view()))), canonical);
}

Result<IdentityTag> LetterKeys::identity_tag(const PublishedLetter& letter, std::string_view canonical) {
  return identity_tag(letter.row.slug, letter.row.version, canonical);
}

Result<store::OwnerTag> LetterKeys::owner_tag(const PublishedLetter& letter,
                                              const eligibility::EmailAddress& address) {
  auto key = TRY(secret(owners_name(letter.row.slug, letter.row.version)));
  const auto mailbox = address.canonical(eligibility::PlusTag::keep_unless_known);
  return store::OwnerTag{crypto::hmac_sha256(key->view(), as_bytes(mailbox)).bytes};
}

void LetterKeys::destroy(const PublishedLetter& letter) {
  std::vector<std::string> names{tags_name(letter.row.slug, letter.row.version)};
  for (const auto& line : letter.entry.issuers) names.push_back(issuer_name(line.key));
  std::lock_guard lock(mutex_);
  for (const auto& name : names) {
    issuers_.erase(name);
    secrets_.erase(name);
    instance_.vault.destroy(name);
  }
}

void LetterKeys::destroy_owners(const PublishedLetter& letter) {
  const auto name = owners_name(letter.row.slug, letter.row.version);
  std::lock_guard lock(mutex_);
  secrets_.erase(name);
  instance_.vault.destroy(name);
}

void LetterKeys::destroy_ended(const Letters& letters) {
  for (const auto& letter : letters.all()) {
    if (!letter->row.end_index || destroyed_.contains(letter->id())) continue;
    destroy(*letter);
    destroyed_.insert(letter->id());
  }
}

}  // namespace ruban::service
