// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/missing_entry.h"

namespace ruban::audit {
namespace {

constexpr std::string_view kLetter = "ruban/v1 letter\n", kEnd = "ruban/v1 end\n", kSign = "ruban/v1 sign\n";

}  // namespace

Result<MissingEntry> MissingEntry::parse(std::string text) {
  auto entry = TRY(ledger::parse_entry(text));
  auto* sign = std::get_if<ledger::SignEntry>(&entry);
  if (sign == nullptr) return fail(Kind::invalid, "This is an entry, and not one of a signature.");
  return MissingEntry(std::move(text), std::move(*sign));
}

MissingEntry::MissingEntry(std::string text, ledger::SignEntry entry)
    : text_(std::move(text)),
      lines_(text_.substr(0, text_.rfind("\nepoch ") + 1)),
      key_line_("\nkey " + to_base64(entry.key.view()) + "\n"),
      entry_(std::move(entry)) {}

bool MissingEntry::bears_on_it(std::string_view entry) const {
  return entry.starts_with(kLetter) || entry.starts_with(kEnd) ||
         (entry.starts_with(kSign) && entry.find(key_line_) != std::string_view::npos);
}

std::optional<Reason> MissingEntry::fault_after(Recount recount) const { return recount.add(text_).fault; }

void MissingEntry::look(std::string_view entry) {
  const auto at = size_++;
  last_ = entry;
  if (!bears_on_it(entry)) return;
  const auto* letter = recount_.find(entry_.letter);
  const bool may_end = letter != nullptr && !letter->end && !index_ && !entry.starts_with(kSign);
  std::optional<Recount> before;
  if (may_end) before = recount_;
  const auto verdict = recount_.add(entry);
  if (!index_ && entry.starts_with(lines_)) {
    index_ = at;
    fault_ = verdict.fault;
  }
  if (may_end && recount_.find(entry_.letter)->end) {
    fault_ = fault_after(*std::move(before));
    if (const auto ends = ledger::parse_entry(entry)) ended_ = ledger::time_of(*ends);
  }
}

MissingEntry::Answer MissingEntry::answer() const {
  Answer out;
  out.index = index_;
  const auto* letter = recount_.find(entry_.letter);
  if (letter != nullptr) out.letter = letter->entry;
  out.fault = index_ || ended_ ? fault_ : fault_after(recount_);
  out.ended = ended_;
  if (const auto last = ledger::parse_entry(last_)) out.last = ledger::time_of(*last);
  return out;
}

}  // namespace ruban::audit
