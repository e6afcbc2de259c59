// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/audit_session.h"

#include <fmt/format.h>

#include <fstream>
#include <thread>

#include "cli/pins.h"
#include "cli/read_file.h"

namespace ruban::cli {
namespace {

constexpr int kTries = 3;
constexpr std::chrono::seconds kPause{3};  // longer than a checkpoint may be cached

// The audit that wrote it had come to its end.
bool is_finished(const audit::Journal& journal) {
  return !journal.checkpoints.empty() && journal.checkpoints.back().audited;
}

// As long as a checkpoint may wait for witnesses.
constexpr int kLooks = 21;

audit::Options options_for(const Audit& command, const AuditCopy& copy, const std::string& origin,
                           ProgressBar& bar, Terminal& terminal) {
  audit::Options out;
  out.threads = command.threads > 0 ? command.threads : std::max(1U, std::thread::hardware_concurrency());
  out.progress = [&](const audit::Progress& progress) { bar.show(progress.done, progress.of); };
  out.at = command.at;
  out.is_copy = copy.site != home_of(origin);
  if (copy.site.empty()) return out;
  out.look_again = [&](int looks) {
    bar.clear();
    if (looks == kLooks) return false;
    if (looks == 1) {
      terminal.err
          << "ruban: The pages' scripts aren't those of the record. After a start of the server their "
             "release may not be published yet, so they are looked at again for a minute.\n"
          << std::flush;
    }
    terminal.pause(kPause);
    return true;
  };
  return out;
}

}  // namespace

AuditSession::AuditSession(const Audit& command, const AuditCopy& copy, const Trust& trust,
                           std::string origin, Terminal& terminal)
    : command_(command),
      copy_(copy),
      trust_(trust),
      origin_(std::move(origin)),
      terminal_(terminal),
      bar_(terminal, "Recounting"),
      auditor_(*copy.source, trust.policy, options_for(command, copy, origin_, bar_, terminal)) {}

// Copies in folders may be older than each other, so they have no usual place.
std::filesystem::path AuditSession::usual_state() const {
  if (copy_.site.empty() || terminal_.state_folder.empty()) return {};
  return terminal_.state_folder / file_name_of(origin_, ".audit");
}

Result<std::optional<audit::Journal>> AuditSession::open_state() {
  const auto path = command_.state.value_or(usual_state());
  if (path.empty()) return std::nullopt;
  auto file = StateFile::open(path);
  if (!file && !command_.state) {
    terminal_.err << "ruban: Another audit of this record is going on, so this one keeps no state.\n";
    return std::nullopt;
  }
  state_ = TRY(std::move(file));
  auto journal = TRY(state_->read());
  if (journal && journal->whole == 0) journal.reset();
  if (journal && journal->origin != origin_) {
    return fail(Kind::conflict, "This state is of an audit of another record.", path.string());
  }
  return journal;
}

Result<void> AuditSession::begin() {
  auto journal = TRY(open_state());
  if (command_.since) return begin_since(std::move(journal));
  if (!state_) return {};
  const bool goes_on = journal && (command_.watch || !is_finished(*journal));
  if (goes_on) return go_on_from(*std::move(journal));
  if (journal && !journal->checkpoints.empty()) {
    auto remembered = auditor_.remember(journal->checkpoints.back().note);
    if (!remembered) {
      return fail(Kind::conflict, "This state is of an audit of a record with another key.",
                  state_->path().string());
    }
  }
  begin_anew(journal);
  return {};
}

Result<void> AuditSession::begin_since(std::optional<audit::Journal> journal) {
  auto note = read_file(*command_.since, ledger::kMaxNoteBytes);
  if (!note) {
    note.error().field = command_.since->string();
    return tl::unexpected(note.error());
  }
  const auto since = auditor_.remember(*note);
  if (!since) {
    return fail(Kind::invalid, "This isn't a checkpoint that the record's key has signed.",
                command_.since->string());
  }
  const bool fits = journal && is_finished(*journal) && journal->root == since->root &&
                    journal->replayed.recount.size() == since->size;
  if (fits) return go_on_from(*std::move(journal));
  state_.reset();
  auditor_.look_only_after(*since);
  return {};
}

Result<void> AuditSession::go_on_from(audit::Journal journal) {
  audit::JournalWriter writer(journal.chain);
  const auto whole = journal.whole;
  if (auto taken = auditor_.go_on_from(std::move(journal)); !taken) {
    taken.error().field = state_->path().string();
    return taken;
  }
  state_->begin(whole);
  write_down(std::move(writer));
  return {};
}

// Of the one before it keeps the last checkpoint, which the record must not contradict.
void AuditSession::begin_anew(const std::optional<audit::Journal>& before) {
  audit::JournalWriter writer{std::string_view(origin_)};
  state_->begin(0, writer.head());
  if (before && !before->checkpoints.empty()) {
    state_->append(writer.checkpoint({before->checkpoints.back().note, false}));
  }
  write_down(std::move(writer));
}

void AuditSession::write_down(audit::JournalWriter writer) {
  auditor_.write_down(std::move(writer), [this](ByteView part) { state_->append(part); });
}

Result<audit::Report> AuditSession::run() {
  for (int tried = 1;; ++tried) {
    auto report = auditor_.run();
    bar_.clear();
    const bool back = report && report->contradiction &&
                      report->contradiction->what == audit::Contradiction::What::went_back;
    if (!back || tried == kTries || copy_.site.empty()) {
      if (!report && report.error().kind == Kind::conflict && state_ && report.error().field.empty())
        report.error().field = state_->path().string();
      return report;
    }
    terminal_.pause(kPause);
  }
}

bool AuditSession::witnessed_enough(const ledger::Judgement& judged) const {
  return trust_.policy.quorum() == "none" || judged.assurance == ledger::Assurance::witnessed;
}

bool AuditSession::passed(const audit::Report& report) const {
  return report.passed() && (command_.allow_unwitnessed || witnessed_enough(report.checkpoint));
}

AuditReport AuditSession::shown(const audit::Report& report) const {
  return {report,         trust_,          command_.source,
          passed(report), command_.at,     state_ ? state_->path() : std::filesystem::path(),
          evidence_,      checkpoint_file_};
}

void AuditSession::leave_evidence(const EvidenceFiles& files) {
  const auto beside = command_.state ? command_.state->parent_path() : terminal_.state_folder;
  evidence_ = write_evidence(beside, origin_, terminal_.clock(), files);
}

void AuditSession::keep_checkpoint(const audit::Report& report) {
  if (!state_) return;
  const std::filesystem::path path = state_->path().string() + ".checkpoint";
  std::ofstream out(path.string() + ".new", std::ios::binary);
  out << report.served.note;
  out.close();
  if (!out)
    throw std::filesystem::filesystem_error("checkpoint", path,
                                            std::error_code(errno, std::generic_category()));
  std::filesystem::rename(path.string() + ".new", path);
  checkpoint_file_ = path;
}

}  // namespace ruban::cli
