// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/record_change.h"
#include "core/check.h"
#include "ledger/entry_words.h"

namespace ruban::cli {

Outcome letter_close(const LetterClose& command, OpenInstance& instance, Terminal& terminal) {
  const auto state = ledger::find_word<ledger::LetterEnd>(ledger::kLetterEnds, command.state);
  CHECK(state);  // the command line takes no other words
  auto change = TRY(RecordChange::begin(instance));
  auto& registry = instance.registry();
  registry.letters().refresh();
  const auto letter = TRY(registry.letters().find(command.slug, command.version));
  TRY(service::end_letter(registry.instance(), registry.keys(), *letter, *state));

  auto& store = registry.instance().store.letters();
  TRY(change.finish([&] { return store.letter(letter->id())->end == state; }));
  terminal.out << fmt::format("{} v{} is {}. It takes no more signatures, and its keys are destroyed.\n",
                              letter->row.slug, letter->row.version, command.state);
  return ExitCode::done;
}

}  // namespace ruban::cli
