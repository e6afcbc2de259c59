// SPDX-License-Identifier: AGPL-3.0-or-later
// Taking one's signature back: by its key, or by proving the address again; and erasing its text.
#pragma once

#include <string_view>
#include <vector>

#include "service/letter_keys.h"
#include "service/letters.h"
#include "service/visit.h"

namespace ruban::service {

class WithdrawSignature {
 public:
  WithdrawSignature(Instance instance, LetterKeys& keys) : instance_(instance), keys_(keys) {}

  // The standing signatures that the visit may withdraw: that of its key file, or those of its proved
  // address.
  Result<std::vector<store::SignatureRow>> find(const PublishedLetter& letter, const Visit& visit);

  // Durable when it returns: the text is gone at once if `erase`, the entries follow with the next batch. By
  // key the record says `withdraw`, by address `takedown owner`; after a takedown by the owner the text is
  // always erased, and the address hears no more of the letter. Only what find() gives can be named;
  // Kind::not_found otherwise. The instant is that at which an anonymous signature stops counting.
  Result<std::optional<Instant>> operator()(const PublishedLetter& letter, const Visit& visit,
                                            const std::vector<EntryIndex>& indexes, bool erase);

 private:
  Instance instance_;
  LetterKeys& keys_;
};

}  // namespace ruban::service
