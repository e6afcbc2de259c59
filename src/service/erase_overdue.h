// SPDX-License-Identifier: AGPL-3.0-or-later
// EraseOverdue: erases what the signers of a letter wrote once it has been over for as long as texts are
// kept.
#pragma once

#include <chrono>
#include <set>

#include "service/letter_keys.h"
#include "service/letters.h"

namespace ruban::service {

// For one thread.
class EraseOverdue {
 public:
  // `keep`: how long after a letter's end, at least a day. `keys` must outlive it.
  EraseOverdue(Instance instance, LetterKeys& keys, std::chrono::days keep);

  // Of every letter whose day has come, each text with its entry in the record: names, roles, comments and
  // statements; addresses that asked for news; the bytes of letters that were delivered with names in them;
  // then the key by which owners withdrew. What stands still counts. A process that dies in between leaves
  // the rest to the next call. Returns how many texts it erased.
  std::size_t operator()(const Letters& letters);

 private:
  std::size_t erase(const PublishedLetter& letter);
  std::size_t erase_texts(const LetterId& letter);

  Instance instance_;
  LetterKeys& keys_;
  std::chrono::days keep_;
  std::set<LetterId> done_;
};

}  // namespace ruban::service
