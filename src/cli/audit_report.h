// SPDX-License-Identifier: AGPL-3.0-or-later
// AuditReport: what an audit found, for people and for programs.
#pragma once

#include <string>

#include "audit/audit.h"
#include "cli/trust.h"

namespace ruban::cli {

struct AuditReport {
  const audit::Report& report;
  const Trust& trust;
  const std::string& source;
  bool passed = false;

  std::string text() const;
  std::string json() const;  // one line
};

}  // namespace ruban::cli
