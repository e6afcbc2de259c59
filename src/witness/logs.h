// SPDX-License-Identifier: AGPL-3.0-or-later
// Logs: the records that a witness watches over, and what it has cosigned last of each.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/policy.h"

namespace ruban::witness {

// The lowercase hex SHA-256 of an origin: its name in addresses and file names.
std::string hash_of_origin(std::string_view origin);

// In the witness's folder: `logs`, in the form of a policy (C2SP tlog-policy) with nothing but `log` lines,
// and for each origin the file `seen/HASH`. An empty one says "nothing cosigned yet"; one that is missing
// says nothing, and then nothing is cosigned: whoever lost what a witness has seen might sign a fork.
class Logs {
 public:
  explicit Logs(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // Makes the two, empty.
  void create() const;
  // What a process before this one has written is durable when this returns; throws as remember() does.
  void sync() const;
  // Reads the file anew, so that a log that is added needs no restart. Kind::invalid.
  Result<std::vector<ledger::Policy::Log>> all() const;
  // Kind::conflict if the key is known, or the origin under another key.
  Result<void> add(const ledger::VerifierKey& key, const std::string& url) const;

  // The note that was cosigned last, or an empty text. Kind::conflict if the file is missing. Throws
  // std::system_error if the disk fails.
  Result<std::string> seen(std::string_view origin) const;
  // Durable when it returns; throws std::system_error, and then the one or the other is seen.
  void remember(std::string_view origin, const std::string& note) const;

 private:
  std::filesystem::path file_of(std::string_view origin) const;
  std::filesystem::path folder_;
};

}  // namespace ruban::witness
