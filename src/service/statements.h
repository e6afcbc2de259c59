// SPDX-License-Identifier: AGPL-3.0-or-later
// Statements: what was said of a letter and done about it, each with its languages and its corrections.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "ledger/entry.h"
#include "letter/public_document.h"
#include "letter/state.h"
#include "service/instance.h"
#include "service/letters.h"

namespace ruban::service {

// One wording of a statement in one language.
struct Wording {
  Hash sha256;
  std::optional<EntryIndex> index;  // nothing while it waits
  std::optional<Instant> time;
  std::optional<letter::PublicDocument> document;  // nothing if it was taken down
};

struct Statement {
  letter::DocumentKind kind = letter::DocumentKind::update;
  std::uint64_t number = 1;
  std::optional<letter::DemandState> state;  // of a demand: what it moved to
  std::optional<ledger::ResponseBy> by;      // of a response
  std::optional<std::string> domain;         // of a response by the recipient: the domain that was proved
  letter::Language original = letter::Language::en;
  std::map<letter::Language, std::vector<Wording>> wordings;  // oldest first, never empty

  // The entry that said it first; nothing while it waits.
  std::optional<EntryIndex> index() const { return wordings.at(original).front().index; }
  std::optional<Instant> time() const { return wordings.at(original).front().time; }
  bool has(const Hash& document) const;
  // The newest in this language, else in its own.
  const Wording& in(letter::Language language) const;
};

// `rows` are of one letter, oldest first. Rows whose entry can't be read are left out.
std::vector<Statement> statements(const std::vector<store::DocumentRow>& rows);

// Those on record below `size`, oldest first.
std::vector<Statement> statements(Instance instance, const LetterId& letter, TreeSize size);

// The state of demands 1 to `demands` after these statements; open where nothing was said.
std::vector<letter::DemandState> demand_states(const std::vector<Statement>& said, std::size_t demands);

// A size that no record reaches, for what isn't about the published one.
inline constexpr TreeSize kEverything = ledger::kMaxInteger;

// How many documents one letter can have.
inline constexpr std::size_t kMostDocuments = 500;

}  // namespace ruban::service
