// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/audit.h"

#include <algorithm>

#include "audit/compare.h"
#include "audit/replay.h"

namespace ruban::audit {

std::uint64_t Report::alarms() const {
  return static_cast<std::uint64_t>(std::count_if(
      findings.begin(), findings.end(), [](const auto& f) { return weight_of(f.reason) == Weight::alarm; }));
}

bool Report::passed() const {
  return alarms() == 0 && std::none_of(problems.begin(), problems.end(),
                                       [](const auto& p) { return p.weight == Problem::Weight::wrong; });
}

Result<Report> audit(Source& source, const ledger::Policy& policy, const Options& options) {
  Report report;
  const auto claims = options.compare_counts ? fetch_claims(source, report.problems) : Claims();
  const auto note = TRY(source.checkpoint());
  report.checkpoint = TRY(ledger::judge_checkpoint(note, policy));
  const auto replayed = TRY(replay(source, report.checkpoint.opened.checkpoint, options));

  report.entry_bytes = replayed.entry_bytes;
  report.signatures_verified = replayed.signatures;
  report.findings = replayed.recount.findings();
  const auto shortfalls = replayed.recount.shortfalls();
  report.findings.insert(report.findings.end(), shortfalls.begin(), shortfalls.end());

  report.letters = compare_counts(source, claims, replayed.recount, report.problems);
  if (options.check_texts) {
    for (std::size_t place = 0; place < report.letters.size(); ++place) {
      compare_folder(source, report.letters[place], report.problems);
      compare_texts(source, replayed, place, report.letters[place], report.problems);
    }
  }
  return report;
}

}  // namespace ruban::audit
