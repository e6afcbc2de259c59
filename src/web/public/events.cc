// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/public/events.h"

#include <map>
#include <type_traits>

#include "ledger/entry.h"
#include "ledger/merkle.h"

namespace ruban::web {
namespace {

void tell(LetterEvent& out, const ledger::LetterEntry& e) { out.number = e.version; }
void tell(LetterEvent&, const ledger::SignEntry&) {}
void tell(LetterEvent& out, const ledger::WithdrawEntry& e) { out.number = e.index; }
void tell(LetterEvent& out, const ledger::TakedownEntry& e) {
  out.number = e.index;
  out.word = ledger::word(e.reason);
}
void tell(LetterEvent& out, const ledger::EraseEntry& e) { out.number = e.index; }
void tell(LetterEvent& out, const ledger::IssuedEntry& e) {
  out.number = e.total;
  out.word = e.issuer;
}
void tell(LetterEvent& out, const ledger::TallyEntry& e) {
  out.number = e.size;
  for (const auto& c : e.counts) out.counts.push_back({c.label, c.named, c.anon, c.withdrawn, c.taken_down});
}
void tell(LetterEvent& out, const ledger::ResponseEntry& e) {
  out.number = e.number;
  out.word = ledger::word(e.by);
}
void tell(LetterEvent& out, const ledger::DemandEntry& e) {
  out.number = e.number;
  out.word = ledger::word(e.state);
}
void tell(LetterEvent& out, const ledger::NumberedDocumentEntry& e) { out.number = e.number; }
void tell(LetterEvent& out, const ledger::KeptEntry& e) { out.number = e.index; }
void tell(LetterEvent& out, const ledger::QuoteEntry& e) { out.number = e.index; }
void tell(LetterEvent& out, const ledger::EndEntry& e) { out.word = ledger::word(e.state); }
void tell(LetterEvent&, const ledger::ClientEntry&) {}

}  // namespace

const std::vector<std::string>& told_events() {
  static const std::vector<std::string> kTold{"letter", "withdraw", "takedown", "response",
                                              "demand", "update",   "evidence", "delivery",
                                              "kept",   "quote",    "end"};
  return kTold;
}

std::vector<LetterEvent> read_events(const Site& site, const std::vector<store::Event>& events) {
  std::vector<LetterEvent> out;
  for (const auto& event : events) {
    const auto texts = site.instance.store.record().entries(event.index, 1);
    if (texts.empty()) continue;
    auto entry = ledger::parse_entry(texts.front());
    if (!entry) continue;
    LetterEvent row;
    row.index = event.index;
    row.leaf = ledger::leaf_hash(as_bytes(texts.front()));
    row.time = event.time;
    row.type = event.type;
    std::visit([&](const auto& e) { tell(row, e); }, *entry);
    out.push_back(std::move(row));
  }
  return out;
}

void mark_said_again(std::vector<LetterEvent>& events, const std::vector<service::Statement>& said) {
  std::map<EntryIndex, bool> again;  // entry → it translates
  for (const auto& statement : said) {
    for (const auto& [language, wordings] : statement.wordings) {
      for (const auto& one : wordings) {
        if (one.index && one.index != statement.index())
          again[*one.index] = language != statement.original && &one == &wordings.front();
      }
    }
  }
  for (auto& event : events) {
    const auto found = again.find(event.index);
    if (found == again.end()) continue;
    (found->second ? event.translates : event.corrects) = true;
  }
}

void drop_translations(std::vector<LetterEvent>& events) {
  std::erase_if(events, [](const LetterEvent& event) { return event.translates; });
}

}  // namespace ruban::web
