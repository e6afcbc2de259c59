// SPDX-License-Identifier: AGPL-3.0-or-later
// The checker: everything acknowledged is there, and nothing is half there.
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include "crowd.h"
#include "ledger/tree.h"
#include "store/file_vault.h"
#include "store/published_file.h"
#include "store/sqlite/open.h"

namespace ruban::crash {
namespace {

struct Acknowledged {
  std::set<std::string> accepted, put, destroyed, saved;
  std::set<EntryIndex> erased;
  TreeSize committed = 0, published = 0;
};

Acknowledged read_lines() {
  Acknowledged out;
  std::string what, value;
  while (std::cin >> what >> value) {
    if (what == "accepted") out.accepted.insert(value);
    if (what == "put") out.put.insert(value);
    if (what == "destroyed") out.destroyed.insert(value);
    if (what == "saved") out.saved.insert(value);
    if (what == "erased") out.erased.insert(std::stoull(value));
    if (what == "committed") out.committed = std::max<TreeSize>(out.committed, std::stoull(value));
    if (what == "published") out.published = std::max<TreeSize>(out.published, std::stoull(value));
  }
  return out;
}

class Checker {
 public:
  Checker(store::Store& store, const std::string& folder, const Acknowledged& told)
      : store_(store), folder_(folder), told_(told) {}

  int run() {
    record();
    published();
    signatures();
    visits();
    return faults_ == 0 ? 0 : 1;
  }
  void expect(bool good, const std::string& what) {
    if (good) return;
    ++faults_;
    std::fprintf(stderr, "check: %s\n", what.c_str());
  }

 private:
  void record() {
    const auto last = store_.record().last_checkpoint();
    entries_ = store_.record().entries(0, 1'000'000);
    size_ = last ? last->size : 0;
    expect(size_ >= told_.committed, "a commit is missing");
    expect(entries_.size() == size_, "entries and checkpoint differ in size");
    std::vector<Hash> leaves;
    for (const auto& entry : entries_) leaves.push_back(ledger::leaf_hash(as_bytes(entry)));
    ledger::Tree tree;
    const auto tiles = tree.append(leaves);
    expect(!last || last->root == tree.root(), "entries and checkpoint differ in their root");
    for (const auto& tile : tiles) expect(store_.record().tile(tile.id) == tile.bytes, "a tile differs");
  }

  void published() {
    const auto file = store::PublishedFile(folder_ + "/checkpoint.published").read();
    const auto in_file = file ? std::stoull(*file) : 0;
    const auto marked = store_.record().published_checkpoint();
    expect(in_file >= told_.published, "a publication is missing");
    expect(in_file <= size_, "more was published than committed");
    expect(!marked || marked->size <= in_file, "marked as published before it was");
    expect((marked ? marked->size : 0) >= told_.published, "a publication isn't marked");
  }

  void signatures() {
    const auto row = store_.letters().letter(kSlug, {});
    expect(row.has_value() == (size_ > 0), "the letter and the record differ");
    if (!row) return;
    std::set<std::string> waiting;
    for (const auto& one : store_.record().waiting(1'000'000)) {
      const auto key = one.lines.substr(5);
      waiting.insert(key);
      expect(!index_of(row->id, key), "a signature waits that is counted");
    }
    for (const auto& key : told_.accepted) {
      expect(waiting.contains(key) || index_of(row->id, key), "a signature is missing: " + key);
    }
    const auto rows = store_.signatures().list(row->id, {}, 1'000'000, size_);
    expect(rows.size() + 1 == size_ || size_ == 0, "entries and signatures differ in number");
    for (const auto& signature : rows) one(row->id, signature);
    const auto counts = store_.signatures().counts(row->id, size_);
    expect((counts.empty() ? 0 : counts[0].named) == rows.size(), "the count is wrong");
    for (auto index : told_.erased) {
      const auto erased = store_.signatures().signature(row->id, index);
      expect(erased && !erased->payload, "something erased is back");
    }
  }

  std::optional<EntryIndex> index_of(const LetterId& letter, const std::string& hex) {
    const auto key = fixed_from_hex<PublicKey>(hex);
    return key ? store_.signatures().index_of(letter, *key) : std::nullopt;
  }

  void one(const LetterId& letter, const store::SignatureRow& row) {
    const auto wanted = signature_of(row.key);
    expect(row.index < entries_.size() && entries_[row.index] == wanted.lines,
           "a signature and its entry differ");
    const bool found = !store_.signatures().search(letter, wanted.search_words, {}, 2, size_).empty();
    const bool owned = !store_.signatures().by_owner(letter, *wanted.owner).empty();
    if (row.payload) {
      expect(row.payload == wanted.payload, "a text is another one");
      expect(found && owned, "a text is there without its words or its owner");
    } else {
      expect(row.index % 3 == 2, "a text is missing");  // only such are erased
      expect(!found && !owned, "an erased text left its words or its owner");
    }
  }

  void visits() {
    for (const auto& hex : told_.saved) {
      const auto visit = fixed_from_hex<store::VisitId>(hex);
      expect(visit && store_.visits().load(*visit, Instant{}) == box_of(*visit), "a visit is missing");
    }
  }

  store::Store& store_;
  const std::string folder_;
  const Acknowledged& told_;
  std::vector<std::string> entries_;
  TreeSize size_ = 0;
  int faults_ = 0;
};

void check_keys(Checker& checker, store::KeyVault& vault, const Acknowledged& told) {
  for (const auto& name : told.put) {
    const auto key = vault.get(name);
    if (told.destroyed.contains(name)) {
      checker.expect(!key, "a destroyed key is back");
    } else if (key) {
      checker.expect(key->expose() == vault_key(name).expose(), "a key is another one");
    } else {
      // Its destruction may have begun and not been acknowledged; it is then wholly gone.
      checker.expect(key.error().kind == Kind::not_found, "a key is broken");
    }
  }
}

}  // namespace

int check(const std::string& folder) {
  const auto told = read_lines();
  crypto::SystemRandom random;
  store::FileVault::create(folder + "/keys", folder + "/instance.key", random);
  auto vault = store::FileVault::open(folder + "/keys", folder + "/instance.key", random);
  if (!vault) {
    std::fprintf(stderr, "check: the vault: %s\n", std::string(vault.error().message).c_str());
    return 1;
  }
  auto store = store::sqlite::open(folder, random);
  Checker checker(*store, folder, told);
  check_keys(checker, **vault, told);
  if (!store->record().take_lease()) checker.expect(false, "the lease outlived its process");
  return checker.run();
}

}  // namespace ruban::crash
