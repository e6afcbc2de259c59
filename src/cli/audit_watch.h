// SPDX-License-Identifier: AGPL-3.0-or-later
// AuditWatch: audits a record again and again, and ends with an alarm.
#pragma once

#include <optional>

#include "cli/audit_session.h"

namespace ruban::cli {

class AuditWatch {
 public:
  AuditWatch(const Audit& command, const AuditCopy& copy, AuditSession& session, Terminal& terminal)
      : command_(command), copy_(copy), session_(session), terminal_(terminal) {}

  // Returns when something is wrong: a fork, a rollback, an alarm of the recount, a count that the record
  // doesn't bear out, or a record that contradicts itself three times in a row. A server that is away is
  // waited for.
  ExitCode run();

 private:
  ExitCode alarm(const audit::Report& report);
  ExitCode alarm(const Error& error);
  void tell(const audit::Report& report);
  void say(std::string_view what);

  const Audit& command_;
  const AuditCopy& copy_;
  AuditSession& session_;
  Terminal& terminal_;
  std::optional<audit::SignedCheckpoint> last_;  // that was sound
  bool waiting_ = false;                         // for a server that is away, or for witnesses
  int faults_ = 0;                               // in a row
};

}  // namespace ruban::cli
