// SPDX-License-Identifier: AGPL-3.0-or-later
// How a letter's recipient proves its domain, and the one-time links with which it answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/ids.h"
#include "core/time.h"

namespace ruban::store {

using LinkHash = Fixed<struct LinkHashTag, 32>;  // of a link's code, which the store never sees

struct RecipientLink {
  LinkHash hash;
  std::string domain;                     // that was proved when the link was given
  std::optional<std::uint64_t> corrects;  // number of the answer that it may say anew
  Instant expires;
  std::optional<Hash> document;  // what it put on record; it is used up
};

class RecipientStore {
 public:
  virtual ~RecipientStore() = default;

  // The token that proves the domain of this letter's recipient: `fresh`, unless the letter has one already.
  virtual std::string challenge(const LetterId& letter, std::string_view fresh) = 0;

  // Durable. Links of the letter that weren't used don't work any more.
  virtual void give(const LetterId& letter, const RecipientLink& link) = 0;
  // How many unused links there were; none of them works any more.
  virtual std::size_t revoke(const LetterId& letter) = 0;
  // Also one that was used. Nothing if it is another letter's, was revoked, or is past its date.
  virtual std::optional<RecipientLink> link(const LetterId& letter, const LinkHash& hash, Instant now) = 0;

  // Deletes what is past its date; returns how many rows.
  virtual std::size_t forget_expired(Instant now) = 0;
};

}  // namespace ruban::store
