// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/statements.h"

#include <algorithm>

namespace ruban::service {
namespace {

using letter::DocumentKind;

letter::DemandState state_of(ledger::DemandState state) {
  return letter::parse_demand_state(ledger::word(state)).value();
}

// What the entry alone tells.
struct Told {
  Statement& out;
  void operator()(const ledger::ResponseEntry& e) {
    out.kind = DocumentKind::response;
    out.number = e.number;
    out.by = e.by;
    out.domain = e.domain;
  }
  void operator()(const ledger::DemandEntry& e) {
    out.kind = DocumentKind::demand;
    out.number = e.number;
    out.state = state_of(e.state);
  }
  void operator()(const ledger::NumberedDocumentEntry& e) {
    out.kind = letter::parse_document_kind(ledger::word(e.kind)).value();
    out.number = e.number;
  }
  void operator()(const ledger::EndEntry&) { out.kind = DocumentKind::end; }
  template <class Other>
  void operator()(const Other&) {}
};

std::optional<Statement> told_by(const store::DocumentRow& row) {
  // Any time does: it isn't read.
  const auto entry = ledger::with_time(row.lines, Instant());
  if (!entry) return std::nullopt;
  Statement out;
  std::visit(Told{out}, *entry);
  return out;
}

Wording wording_of(const store::DocumentRow& row) {
  Wording out{row.sha256, row.index, row.time, {}};
  std::vector<letter::Fault> faults;
  if (!row.taken_down) out.document = letter::parse_public_document(row.text, "document", faults);
  return out;
}

}  // namespace

bool Statement::has(const Hash& document) const {
  return std::ranges::any_of(wordings, [&](const auto& in_language) {
    return std::ranges::find(in_language.second, document, &Wording::sha256) != in_language.second.end();
  });
}

const Wording& Statement::in(letter::Language language) const {
  const auto found = wordings.find(language);
  return found == wordings.end() ? wordings.at(original).back() : found->second.back();
}

std::vector<Statement> statements(const std::vector<store::DocumentRow>& rows) {
  std::vector<Statement> out;
  for (const auto& row : rows) {
    auto told = told_by(row);
    const auto language = letter::parse_language(row.lang);
    if (!told || !language) continue;
    const auto same =
        row.refers ? std::ranges::find_if(out, [&](const auto& s) { return s.has(*row.refers); }) : out.end();
    if (same != out.end()) {
      same->wordings[*language].push_back(wording_of(row));
      continue;
    }
    told->original = *language;
    told->wordings[*language].push_back(wording_of(row));
    out.push_back(*std::move(told));
  }
  return out;
}

std::vector<Statement> statements(Instance instance, const LetterId& letter, TreeSize size) {
  // So many of each kind.
  constexpr auto kMost = kMostDocuments * letter::kDocumentKinds.size();
  return statements(instance.store.documents().documents(letter, kMost, size));
}

std::vector<letter::DemandState> demand_states(const std::vector<Statement>& said, std::size_t demands) {
  std::vector<letter::DemandState> out(demands, letter::DemandState::open);
  for (const auto& one : said) {
    if (one.state && one.number >= 1 && one.number <= demands) out[one.number - 1] = *one.state;
  }
  return out;
}

}  // namespace ruban::service
