// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/contract/contract_test.h"

#include <latch>

#include "core/check.h"
#include "core/utf8.h"

namespace ruban::store {

Scribe::Scribe(Store& store) : store_(store) {
  const auto fence = store.record().take_lease();
  CHECK(fence);
  fence_ = *fence;
  last_ = store.record().last_checkpoint();
  std::vector<Hash> leaves;
  for (const auto& entry : store.record().entries(0, 1'000'000))
    leaves.push_back(ledger::leaf_hash(as_bytes(entry)));
  tree_.append(leaves);
}

Batch Scribe::batch(const std::vector<std::string>& entries, const std::vector<Effect>& effects,
                    const std::vector<WaitingId>& done, ledger::Tree& tree) const {
  std::vector<Hash> leaves;
  for (const auto& entry : entries) leaves.push_back(ledger::leaf_hash(as_bytes(entry)));
  Batch batch;
  batch.entries = entries;
  batch.tiles = tree.append(leaves);
  const auto size = tree.size();
  batch.checkpoint = {size, tree.root(), "note " + std::to_string(size), at(static_cast<std::int64_t>(size))};
  batch.effects = effects;
  batch.done = done;
  return batch;
}

Result<void> Scribe::commit(const std::vector<std::string>& entries, const std::vector<Effect>& effects,
                            const std::vector<WaitingId>& done) {
  auto tree = tree_;
  const auto made = batch(entries, effects, done, tree);
  TRY(store_.record().commit(last_, fence_, made));
  last_ = made.checkpoint;
  tree_ = std::move(tree);
  all_effects_.insert(all_effects_.end(), effects.begin(), effects.end());
  return {};
}

EntryIndex Scribe::commit_one(const std::string& entry, const std::vector<Effect>& effects) {
  const auto index = next();
  const auto committed = commit({entry + " " + std::to_string(index)}, effects);
  CHECK(committed);
  return index;
}

LetterId Scribe::open_letter(const std::string& slug, std::uint32_t version,
                             std::optional<LetterId> follows) {
  const auto entry = "letter " + slug + " " + std::to_string(version);
  LetterId id;
  id.bytes = ledger::leaf_hash(as_bytes(entry)).bytes;
  const auto index = next();
  commit_one(entry, {LetterOpened{index, id, slug, version, follows, at(100)},
                     EventRecorded{index, id, "letter", at(100)}});
  return id;
}

EntryIndex Scribe::count(const LetterId& letter, const NewSignature& signature, const std::string& issuer,
                         ledger::Mode mode) {
  const auto leaf = ledger::leaf_hash(as_bytes(signature.lines));
  return commit_one("sign", {SignatureCounted{next(), letter, issuer, mode, ledger::Via::server,
                                              signature.key, at(60), leaf}});
}

EntryIndex Scribe::withdraw(const LetterId& letter, EntryIndex signature) {
  return commit_one("withdraw", {SignatureWithdrawn{next(), letter, signature}});
}

EntryIndex Scribe::take_down(const LetterId& letter, EntryIndex signature) {
  return commit_one("takedown", {SignatureTakenDown{next(), letter, signature}});
}

EntryIndex Scribe::keep(const LetterId& letter, EntryIndex signature) {
  return commit_one("kept", {SignatureKept{next(), letter, signature}});
}

void Scribe::erase(const LetterId& letter, EntryIndex signature) {
  commit_one("erase", {SignatureErased{next(), letter, signature}});
}

void Scribe::end(const LetterId& letter, ledger::LetterEnd state) {
  const auto index = next();
  commit_one("end",
             {LetterEnded{index, letter, state, at(900)}, EventRecorded{index, letter, "end", at(900)}});
}

void StoreContract::reopen() {
  close();
  if (!driver_) driver_ = GetParam()();
  store_ = driver_->open();
}

void StoreContract::close() {
  scribe_.reset();
  store_.reset();
}

Scribe& StoreContract::scribe() {
  if (!scribe_) scribe_ = std::make_unique<Scribe>(*store_);
  return *scribe_;
}

NewSignature StoreContract::new_signature(const std::string& name) {
  NewSignature out;
  out.key = random_.fixed<PublicKey>();
  out.lines = "sign " + to_hex(out.key.view());
  out.payload = Payload{"ruban payload v1\nname " + name + "\n", random_.fixed<Salt>()};
  out.owner = random_.fixed<OwnerTag>();
  out.search_words = search_words(name, 8);
  return out;
}

Result<void> StoreContract::accept(const LetterId& letter, const NewSignature& signature) {
  return store_->signatures().in_letter(letter, [&](LetterTransaction& tx) { return tx.accept(signature); });
}

EntryIndex StoreContract::sign(const LetterId& letter, const NewSignature& signature,
                               const std::string& issuer) {
  const auto accepted = accept(letter, signature);
  CHECK(accepted);
  return scribe().count(letter, signature, issuer,
                        signature.payload ? ledger::Mode::named : ledger::Mode::anon);
}

void StoreContract::at_once(std::size_t threads, const std::function<void(std::size_t)>& work) {
  std::latch start(static_cast<std::ptrdiff_t>(threads));
  std::vector<std::thread> running;
  for (std::size_t i = 0; i < threads; ++i) {
    running.emplace_back([&, i] {
      start.arrive_and_wait();
      work(i);
    });
  }
  for (auto& thread : running) thread.join();
}

}  // namespace ruban::store
