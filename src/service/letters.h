// SPDX-License-Identifier: AGPL-3.0-or-later
// The published letters in memory, parsed once: what every page and every act asks first.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "ledger/entry.h"
#include "letter/letter.h"
#include "letter/state.h"
#include "store/store.h"

namespace ruban::service {

struct PublishedLetter {
  store::LetterRow row;
  letter::Letter letter;
  ledger::LetterEntry entry;

  const LetterId& id() const { return row.id; }
  // `draft` before it opens; `closed` also when its date has passed or a newer version replaced it.
  letter::LetterState state(Instant now) const;
  // Whether a signature can be accepted now; the fault says why not.
  Result<void> accepts_signatures(Instant now) const;
  // The only one that this class name has; letters with one class can leave it open.
  const letter::Issuer* find_issuer(std::string_view label) const { return letter.find_issuer(label); }
  bool is_by_invitation(std::string_view label) const {
    const auto* issuer = find_issuer(label);
    return issuer != nullptr && issuer->method == letter::Method::invitation;
  }
};

using LetterPointer = std::shared_ptr<const PublishedLetter>;

// For any thread. A letter's text never changes; only its row does, when something ends it.
class Letters {
 public:
  explicit Letters(store::Store& store) : store_(store) { refresh(); }
  // Reads what the record says now; called after every commit that touches a letter.
  void refresh();

  std::vector<LetterPointer> all() const;  // by index
  Result<LetterPointer> find(const LetterId& id) const;
  // The newest version if none is named. Kind::not_found.
  Result<LetterPointer> find(std::string_view slug,
                             std::optional<std::uint64_t> version = std::nullopt) const;

 private:
  store::Store& store_;
  mutable std::mutex mutex_;  // of letters_
  std::vector<LetterPointer> letters_;
};

}  // namespace ruban::service
