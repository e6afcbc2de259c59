// SPDX-License-Identifier: AGPL-3.0-or-later
// The secret keys of a letter: one per issuer, one for identity tags, one for owners. They live in the vault
// and are kept ready in memory.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>

#include "crypto/rsa.h"
#include "eligibility/email_address.h"
#include "eligibility/identity_tag.h"
#include "service/instance.h"
#include "service/letters.h"

namespace ruban::service {

class LetterKeys {
 public:
  explicit LetterKeys(Instance instance) : instance_(instance) {}

  // New keys, durable in the vault before they return.
  crypto::RsaPublicKey make_issuer_key(int bits);
  void make_letter_keys(std::string_view slug, std::uint64_t version);

  // Kind::conflict when the key was destroyed, or stayed behind when the store was restored.
  Result<std::shared_ptr<const crypto::RsaPrivateKey>> issuer(const PublishedLetter& letter,
                                                              std::string_view label);
  Result<IdentityTag> identity_tag(const PublishedLetter& letter, std::string_view canonical);
  Result<IdentityTag> identity_tag(std::string_view slug, std::uint64_t version, std::string_view canonical);
  // Of the mailbox itself: who shares an identity with it, as ada+x@… with ada@…, can't withdraw for it.
  Result<store::OwnerTag> owner_tag(const PublishedLetter& letter, const eligibility::EmailAddress& address);

  // Destroys the keys of issuers and of identity tags, here and in the vault. That of the owners stays as
  // long as texts do: by it people withdraw and erase what they have signed, after the end as well.
  void destroy(const PublishedLetter& letter);
  // Destroys that of the owners as well, once there is no text left that it is for.
  void destroy_owners(const PublishedLetter& letter);
  // destroy() for every letter that has ended or was replaced, if it isn't done: also what this process holds
  // in memory of a letter that another process has ended. From one thread.
  void destroy_ended(const Letters& letters);

 private:
  Result<std::shared_ptr<const Secret<Bytes>>> secret(const std::string& name);

  Instance instance_;
  std::mutex mutex_;  // of the maps
  std::map<std::string, std::shared_ptr<const crypto::RsaPrivateKey>> issuers_;
  std::map<std::string, std::shared_ptr<const Secret<Bytes>>> secrets_;
  std::set<LetterId> destroyed_;
};

}  // namespace ruban::service
