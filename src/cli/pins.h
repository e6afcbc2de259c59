// SPDX-License-Identifier: AGPL-3.0-or-later
// Pins: the policies of records as this person saw them first, so that a changed key is noticed
// (docs/formats/pinned-policy.md).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/time.h"
#include "ledger/policy.h"

namespace ruban::cli {

struct Pin {
  ledger::Policy policy;
  std::string day;  // "2018-06-19", when it was pinned
  std::filesystem::path file;
};

// The name of a file about this record: "ruban.example.org%2Flog" and `ending`.
std::string file_name_of(std::string_view origin, std::string_view ending);

class Pins {
 public:
  explicit Pins(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // Nothing if this record was never met. Kind::invalid if the file was spoilt.
  Result<std::optional<Pin>> find(std::string_view origin) const;
  // The pin of another record at the same host, if there is one: a host has one record.
  std::optional<std::filesystem::path> other_of_host(std::string_view origin) const;
  // Remembers the policy from now on. Kind::conflict if there is a pin.
  Result<Pin> add(std::string_view origin, const ledger::Policy& policy, Instant now) const;

 private:
  std::filesystem::path file_of(std::string_view origin) const;
  std::filesystem::path folder_;
};

}  // namespace ruban::cli
