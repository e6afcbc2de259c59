// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/record_change.h"
#include "core/check.h"
#include "ledger/entry_words.h"

namespace ruban::cli {
namespace {

// Entries are numbered over the whole record, so the number says which version of the letter it belongs to.
Result<service::LetterPointer> letter_of(service::Registry& registry, const std::string& slug,
                                         EntryIndex index) {
  TRY(registry.letters().find(slug));
  for (const auto& letter : registry.letters().all()) {
    if (letter->row.slug != slug) continue;
    if (registry.instance().store.signatures().signature(letter->id(), index)) return letter;
  }
  return fail(Kind::not_found,
              "This letter has no signature of that number. Its page and its API show the numbers.");
}

}  // namespace

Outcome letter_takedown(const LetterTakedown& command, OpenInstance& instance, Terminal& terminal) {
  const auto reason = ledger::find_word<ledger::TakedownReason>(ledger::kTakedownReasons, command.reason);
  CHECK(reason);  // the command line takes no other words
  auto change = TRY(RecordChange::begin(instance));
  auto& registry = instance.registry();
  registry.letters().refresh();
  const auto letter = TRY(letter_of(registry, command.slug, command.index));
  TRY(service::take_down(registry.instance(), *letter, command.index, *reason));

  auto& signatures = registry.instance().store.signatures();
  TRY(change.finish([&] {
    return signatures.signature(letter->id(), command.index)->state != store::SignatureState::valid;
  }));
  terminal.out << fmt::format(
      "Signature {} of {} v{} is taken down (reason: {}) and its text deleted. The record shows it to "
      "everybody.\n",
      command.index, letter->row.slug, letter->row.version, command.reason);
  return ExitCode::done;
}

}  // namespace ruban::cli
