// SPDX-License-Identifier: AGPL-3.0-or-later
// The text of a named signature, kept beside the record and erasable, and the commitment to it in the record.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/ids.h"
#include "signature/signer_name.h"

namespace ruban::signature {

struct Payload {
  SignerName name;
  std::optional<Role> role;
  std::optional<Comment> comment;
  Bytes sshsig{};  // an OpenSSH signature over the signer's key; empty if there is none
  bool operator==(const Payload&) const = default;
};

inline constexpr std::size_t kMaxSshsig = 4096;                     // bytes
inline constexpr std::size_t kMaxPayload = std::size_t{16} * 1024;  // bytes of the text

// The one encoding of docs/formats/payload.md.
std::string format(const Payload& payload);
// Reads only what format() writes.
Result<Payload> parse_payload(std::string_view text);

// SHA-256("ruban/v1 commit\n" ‖ salt ‖ payload).
Commitment commit(const Salt& salt, std::string_view payload);

}  // namespace ruban::signature
