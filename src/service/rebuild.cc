// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/rebuild.h"

#include <algorithm>

#include "audit/recount.h"
#include "ledger/tree.h"
#include "store/effect.h"

namespace ruban::service {
namespace {

constexpr std::size_t kAtOnce = 1024;

// What valid entries change, in the words of the store.
class Effects {
 public:
  void add(EntryIndex index, const ledger::Entry& entry, std::string_view text) {
    const auto leaf = ledger::leaf_hash(as_bytes(text));
    std::visit([&](const auto& e) { change(index, e, leaf); }, entry);
    const auto letter = ledger::letter_of(entry, LetterId{leaf.bytes});
    if (letter && !std::holds_alternative<ledger::SignEntry>(entry)) {
      all_.push_back(store::EventRecorded{index, *letter, std::string(ledger::type_name(entry)),
                                          ledger::time_of(entry)});
    }
  }
  const std::vector<store::Effect>& all() const { return all_; }

 private:
  void change(EntryIndex index, const ledger::LetterEntry& e, const Hash& leaf) {
    all_.push_back(store::LetterOpened{index, LetterId{leaf.bytes}, e.slug,
                                       static_cast<std::uint32_t>(e.version), e.follows, e.time});
  }
  void change(EntryIndex index, const ledger::SignEntry& e, const Hash& leaf) {
    all_.push_back(store::SignatureCounted{index, e.letter, e.issuer, e.mode, e.via, e.key, e.epoch, leaf});
  }
  void change(EntryIndex index, const ledger::WithdrawEntry& e, const Hash&) {
    all_.push_back(store::SignatureWithdrawn{index, e.letter, e.index});
  }
  void change(EntryIndex index, const ledger::TakedownEntry& e, const Hash&) {
    all_.push_back(store::SignatureTakenDown{index, e.letter, e.index});
  }
  void change(EntryIndex index, const ledger::EraseEntry& e, const Hash&) {
    all_.push_back(store::SignatureErased{index, e.letter, e.index});
  }
  void change(EntryIndex index, const ledger::ResponseEntry& e, const Hash&) { publish(index, e); }
  void change(EntryIndex index, const ledger::DemandEntry& e, const Hash&) { publish(index, e); }
  void change(EntryIndex index, const ledger::NumberedDocumentEntry& e, const Hash&) { publish(index, e); }
  void change(EntryIndex index, const ledger::EndEntry& e, const Hash&) {
    if (e.doc_sha256) all_.push_back(store::DocumentPublished{index, e.letter, *e.doc_sha256});
    all_.push_back(store::LetterEnded{index, e.letter, e.state, e.time});
  }
  void change(EntryIndex index, const ledger::ClientEntry& e, const Hash&) {
    all_.push_back(store::ClientReleased{index, e.manifest_sha256});
  }
  void change(EntryIndex index, const ledger::QuoteEntry& e, const Hash&) {
    all_.push_back(store::QuotePublished{index, e.letter, e.commit});
  }
  template <class E>
  void publish(EntryIndex index, const E& e) {
    all_.push_back(store::DocumentPublished{index, e.letter, e.doc_sha256});
  }
  void change(EntryIndex index, const ledger::KeptEntry& e, const Hash&) {
    all_.push_back(store::SignatureKept{index, e.letter, e.index});
  }
  // Events alone.
  void change(EntryIndex, const ledger::IssuedEntry&, const Hash&) {}
  void change(EntryIndex, const ledger::TallyEntry&, const Hash&) {}

  std::vector<store::Effect> all_;
};

// The record's lease, given back whatever happens.
class Held {
 public:
  explicit Held(store::RecordStore& record) : record_(record), held_(record.take_lease().has_value()) {}
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  ~Held() {
    if (held_) record_.release_lease();
  }
  explicit operator bool() const { return held_; }

 private:
  store::RecordStore& record_;
  bool held_;
};

}  // namespace

bool Rebuilt::changed() const {
  return std::any_of(letters.begin(), letters.end(), [](const auto& l) { return l.before != l.after; });
}

Result<Rebuilt> rebuild(Instance instance, const std::function<void(TreeSize, TreeSize)>& progress) {
  auto& record = instance.store.record();
  const Held lease(record);
  if (!lease) return fail(Kind::busy, "Another process is writing this record.");
  const auto last = record.last_checkpoint();
  Rebuilt out{last ? last->size : 0, 0, {}};

  audit::Recount recount;
  ledger::Tree tree;
  Effects effects;
  while (tree.size() < out.entries) {
    const auto texts = record.entries(tree.size(), std::min<std::size_t>(kAtOnce, out.entries - tree.size()));
    if (texts.empty()) break;
    std::vector<Hash> leaves;
    for (const auto& text : texts) {
      const auto index = recount.size();
      leaves.push_back(ledger::leaf_hash(as_bytes(text)));
      if (!recount.add(text).valid()) {
        ++out.not_counted;
        continue;
      }
      effects.add(index, *ledger::parse_entry(text), text);
    }
    tree.append(leaves);
    if (progress) progress(tree.size(), out.entries);
  }
  if (last && (tree.size() != last->size || tree.root() != last->root)) {
    return fail(Kind::conflict,
                "The entries in the store don't give the root of the record's last checkpoint, so nothing "
                "was changed. "
                "Restore a backup.");
  }

  for (const auto& letter : recount.letters()) {
    out.letters.push_back({letter.entry.slug,
                           letter.entry.version,
                           instance.store.signatures().counts(letter.id, out.entries),
                           {}});
  }
  record.replace_derived(effects.all());
  for (std::size_t i = 0; i < out.letters.size(); ++i) {
    out.letters[i].after = instance.store.signatures().counts(recount.letters()[i].id, out.entries);
  }
  return out;
}

}  // namespace ruban::service
