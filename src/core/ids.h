// SPDX-License-Identifier: AGPL-3.0-or-later
// The ids and hashes of the domain, each a type of its own.
#pragma once

#include <cstdint>
#include <functional>

#include "core/bytes.h"

namespace ruban {

using Hash = Fixed<struct HashTag, 32>;                 // SHA-256 of something
using LetterId = Fixed<struct LetterIdTag, 32>;         // RFC 6962 leaf hash of the `letter` entry
using PublicKey = Fixed<struct PublicKeyTag, 32>;       // Ed25519
using SignatureBytes = Fixed<struct SignatureTag, 64>;  // Ed25519
using Nonce =
    Fixed<struct NonceTag, 32>;  // the randomizer of a credential's message (RFC 9474 PrepareRandomize)
using Salt = Fixed<struct SaltTag, 32>;  // of a payload's commitment
using Commitment = Fixed<struct CommitmentTag, 32>;
using IdentityTag = Fixed<struct IdentityTagTag, 32>;  // protocol.md E.3

using EntryIndex = std::uint64_t;  // place of an entry in the record, from 0
using TreeSize = std::uint64_t;    // number of entries

}  // namespace ruban

template <class Tag, std::size_t N>
struct std::hash<ruban::Fixed<Tag, N>> {
  std::size_t operator()(const ruban::Fixed<Tag, N>& value) const noexcept {
    static_assert(N >= sizeof(std::size_t));
    std::size_t out;
    std::memcpy(&out, value.bytes.data(), sizeof out);
    return out;
  }
};
