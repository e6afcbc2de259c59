// SPDX-License-Identifier: AGPL-3.0-or-later
// AuditReport: what an audit found, for people and for programs (docs/formats/audit-report.md).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "cli/trust.h"

namespace ruban::cli {

struct AuditReport {
  const audit::Report& report;
  const Trust& trust;
  const std::string& source;
  bool passed = false;
  std::optional<std::uint64_t> at;              // the size of LetterReport::counts_at
  std::filesystem::path state;                  // empty: none was kept
  std::vector<std::filesystem::path> evidence;  // written for others
  std::filesystem::path checkpoint_file;        // for --since; empty: none

  std::string text() const;
  std::string json() const;  // one line
};

// What is wrong, in two sentences.
std::string sentence_of(const audit::Contradiction& contradiction);

}  // namespace ruban::cli
