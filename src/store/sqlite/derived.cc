// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/derived.h"

#include "store/sqlite/columns.h"
#include "store/sqlite/mailings.h"
#include "store/sqlite/quotes.h"
#include "store/sqlite/words.h"

namespace ruban::store::sqlite {
namespace {

std::uint64_t& standing(Count& count, ledger::Mode mode) {
  CHECK(mode != ledger::Mode::sealed);
  return mode == ledger::Mode::named ? count.named : count.anon;
}

// What RETURNING tells of a signature whose state was changed.
struct Changed {
  std::string issuer;
  ledger::Mode mode;
  bool in_the_other_way_too;
  bool kept;
};

std::optional<Changed> changed(Query update) {
  if (!update.step()) return std::nullopt;
  // The column itself is asked for: in RETURNING, SQLite 3.40 says of a NULL that it IS NOT NULL.
  Changed out{update.text(0), mode_of(update.integer(1)), !update.is_null(2), !update.is_null(3)};
  CHECK(!update.step());
  return out;
}

}  // namespace

std::optional<EntryIndex> place_of(Connection& db, const LetterId& letter) {
  auto q = db.query("SELECT idx FROM letter WHERE id = ?", letter);
  return q.step() ? std::optional(q.number(0)) : std::nullopt;
}

bool erase_payload(Connection& db, EntryIndex letter, EntryIndex signature) {
  std::string words;
  {
    auto q =
        db.query("SELECT words FROM payload WHERE idx = ? AND letter = ? AND erased = 0", signature, letter);
    if (!q.step()) return false;
    words = q.text(0);
  }
  for (const auto& word : split_words(words)) {
    db.query("DELETE FROM name_word WHERE letter = ? AND word = ? AND idx = ?", letter, as_bytes(word),
             signature)
        .run();
  }
  db.query(
        "UPDATE payload SET erased = 1, text = zeroblob(length(text)), salt = zeroblob(length(salt)),"
        " owner = CASE WHEN owner IS NULL THEN NULL ELSE zeroblob(length(owner)) END,"
        " words = zeroblob(length(words)) WHERE idx = ?",
        signature)
      .run();
  db.query("UPDATE instance SET to_scrub = 1 WHERE to_scrub = 0").run();
  return true;
}

EntryIndex index_of(const Effect& effect) {
  return std::visit([](const auto& e) { return e.index; }, effect);
}

void Derived::apply(const Effect& effect) {
  std::visit([this](const auto& e) { apply(e); }, effect);
}

EntryIndex Derived::place(const LetterId& letter) {
  auto known = places_.find(letter);
  if (known == places_.end()) {
    auto found = place_of(db_, letter);
    CHECK(found);  // its LetterOpened came before
    known = places_.emplace(letter, *found).first;
  }
  return known->second;
}

Count& Derived::count(EntryIndex letter, const std::string& issuer) {
  auto [found, is_new] = tallies_.try_emplace({letter, issuer});
  auto& tally = found->second;
  if (is_new) {
    tally.count.issuer = issuer;
    auto q = db_.query(
        "SELECT named, anon, withdrawn, taken_down, kept FROM count_at WHERE letter = ? AND issuer = ?"
        " ORDER BY size DESC LIMIT 1",
        letter, issuer);
    if (q.step()) tally.count = {issuer, q.number(0), q.number(1), q.number(2), q.number(3), q.number(4)};
  }
  tally.changed = true;
  return tally.count;
}

void Derived::write_counts(TreeSize size) {
  for (auto& [key, tally] : tallies_) {
    if (!std::exchange(tally.changed, false)) continue;
    db_.query(
           "INSERT OR REPLACE INTO count_at (letter, issuer, size, named, anon, withdrawn, taken_down, kept)"
           " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
           key.first, key.second, size, tally.count.named, tally.count.anon, tally.count.withdrawn,
           tally.count.taken_down, tally.count.kept)
        .run();
  }
}

void Derived::forget_who_may_sign(EntryIndex letter) {
  db_.query("DELETE FROM identity_tag WHERE letter = ?", letter).run();
  db_.query(
         "DELETE FROM may_sign WHERE folder ="
         " (SELECT f.id FROM letter_folder f JOIN letter l ON l.slug = f.slug AND l.version = f.version"
         " WHERE l.idx = ?)",
         letter)
      .run();
}

void Derived::apply(const LetterOpened& effect) {
  db_.query("INSERT INTO letter (idx, id, slug, version, published) VALUES (?, ?, ?, ?, ?)", effect.index,
            effect.letter, effect.slug, effect.version, effect.time)
      .run();
  const auto before = effect.follows ? place_of(db_, *effect.follows) : std::nullopt;
  if (!before) return;
  db_.query(
         "UPDATE letter SET replaced_by = ?, end_idx = COALESCE(end_idx, ?), end_time = COALESCE(end_time, ?)"
         " WHERE idx = ?",
         effect.version, effect.index, effect.time, *before)
      .run();
  forget_who_may_sign(*before);
}

void Derived::apply(const LetterEnded& effect) {
  const auto letter = place(effect.letter);
  db_.query(
         "UPDATE letter SET end_state = ?, end_idx = COALESCE(end_idx, ?), end_time = COALESCE(end_time, ?)"
         " WHERE idx = ?",
         to_column(effect.state), effect.index, effect.time, letter)
      .run();
  forget_who_may_sign(letter);
  if (effect.state == ledger::LetterEnd::removed) forget_subscribers(db_, effect.letter);
}

void Derived::apply(const QuotePublished& effect) {
  db_.query("UPDATE quote SET idx = ? WHERE letter = ? AND id = ? AND approved = 1", effect.index,
            place(effect.letter), effect.commit)
      .run();
}

void Derived::apply(const DocumentPublished& effect) {
  db_.query("UPDATE document SET idx = ? WHERE letter = ? AND sha256 = ?", effect.index, place(effect.letter),
            effect.sha256)
      .run();
}

void Derived::apply(const EventRecorded& effect) {
  db_.query("INSERT INTO event (letter, idx, type, time) VALUES (?, ?, ?, ?)", place(effect.letter),
            effect.index, effect.type, effect.time)
      .run();
}

void Derived::apply(const ClientReleased& effect) {
  db_.query("INSERT INTO client_release (idx, manifest) VALUES (?, ?)", effect.index, effect.manifest_sha256)
      .run();
}

void Derived::apply(const SignatureCounted& effect) {
  const auto letter = place(effect.letter);
  db_.query(
         "INSERT INTO signature (letter, idx, issuer, mode, via, key, epoch, leaf) VALUES (?, ?, ?, ?, ?, ?, "
         "?, ?)",
         letter, effect.index, effect.issuer, to_column(effect.mode), to_column(effect.via), effect.key,
         effect.epoch, effect.leaf)
      .run();
  ++standing(count(letter, effect.issuer), effect.mode);
  take_payload(letter, effect);
}

// From the pool; on a rebuild it is where it belongs already.
void Derived::take_payload(EntryIndex letter, const SignatureCounted& effect) {
  db_.query(
         "INSERT OR IGNORE INTO payload (idx, letter, erased, text, salt, owner, words)"
         " SELECT ?, letter, 0, text, salt, owner, words FROM waiting"
         " WHERE letter = ? AND key = ? AND text IS NOT NULL",
         effect.index, letter, effect.key)
      .run();
  db_.query("DELETE FROM waiting WHERE letter = ? AND key = ?", letter, effect.key).run();
  std::string words;
  {
    auto q = db_.query("SELECT words FROM payload WHERE idx = ? AND erased = 0", effect.index);
    if (!q.step()) return;
    words = q.text(0);
  }
  for (const auto& word : split_words(words)) {
    db_.query("INSERT OR IGNORE INTO name_word (letter, word, idx) VALUES (?, ?, ?)", letter, as_bytes(word),
              effect.index)
        .run();
  }
}

void Derived::apply(const SignatureWithdrawn& effect) {
  const auto letter = place(effect.letter);
  const auto signature = changed(
      db_.query("UPDATE signature SET withdrawn_by = ? WHERE letter = ? AND idx = ? AND withdrawn_by IS NULL"
                " RETURNING issuer, mode, taken_down_by, kept_by",
                effect.index, letter, effect.signature));
  if (!signature) return;
  forget_quotes(db_, letter, effect.signature);
  auto& tally = count(letter, signature->issuer);
  --(signature->in_the_other_way_too ? tally.taken_down : standing(tally, signature->mode));
  if (signature->kept && !signature->in_the_other_way_too) --tally.kept;
  ++tally.withdrawn;
}

void Derived::apply(const SignatureTakenDown& effect) {
  const auto letter = place(effect.letter);
  const auto signature = changed(db_.query(
      "UPDATE signature SET taken_down_by = ? WHERE letter = ? AND idx = ? AND taken_down_by IS NULL"
      " RETURNING issuer, mode, withdrawn_by, kept_by",
      effect.index, letter, effect.signature));
  if (!signature || signature->in_the_other_way_too) return;  // one in both counts as withdrawn
  forget_quotes(db_, letter, effect.signature);
  auto& tally = count(letter, signature->issuer);
  --standing(tally, signature->mode);
  if (signature->kept) --tally.kept;
  ++tally.taken_down;
}

void Derived::apply(const SignatureKept& effect) {
  const auto letter = place(effect.letter);
  std::string issuer;
  {
    auto q = db_.query(
        "UPDATE signature SET kept_by = ? WHERE letter = ? AND idx = ? AND mode = ? AND kept_by IS NULL"
        " AND withdrawn_by IS NULL AND taken_down_by IS NULL RETURNING issuer",
        effect.index, letter, effect.signature, to_column(ledger::Mode::named));
    if (!q.step()) return;
    issuer = q.text(0);
    CHECK(!q.step());
  }
  ++count(letter, issuer).kept;
}

void Derived::apply(const SignatureErased& effect) {
  erase_payload(db_, place(effect.letter), effect.signature);
}

}  // namespace ruban::store::sqlite
