// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/public/signers.h"

#include <map>
#include <string>

namespace ruban::web {
namespace {

// How many rows are looked at for a page: rings have few marks, and a page prints few names.
constexpr std::size_t kMostRowsRead = 6 * kMostRingMarks;

}  // namespace

void add_signatures(const Site& site, const service::PublishedLetter& letter, TreeSize size,
                    std::vector<ClassOnPage>& classes) {
  std::map<std::string, ClassOnPage*> by_issuer;
  for (const auto& issuer : letter.letter.issuers) {
    for (auto& c : classes) {
      if (c.name == issuer.class_name) by_issuer[issuer.label] = &c;
    }
  }
  std::optional<EntryIndex> after;
  for (std::size_t read = 0; read < kMostRowsRead;) {
    const auto rows = site.instance.store.signatures().list(letter.id(), after, 1000, size);
    if (rows.empty()) break;
    read += rows.size();
    after = rows.back().index;
    bool wants_more = false;
    for (const auto& row : rows) {
      auto* c = by_issuer.at(row.issuer);
      if (row.state != store::SignatureState::valid) continue;
      const bool rings = c->named + c->anon <= kMostRingMarks;
      if (rings) c->marks.push_back({row.leaf, row.mode != ledger::Mode::named});
      if (row.payload) {
        if (c->signatories.size() < kSignatoriesOnLetter)
          c->signatories.push_back(line_of(row.payload));
        else
          c->more = true;
      }
      wants_more |= rings || !c->more;
    }
    if (!wants_more) break;
  }
  for (auto& c : classes) {
    c.more = c.more || c.named > c.signatories.size();
    if (c.named + c.anon != c.marks.size()) c.marks.clear();
  }
}

}  // namespace ruban::web
