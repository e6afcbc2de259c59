// SPDX-License-Identifier: AGPL-3.0-or-later
// The worker: three callers that sign, a sequencer, and one that keeps keys, visits and mails.
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "core/check.h"
#include "crowd.h"
#include "ledger/tree.h"
#include "store/failure.h"
#include "store/file_vault.h"
#include "store/published_file.h"
#include "store/sqlite/open.h"

namespace ruban::crash {
namespace {

constexpr int kCallers = 3, kSignatures = 15, kBatches = 30, kKeys = 6;

// The pipe keeps what was written when the process dies.
void acknowledge(const std::string& line) {
  const auto text = line + "\n";
  CHECK(::write(STDOUT_FILENO, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
}

// Runs `step`: a full disk may refuse it, and a broken one ends the process at once, as it must.
void attempt(const std::function<void()>& step) {
  try {
    step();
  } catch (const store::Unavailable&) {
    return;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "work: %s\n", e.what());
    ::_exit(3);
  }
}

class Sequencer {
 public:
  Sequencer(store::Store& store, const std::string& folder)
      : store_(store), published_(folder + "/checkpoint.published"), last_(store.record().last_checkpoint()) {
    const auto fence = store.record().take_lease();
    CHECK(fence);
    fence_ = *fence;
    std::vector<Hash> leaves;
    for (const auto& entry : store.record().entries(0, 1'000'000))
      leaves.push_back(ledger::leaf_hash(as_bytes(entry)));
    tree_.append(leaves);
    CHECK(!last_ || last_->root == tree_.root());
  }

  // The letter, made by the first worker of a folder.
  std::optional<LetterId> letter() {
    if (const auto row = store_.letters().letter(kSlug, {})) return row->id;
    const LetterId id{crypto::sha256(kSlug).bytes};
    if (!commit({"letter"}, {store::LetterOpened{0, id, kSlug, 1, {}, Instant{}}}, {})) return std::nullopt;
    return id;
  }

  void step(const LetterId& letter) {
    std::vector<std::string> entries;
    std::vector<store::Effect> effects;
    std::vector<store::WaitingId> done;
    for (const auto& waiting : store_.record().waiting(4)) {
      const auto key = fixed_from_hex<PublicKey>(std::string_view(waiting.lines).substr(5));
      CHECK(key);
      const auto leaf = ledger::leaf_hash(as_bytes(waiting.lines));
      effects.push_back(store::SignatureCounted{tree_.size() + entries.size(), letter, kIssuer,
                                                ledger::Mode::named, ledger::Via::server, *key, Instant{},
                                                leaf});
      entries.push_back(waiting.lines);
      done.push_back(waiting.id);
    }
    if (entries.empty() || !commit(entries, effects, done)) return;
    if (last_->size % 3 == 0) erase(letter, last_->size - 1);
    publish();
  }

 private:
  bool commit(std::vector<std::string> entries, std::vector<store::Effect> effects,
              std::vector<store::WaitingId> done) {
    auto tree = tree_;
    std::vector<Hash> leaves;
    for (const auto& entry : entries) leaves.push_back(ledger::leaf_hash(as_bytes(entry)));
    store::Batch batch;
    batch.tiles = tree.append(leaves);
    batch.entries = std::move(entries);
    batch.effects = std::move(effects);
    batch.done = std::move(done);
    batch.checkpoint = {tree.size(), tree.root(), "note", Instant{}};
    const auto committed = store_.record().commit(last_, fence_, batch);
    CHECK(committed || committed.error().kind == Kind::busy);
    if (!committed) return false;
    last_ = batch.checkpoint;
    tree_ = std::move(tree);
    acknowledge("committed " + std::to_string(last_->size));
    return true;
  }

  void erase(const LetterId& letter, EntryIndex index) {
    const auto erased =
        store_.signatures().in_letter(letter, [&](store::LetterTransaction& tx) -> Result<void> {
          CHECK(tx.erase(index));
          return {};
        });
    if (erased) acknowledge("erased " + std::to_string(index));
  }

  void publish() {
    published_.write(std::to_string(last_->size) + "\n");
    store_.record().mark_published(last_->size, {"note", "note"}, Instant{});
    acknowledge("published " + std::to_string(last_->size));
  }

  store::Store& store_;
  store::PublishedFile published_;
  std::optional<store::Checkpoint> last_;
  store::Fence fence_ = 0;
  ledger::Tree tree_;
};

void sign(store::Store& store, const LetterId& letter, crypto::Random& random) {
  const auto key = random.fixed<PublicKey>();
  const auto accepted = store.signatures().in_letter(
      letter, [&](store::LetterTransaction& tx) { return tx.accept(signature_of(key)); });
  CHECK(accepted || accepted.error().kind == Kind::busy);
  if (accepted) acknowledge("accepted " + to_hex(key.view()));
}

void keep(store::Store& store, store::KeyVault& vault, crypto::Random& random, int number) {
  const auto visit = random.fixed<store::VisitId>();
  store.visits().save(visit, box_of(visit), Instant::max());
  acknowledge("saved " + to_hex(visit.view()));
  const auto id = store.outbox().put({"a@example.org", "text", Instant::max()}, Instant{});
  if (number % 2 == 0) store.outbox().mark_sent(id);
  const auto name = "issuer." + to_hex(random.fixed<Hash>().view());
  CHECK(vault.put(name, vault_key(name)));
  acknowledge("put " + name);
  if (number % 3 == 0 && vault.destroy(name)) acknowledge("destroyed " + name);
}

}  // namespace

int work(const std::string& folder) {
  crypto::SystemRandom random;
  store::sqlite::Options options;
  options.idle = std::chrono::milliseconds(2);  // so that the log is emptied now and then
  store::FileVault::create(folder + "/keys", folder + "/instance.key", random);
  auto vault = store::FileVault::open(folder + "/keys", folder + "/instance.key", random);
  CHECK(vault);
  auto store = store::sqlite::open(folder, random, options);
  std::optional<Sequencer> sequencer;
  std::optional<LetterId> letter;
  attempt([&] { letter = sequencer.emplace(*store, folder).letter(); });
  if (!letter) return 0;  // the disk was full from the start

  std::atomic<int> calling = kCallers;
  std::vector<std::thread> threads;
  for (int caller = 0; caller < kCallers; ++caller) {
    threads.emplace_back([&] {
      for (int i = 0; i < kSignatures; ++i) attempt([&] { sign(*store, *letter, random); });
      --calling;
    });
  }
  threads.emplace_back([&] {
    for (int i = 0; i < kKeys; ++i) attempt([&] { keep(*store, **vault, random, i); });
  });
  for (int i = 0; i < kBatches || calling > 0; ++i) attempt([&] { sequencer->step(*letter); });
  for (auto& thread : threads) thread.join();
  return 0;
}

}  // namespace ruban::crash
