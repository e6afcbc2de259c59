// SPDX-License-Identifier: AGPL-3.0-or-later
// What a store throws when the machine fails it. Methods with a Result answer Kind::busy instead of
// Unavailable.
#pragma once

#include <stdexcept>

namespace ruban::store {

struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Nothing was written, and the same call may succeed later: the disk is full, the queue is, or another
// process has held the database for too long.
struct Unavailable final : Failure {
  using Failure::Failure;
};

// Whether the transaction was committed isn't known. The store does nothing more; the process must stop, and
// finds the one or the other when it starts again.
struct OutcomeUnknown final : Failure {
  using Failure::Failure;
};

// The storage can't be read, or isn't what this program has written.
struct Broken final : Failure {
  using Failure::Failure;
};

}  // namespace ruban::store
