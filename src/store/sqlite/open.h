// SPDX-License-Identifier: AGPL-3.0-or-later
// The SQLite driver: one database file in a folder, one writer, readers beside it. No other header of it is
// for others.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>

#include "core/result.h"
#include "crypto/random.h"
#include "store/store.h"

namespace ruban::store::sqlite {

inline constexpr char kDatabaseFile[] = "ruban.db";
inline constexpr char kLeaseFile[] = "sequencer.lock";

struct Options {
  std::size_t readers = 16;      // connections that read at a time; one more waits for one of them
  std::size_t most_jobs = 4096;  // transactions that wait for the writer; one more is refused as busy
  std::chrono::milliseconds patience{5000};  // how long to wait for another process, or for a reader
  std::chrono::milliseconds idle{1000};      // after so long without a job the write-ahead log is emptied
};

// Makes folder (0700) and database (0600) if they are missing, and brings an older database up to date.
// Throws Broken if the database was made by a newer program, or one of its migrations differs from ours.
// `random` is used here alone.
std::unique_ptr<Store> open(const std::filesystem::path& folder, crypto::Random& random,
                            const Options& options = {});

// Copies what Store::backup() wrote into `folder`, durably, after checking it. Kind::conflict if the folder
// has a database, Kind::not_found if there is no such file, Kind::invalid if it isn't a sound backup.
Result<void> restore(const std::filesystem::path& backup, const std::filesystem::path& folder);

}  // namespace ruban::store::sqlite
