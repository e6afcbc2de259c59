// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/audit_watch.h"

#include <fmt/format.h>

namespace ruban::cli {
namespace {

constexpr int kMostFaults = 3;
constexpr std::chrono::seconds kSoon{3};

}  // namespace

ExitCode AuditWatch::run() {
  while (true) {
    auto report = session_.run();
    if (!report) {
      const bool away = report.error().kind == Kind::busy || report.error().kind == Kind::not_found;
      if (!away && ++faults_ == kMostFaults) return alarm(report.error());
      if (away && !waiting_) say(report.error().message);
      waiting_ = waiting_ || away;
      terminal_.pause(away ? std::chrono::seconds(command_.every) : kSoon);
      continue;
    }
    faults_ = 0;
    if (!report->passed()) return alarm(*report);
    if (!session_.passed(*report)) {
      if (!waiting_) say("The checkpoint lacks the witnesses that the policy asks for.");
      waiting_ = true;
    } else {
      tell(*report);
      waiting_ = false;
    }
    terminal_.pause(std::chrono::seconds(command_.every));
  }
}

ExitCode AuditWatch::alarm(const audit::Report& report) {
  EvidenceFiles files;
  if (const auto& both = report.contradiction) {
    files = {{"before.checkpoint", both->before.note}, {"now.checkpoint", both->now.note}};
  } else {
    if (last_) files.emplace_back("before.checkpoint", last_->note);
    files.emplace_back("now.checkpoint", report.served.note);
    files.emplace_back("report.json", session_.shown(report).json());
  }
  session_.leave_evidence(files);
  const auto shown = session_.shown(report);
  terminal_.out << (command_.json ? shown.json() : shown.text()) << std::flush;
  terminal_.err << fmt::format("ruban: ALARM {}: {}\n", format_rfc3339(terminal_.clock()),
                               report.contradiction ? sentence_of(*report.contradiction)
                                                    : "the record doesn't bear out what its server says.");
  return ExitCode::refused;
}

// No report could be made.
ExitCode AuditWatch::alarm(const Error& error) {
  EvidenceFiles files;
  if (last_) files.emplace_back("before.checkpoint", last_->note);
  if (auto note = copy_.source->checkpoint()) files.emplace_back("now.checkpoint", *std::move(note));
  session_.leave_evidence(files);
  terminal_.err << fmt::format("ruban: ALARM {}: {}{}{}\n", format_rfc3339(terminal_.clock()), error.field,
                               error.field.empty() ? "" : ": ", error.message);
  for (const auto& file : session_.evidence()) terminal_.err << "ruban: Evidence: " << file.string() << '\n';
  return ExitCode::refused;
}

// The first report whole, then a line for each checkpoint that is new.
void AuditWatch::tell(const audit::Report& report) {
  const bool first = !last_;
  if (last_ && last_->checkpoint == report.served.checkpoint && !waiting_) return;
  last_ = report.served;
  session_.keep_checkpoint(report);
  const auto shown = session_.shown(report);
  if (command_.json) {
    terminal_.out << shown.json();
  } else if (first) {
    terminal_.out << shown.text();
  } else {
    terminal_.out << fmt::format("{} {} entries, {} signatures verified: sound\n",
                                 format_rfc3339(terminal_.clock()), report.served.checkpoint.size,
                                 report.signatures_verified);
  }
  terminal_.out << std::flush;
}

void AuditWatch::say(std::string_view what) {
  terminal_.err << fmt::format("ruban: {} {} Waiting.\n", format_rfc3339(terminal_.clock()), what)
                << std::flush;
}

}  // namespace ruban::cli
