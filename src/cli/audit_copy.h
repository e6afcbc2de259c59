// SPDX-License-Identifier: AGPL-3.0-or-later
// AuditCopy: where an audit reads a record from, as the command line names it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "audit/source.h"

namespace ruban::cli {

struct AuditCopy {
  std::unique_ptr<audit::Source> source;
  std::function<Result<std::string>()> policy;  // that lies beside the record
  std::string site;                             // empty for a folder
};

// A folder, or an address with "://".
Result<AuditCopy> open_copy(const std::string& where);

}  // namespace ruban::cli
