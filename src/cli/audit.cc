// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "cli/audit_session.h"
#include "cli/audit_watch.h"
#include "cli/folder_sums.h"
#include "core/bytes.h"

namespace ruban::cli {
namespace {

constexpr std::size_t kMostShown = 20;

// Of an exported folder, before anything in it is believed. False if a file isn't what it was.
Result<bool> is_as_written(const Audit& command, const AuditCopy& copy, Terminal& terminal) {
  if (!copy.site.empty()) return true;
  const auto sums = TRY(check_sums(command.source));
  if (!sums) return true;
  if (sums->wrong.empty()) {
    if (!command.json)
      terminal.out << fmt::format("All {} files are as they were exported, by SHA256SUMS ({}).\n\n",
                                  sums->files, to_hex(sums->sums.view()));
    return true;
  }
  for (std::size_t i = 0; i < std::min(sums->wrong.size(), kMostShown); ++i)
    terminal.err << fmt::format("ruban: {} isn't as it was exported.\n", sums->wrong[i]);
  terminal.err << fmt::format(
      "ruban: {} of the folder's files were changed, lost or added since it was exported (SHA256SUMS). "
      "Nothing was audited. Take another copy; to audit the record of this one all the same, remove "
      "SHA256SUMS.\n",
      sums->wrong.size());
  return false;
}

ExitCode run_once(const Audit& command, AuditSession& session, const audit::Report& report,
                  Terminal& terminal) {
  if (const auto& both = report.contradiction) {
    session.leave_evidence({{"before.checkpoint", both->before.note}, {"now.checkpoint", both->now.note}});
  }
  const bool passed = session.passed(report);
  if (passed) session.keep_checkpoint(report);
  const auto shown = session.shown(report);
  terminal.out << (command.json ? shown.json() : shown.text());
  return passed ? ExitCode::done : ExitCode::refused;
}

}  // namespace

Outcome audit(const Audit& command, Terminal& terminal) {
  const auto copy = TRY(open_copy(command.source));
  const bool is_whole = TRY(is_as_written(command, copy, terminal));
  if (!is_whole) return ExitCode::refused;
  const auto note = TRY(copy.source->checkpoint());
  const auto origin = TRY(ledger::parse_origin(note.substr(0, note.find('\n'))));
  const auto find_policy = [&]() -> Result<FoundPolicy> {
    return FoundPolicy{TRY(copy.policy()), copy.site == home_of(origin)};
  };
  const auto trusted = TRY(trust(origin, command.policy, terminal, find_policy));
  const auto judged = ledger::judge_checkpoint(note, trusted.policy);
  if (!judged && trusted.from == Trust::From::pinned) {
    terminal.err << fmt::format(
        "ruban: The checkpoint of {} isn't signed by the key that was pinned on {}. If its operator has "
        "announced a new "
        "key, and you have heard so in another way, remove {}.\n",
        origin, trusted.day, trusted.file.string());
    return ExitCode::refused;
  }
  AuditSession session(command, copy, trusted, origin, terminal);
  if (!session.witnessed_enough(TRY(judged)) && !command.allow_unwitnessed) {
    terminal.err << fmt::format(
        "ruban: The checkpoint lacks the witnesses that the policy asks for ({} of {} have cosigned). "
        "Nothing was "
        "audited; --allow-unwitnessed audits it all the same.\n",
        judged->have, judged->of);
    return ExitCode::refused;
  }
  if (command.at && *command.at > judged->opened.checkpoint.size)
    return fail(Kind::invalid, "The record has fewer entries than that.", "--at");
  TRY(session.begin());
  if (command.watch) return AuditWatch(command, copy, session, terminal).run();
  const auto report = TRY(session.run());
  return run_once(command, session, report, terminal);
}

}  // namespace ruban::cli
