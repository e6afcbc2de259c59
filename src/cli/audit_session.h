// SPDX-License-Identifier: AGPL-3.0-or-later
// AuditSession: the audit of one record by one command, with the state that it goes on from and the evidence
// that it leaves.
#pragma once

#include <optional>
#include <string>

#include "audit/audit.h"
#include "cli/audit_copy.h"
#include "cli/audit_report.h"
#include "cli/commands.h"
#include "cli/evidence.h"
#include "cli/progress_bar.h"
#include "cli/state_file.h"
#include "cli/trust.h"

namespace ruban::cli {

class AuditSession {
 public:
  // All must outlive it.
  AuditSession(const Audit& command, const AuditCopy& copy, const Trust& trust, std::string origin,
               Terminal& terminal);

  // Finds the state, and takes it over if it is to be gone on from. Before run(). Kind::invalid or conflict
  // if there is one that can't be used.
  Result<void> begin();

  // As audit::Auditor::run(). A server that seems to have gone back is asked again, since a cache may have
  // answered.
  Result<audit::Report> run();

  bool passed(const audit::Report& report) const;
  // Whether the checkpoint has the witnesses that the policy asks for, or needs none.
  bool witnessed_enough(const ledger::Judgement& judged) const;
  AuditReport shown(const audit::Report& report) const;
  // What `files` hold is listed with the report from now on.
  void leave_evidence(const EvidenceFiles& files);
  const std::vector<std::filesystem::path>& evidence() const { return evidence_; }
  // Puts the checkpoint of a report beside the state, for --since.
  void keep_checkpoint(const audit::Report& report);

 private:
  std::filesystem::path usual_state() const;
  Result<std::optional<audit::Journal>> open_state();
  Result<void> begin_since(std::optional<audit::Journal> journal);
  Result<void> go_on_from(audit::Journal journal);
  void begin_anew(const std::optional<audit::Journal>& before);
  void write_down(audit::JournalWriter writer);

  const Audit& command_;
  const AuditCopy& copy_;
  const Trust& trust_;
  std::string origin_;
  Terminal& terminal_;
  ProgressBar bar_;
  audit::Auditor auditor_;
  std::optional<StateFile> state_;
  std::filesystem::path checkpoint_file_;
  std::vector<std::filesystem::path> evidence_;
};

}  // namespace ruban::cli
