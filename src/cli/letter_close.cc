// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/given_words.h"
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
  service::ForTheRecord words;
  words.kind = letter::DocumentKind::end;
  std::vector<letter::Fault> faults;
  TRY(read_words({command.reason, {}}, letter->letter.languages.front(), words, faults));
  std::optional<service::WordsInLanguage> reason;
  if (!words.words.empty()) reason = words.words.front();
  TRY(service::end_letter(registry.instance(), registry.keys(), *letter, *state, reason));

  auto& store = registry.instance().store.letters();
  TRY(change.finish([&] { return store.letter(letter->id())->end == state; }));
  terminal.out << fmt::format("{} v{} is {}. It takes no more signatures, and its keys are destroyed.\n",
                              letter->row.slug, letter->row.version, command.state);
  return ExitCode::done;
}

}  // namespace ruban::cli
