// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/audit.h"

#include <algorithm>

#include "audit/compare.h"
#include "audit/consistency.h"

namespace ruban::audit {

std::uint64_t Report::alarms() const {
  return static_cast<std::uint64_t>(std::count_if(
      findings.begin(), findings.end(), [](const auto& f) { return weight_of(f.reason) == Weight::alarm; }));
}

bool Report::passed() const {
  return !contradiction && alarms() == 0 && std::none_of(problems.begin(), problems.end(), [](const auto& p) {
    return p.weight == Problem::Weight::wrong;
  });
}

// Recounts, and writes down what was confirmed.
class Auditor::Counting final : public EntrySink {
 public:
  void take(EntryIndex index, std::string_view text, const CheckedEntry& checked) override {
    replayed.entry_bytes += 2 + text.size();
    const bool counts = replayed.take(checked);
    if (!append) return;
    const auto signature = counts ? replayed.recount.signature(index) : std::nullopt;
    writer->take(text, checked, signature ? &*signature : nullptr);
  }

  void confirmed(TreeSize size, const Hash& root) override {
    if (append && size != written_) append(writer->entries(size, root, replayed.entry_bytes));
    written_ = size;
  }

  void write(const SignedCheckpoint& served, bool audited) {
    const std::pair what(served.checkpoint.size, audited);
    if (append && last_ != what) append(writer->checkpoint({served.note, audited}));
    last_ = what;
  }

  void go_on_from(Replayed&& before) {
    replayed = std::move(before);
    written_ = replayed.recount.size();
  }

  Replayed replayed;
  std::optional<JournalWriter> writer;
  std::function<void(ByteView)> append;  // none: nothing is written down

 private:
  TreeSize written_ = 0;
  std::optional<std::pair<TreeSize, bool>> last_;
};

Auditor::Auditor(Source& source, const ledger::Policy& policy, Options options)
    : source_(source),
      policy_(policy),
      options_(std::move(options)),
      counting_(std::make_unique<Counting>()) {}

Auditor::~Auditor() = default;

Result<ledger::Checkpoint> Auditor::remember(const std::string& note) {
  auto checkpoint = TRY(ledger::judge_checkpoint(note, policy_)).opened.checkpoint;
  known_.push_back({note, checkpoint});
  return checkpoint;
}

Result<void> Auditor::go_on_from(Journal journal) {
  for (const auto& kept : journal.checkpoints) {
    const auto checkpoint = remember(kept.note);
    if (!checkpoint || checkpoint->origin != journal.origin) {
      return fail(Kind::conflict, "This state is of an audit of another record, or of one with another key.");
    }
    if (kept.audited) texts_from_ = checkpoint->size;
  }
  counting_->go_on_from(std::move(journal.replayed));
  keys_ = std::move(journal.keys);
  begun_at_ = counting_->replayed.recount.size();
  root_at_begin_ = journal.root;
  return {};
}

void Auditor::look_only_after(const ledger::Checkpoint& checkpoint) {
  only_new_.emplace();
  only_new_->from = only_new_->to = begun_at_ = checkpoint.size;
  root_at_begin_ = checkpoint.root;
}

void Auditor::write_down(JournalWriter writer, std::function<void(ByteView)> append) {
  counting_->writer = std::move(writer);
  counting_->append = std::move(append);
}

Result<std::optional<Contradiction>> Auditor::find_contradiction(const SignedCheckpoint& now) {
  for (const auto& before : known_) {
    const bool back = now.checkpoint.size < before.checkpoint.size;
    const auto found = back ? relation(now.checkpoint, before.checkpoint, source_)
                            : relation(before.checkpoint, now.checkpoint, source_);
    if (found && *found == Relation::forked) {
      return std::optional(Contradiction{Contradiction::What::forked, before, now});
    }
    // A server that went back has no tiles of its former size.
    if (back) return std::optional(Contradiction{Contradiction::What::went_back, before, now});
    if (!found) return tl::unexpected(found.error());
  }
  return std::nullopt;
}

Result<void> Auditor::advance(const ledger::Checkpoint& checkpoint) {
  if (!refetch_) {
    auto& sink = only_new_ ? static_cast<EntrySink&>(*only_new_) : *counting_;
    auto refetch = std::make_unique<Refetch>(source_, keys_, sink, options_.threads);
    if (begun_at_ > checkpoint.size) {
      return fail(Kind::conflict, "The record has fewer entries than were checked earlier.");
    }
    if (begun_at_ > 0) TRY(refetch->skip_to(begun_at_, root_at_begin_, checkpoint));
    refetch_ = std::move(refetch);
  }
  return refetch_->advance_to(checkpoint, [&](TreeSize done) {
    if (options_.progress) options_.progress({done, checkpoint.size});
  });
}

Result<Report> Auditor::run() {
  Report report;
  const bool counts = !only_new_;
  const auto claims = options_.compare_counts && counts ? fetch_claims(source_, report.problems) : Claims();
  report.begun_at = begun_at_;
  TRY(catch_up(report));
  if (report.contradiction) return report;
  if (only_new_) {
    report.only_new = only_new_;
    report.findings = only_new_->findings;
    return report;
  }
  if (options_.check_client) TRY(look_at_client(report));
  if (report.contradiction) return report;
  compare(claims, report);
  counting_->write(report.served, true);
  begun_at_ = texts_from_ = report.served.checkpoint.size;
  return report;
}

Result<void> Auditor::catch_up(Report& report) {
  report.served.note = TRY(source_.checkpoint());
  report.checkpoint = TRY(ledger::judge_checkpoint(report.served.note, policy_));
  report.served.checkpoint = report.checkpoint.opened.checkpoint;
  report.contradiction = TRY(find_contradiction(report.served));
  if (report.contradiction) return {};
  known_ = {report.served};
  counting_->write(report.served, false);
  return advance(report.served.checkpoint);
}

Result<void> Auditor::look_at_client(Report& report) {
  for (int looks = 1;; ++looks) {
    std::vector<Problem> problems;
    report.client = compare_client(source_, counting_->replayed, options_.is_copy, problems);
    const bool again = report.client.state == ClientReport::State::differs && options_.look_again &&
                       options_.look_again(looks);
    if (!again) {
      report.problems.insert(report.problems.end(), problems.begin(), problems.end());
      return {};
    }
    TRY(catch_up(report));
    if (report.contradiction) return {};
  }
}

void Auditor::compare(const Claims& claims, Report& report) {
  const auto& replayed = counting_->replayed;
  report.entry_bytes = replayed.entry_bytes;
  report.signatures_verified = replayed.signatures;
  report.texts_from = texts_from_;
  report.findings = replayed.recount.findings();
  const auto shortfalls = replayed.recount.shortfalls();
  report.findings.insert(report.findings.end(), shortfalls.begin(), shortfalls.end());

  report.letters = compare_counts(source_, claims, replayed.recount, options_.at, report.problems);
  if (!options_.check_texts) return;
  for (std::size_t place = 0; place < report.letters.size(); ++place) {
    compare_folder(source_, report.letters[place], report.problems);
    compare_texts(source_, replayed, place, texts_from_, report.letters[place], report.problems);
  }
}

Result<Report> audit(Source& source, const ledger::Policy& policy, const Options& options) {
  return Auditor(source, policy, options).run();
}

}  // namespace ruban::audit
