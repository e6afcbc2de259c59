// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: store
// How many signatures a second are durably accepted and committed, beside what SQLite itself commits on the
// same disk: FULL, one row a transaction and 256. Rows of the floor have the size of a waiting signature.
#include <SQLiteCpp/SQLiteCpp.h>
#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <thread>

#include "core/check.h"
#include "ledger/tree.h"
#include "store/sqlite/open.h"

namespace ruban::store {
namespace {

class Folder {
 public:
  Folder() {
    auto name = (std::filesystem::temp_directory_path() / "ruban-bench-XXXXXX").string();
    CHECK(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

NewSignature new_signature() {
  static const std::string lines = "ruban/v1 sign\n" + std::string(760, 'x') + "\n";
  crypto::SystemRandom random;
  NewSignature out;
  out.key = random.fixed<PublicKey>();
  out.lines = lines + to_hex(out.key.view());
  out.payload = Payload{"ruban payload v1\nname Ada Byron\nrole Programmer\n", random.fixed<Salt>()};
  out.owner = random.fixed<OwnerTag>();
  out.search_words = {"ada", "byron"};
  return out;
}

// A store with one letter, and a sequencer beside that empties the pool every 200 ms.
class Running {
 public:
  Running() : store_(sqlite::open(folder_.path(), random_)), fence_(*store_->record().take_lease()) {
    letter_ = random_.fixed<LetterId>();
    commit({"letter"}, {LetterOpened{0, letter_, "bench", 1, {}, Instant{}}});
    sequencer_ = std::jthread([this](std::stop_token stop) {
      while (!stop.stop_requested()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        sequence();
      }
      sequence();
    });
  }
  void accept() {
    const auto signature = new_signature();
    CHECK(
        store_->signatures().in_letter(letter_, [&](LetterTransaction& tx) { return tx.accept(signature); }));
  }
  // Returns how many were committed.
  TreeSize finish() {
    sequencer_.request_stop();
    sequencer_.join();
    return tree_.size() - 1;
  }

 private:
  void sequence() {
    for (auto waiting = store_->record().waiting(4096); !waiting.empty();
         waiting = store_->record().waiting(4096)) {
      std::vector<std::string> entries;
      std::vector<Effect> effects;
      for (const auto& one : waiting) {
        const auto key = fixed_from_hex<PublicKey>(std::string_view(one.lines).substr(one.lines.size() - 64));
        const auto leaf = ledger::leaf_hash(as_bytes(one.lines));
        effects.push_back(SignatureCounted{tree_.size() + entries.size(), letter_, "employee-email",
                                           ledger::Mode::named, ledger::Via::server, *key, Instant{}, leaf});
        entries.push_back(one.lines);
      }
      commit(std::move(entries), std::move(effects));
    }
  }
  void commit(std::vector<std::string> entries, std::vector<Effect> effects) {
    std::vector<Hash> leaves;
    for (const auto& entry : entries) leaves.push_back(ledger::leaf_hash(as_bytes(entry)));
    Batch batch;
    batch.tiles = tree_.append(leaves);
    batch.entries = std::move(entries);
    batch.effects = std::move(effects);
    batch.checkpoint = {tree_.size(), tree_.root(), "note", Instant{}};
    CHECK(store_->record().commit(last_, fence_, batch));
    last_ = batch.checkpoint;
  }

  Folder folder_;
  crypto::SystemRandom random_;
  std::unique_ptr<Store> store_;
  Fence fence_;
  LetterId letter_;
  ledger::Tree tree_;
  std::optional<Checkpoint> last_;
  std::jthread sequencer_;
};

std::unique_ptr<Running> running;

void accept_and_commit(benchmark::State& state) {
  if (state.thread_index() == 0) running = std::make_unique<Running>();
  for (auto _ : state) running->accept();
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() == 0) {
    state.counters["committed"] = static_cast<double>(running->finish());
    running.reset();
  }
}

void bare_sqlite(benchmark::State& state) {
  const auto rows = state.range(0);
  const Folder folder;
  SQLite::Database db((folder.path() / "floor.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  db.exec(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, text "
      "TEXT) STRICT");
  SQLite::Statement insert(db, "INSERT INTO t (text) VALUES (?)");
  const auto row = new_signature();
  for (auto _ : state) {
    db.exec("BEGIN IMMEDIATE");
    for (std::int64_t i = 0; i < rows; ++i) {
      insert.bind(1, row.lines);
      insert.exec();
      insert.reset();
    }
    db.exec("COMMIT");
  }
  state.SetItemsProcessed(state.iterations() * rows);
}

// In this order, so that the store's rates stand between two measurements of the disk: it has fast and slow
// minutes.
BENCHMARK(bare_sqlite)->Name("floor/rows_a_commit")->Arg(1)->UseRealTime();
BENCHMARK(bare_sqlite)->Name("floor/rows_a_commit")->Arg(256)->UseRealTime();
BENCHMARK(accept_and_commit)->Name("store/accept_and_commit")->Threads(1)->UseRealTime()->MinTime(2);
BENCHMARK(accept_and_commit)->Name("store/accept_and_commit")->Threads(32)->UseRealTime()->MinTime(2);
BENCHMARK(bare_sqlite)->Name("floor_again/rows_a_commit")->Arg(1)->UseRealTime();
BENCHMARK(bare_sqlite)->Name("floor_again/rows_a_commit")->Arg(256)->UseRealTime();

}  // namespace
}  // namespace ruban::store
