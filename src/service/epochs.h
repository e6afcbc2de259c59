// SPDX-License-Identifier: AGPL-3.0-or-later
// Epochs of anonymous signatures: when one ends, and which of those that wait are published with it, so that
// neither time nor order says who came when (docs/formats/anonymous-pool.md).
#pragma once

#include <map>
#include <vector>

#include "service/letters.h"
#include "store/anonymous_pool.h"

namespace ruban::service {

// When the epoch that `now` lies in ends.
Instant end_of_epoch(const ledger::LetterEntry& letter, Instant now);

// Of what waits for a letter, what is published at the end of an epoch: withdrawals, and the signatures of
// each issuer that has `min-batch` of them. With the `last` batch of a letter all of it, but for those who
// asked to be dropped rather than published among few. The rest of a last batch is in `dropped`.
struct Ripe {
  std::vector<store::Pooled> published, dropped;
};
Ripe ripen(const ledger::LetterEntry& letter, std::vector<store::Pooled> waiting, bool last);

// Of one thread.
class Epochs {
 public:
  // True once an epoch has ended since passed(), or so many wait that it ends early. A letter that is new
  // here, as all are after a start, waits for the end of the epoch it is in.
  bool has_ended(const PublishedLetter& letter, std::size_t waiting, Instant now);
  void passed(const PublishedLetter& letter, Instant now);

 private:
  std::map<LetterId, std::int64_t> current_;  // number of the epoch
};

}  // namespace ruban::service
