// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/record.h"

#include <algorithm>

#include "store/sqlite/derived.h"

namespace ruban::store::sqlite {
namespace {

Checkpoint checkpoint_of(const Query& row) {
  return {row.number(0), row.fixed<Hash>(1), row.text(2), row.instant(3)};
}

std::optional<Checkpoint> first_of(Query query) {
  return query.step() ? std::optional(checkpoint_of(query)) : std::nullopt;
}

std::optional<Checkpoint> last_checkpoint(Connection& db) {
  return first_of(db.query("SELECT size, root, note, time FROM checkpoint ORDER BY size DESC LIMIT 1"));
}

bool is_same(const std::optional<Checkpoint>& a, const std::optional<Checkpoint>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->size == b->size && a->root == b->root;
}

void write_tile(Connection& db, const Tile& tile) {
  CHECK(tile.id.level >= 0 && tile.bytes.size() == std::size_t{tile.id.width} * Hash::kSize);
  db.query(
        "INSERT INTO tile (level, place, width, bytes) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (level, place) DO UPDATE SET width = excluded.width, bytes = excluded.bytes"
        " WHERE excluded.width > width",
        tile.id.level, tile.id.n, tile.id.width, tile.bytes)
      .run();
}

void write(Connection& db, TreeSize size, const Batch& batch) {
  const auto& checkpoint = batch.checkpoint;
  CHECK(size + batch.entries.size() == checkpoint.size);
  auto index = size;
  for (const auto& entry : batch.entries) {
    db.query("INSERT INTO entry (idx, text) VALUES (?, ?)", index++, entry).run();
  }
  for (const auto& tile : batch.tiles) write_tile(db, tile);
  Derived derived(db);
  for (const auto& effect : batch.effects) derived.apply(effect);
  derived.write_counts(checkpoint.size);
  for (auto id : batch.done) db.query("DELETE FROM waiting WHERE id = ?", id).run();
  db.query(
        "INSERT INTO checkpoint (size, root, note, time) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (size) DO UPDATE SET note = excluded.note",
        checkpoint.size, checkpoint.root, checkpoint.note, checkpoint.time)
      .run();
}

}  // namespace

std::optional<Fence> Record::take_lease() {
  if (!lease_.take()) return std::nullopt;
  Fence fence = 0;
  writer_.run_or_throw([&](Connection& db) {
    db.query("UPDATE instance SET lease_token = lease_token + 1").run();
    auto q = db.query("SELECT lease_token FROM instance");
    CHECK(q.step());
    fence = q.number(0);
  });
  return fence;
}

std::vector<Waiting> Record::waiting(std::size_t limit) {
  return readers_.read([&](Connection& db) {
    std::vector<Waiting> out;
    auto q = db.query("SELECT id, lines FROM waiting ORDER BY id LIMIT ?", limit);
    while (q.step()) out.push_back({q.number(0), q.text(1)});
    return out;
  });
}

Result<void> Record::commit(const std::optional<Checkpoint>& expected, Fence fence, const Batch& batch) {
  if (!lease_.held()) return fail(Kind::conflict, "Another process writes the record now.");
  return writer_.run([&](Connection& db) -> Result<void> {
    {
      auto q = db.query("SELECT lease_token FROM instance");
      if (!q.step() || q.number(0) != fence)
        return fail(Kind::conflict, "Another process writes the record now.");
    }
    const auto last = sqlite::last_checkpoint(db);
    if (!is_same(last, expected)) return fail(Kind::conflict, "The record has changed since it was read.");
    CHECK(!batch.entries.empty() || !last || last->root == batch.checkpoint.root);
    write(db, last ? last->size : 0, batch);
    return {};
  });
}

void Record::mark_published(TreeSize size, const PublishedNotes& notes, Instant time) {
  // Each publication is a second later than the one before, at least, so that published_at() is one look-up
  // and never finds another one for the same instant.
  writer_.run_or_throw([&](Connection& db) {
    const auto changed =
        db.query(
              "UPDATE checkpoint SET newest_note = ?1, published_note = ?2,"
              " published = COALESCE(published, max(?3, COALESCE((SELECT max(published) + 1 FROM checkpoint"
              " WHERE published IS NOT NULL), ?3))) WHERE size = ?4",
              notes.newest, notes.earliest, time, size)
            .run();
    CHECK(changed == 1);  // only what was committed is published
  });
}

std::optional<Checkpoint> Record::last_checkpoint() {
  return readers_.read([](Connection& db) { return sqlite::last_checkpoint(db); });
}

std::optional<Checkpoint> Record::published_checkpoint() {
  return readers_.read([](Connection& db) {
    return first_of(
        db.query("SELECT size, root, newest_note, published FROM checkpoint WHERE published IS NOT NULL"
                 " ORDER BY published DESC, size DESC LIMIT 1"));
  });
}

std::optional<Checkpoint> Record::published_at(Instant at) {
  return readers_.read([&](Connection& db) {
    return first_of(
        db.query("SELECT size, root, published_note, published FROM checkpoint WHERE published IS NOT NULL"
                 " AND published <= ? ORDER BY published DESC, size DESC LIMIT 1",
                 at));
  });
}

std::optional<Checkpoint> Record::published_up_to(TreeSize size) {
  return readers_.read([&](Connection& db) {
    return first_of(
        db.query("SELECT size, root, newest_note, published FROM checkpoint WHERE published IS NOT NULL"
                 " AND size <= ? ORDER BY size DESC LIMIT 1",
                 size));
  });
}

std::vector<std::string> Record::entries(EntryIndex from, std::size_t limit) {
  return readers_.read([&](Connection& db) {
    std::vector<std::string> out;
    auto q = db.query("SELECT text FROM entry WHERE idx >= ? ORDER BY idx LIMIT ?", from, limit);
    while (q.step()) out.push_back(q.text(0));
    return out;
  });
}

std::optional<Bytes> Record::tile(const ledger::TileId& id) {
  if (auto kept = tiles_.find(id)) return kept;
  auto found = readers_.read([&](Connection& db) -> std::optional<Bytes> {
    auto q = db.query("SELECT bytes FROM tile WHERE level = ? AND place = ? AND width >= ?", id.level, id.n,
                      id.width);
    if (!q.step()) return std::nullopt;
    auto bytes = q.bytes(0);
    bytes.resize(std::size_t{id.width} * Hash::kSize);
    return bytes;
  });
  if (found) tiles_.keep(id, *found);
  return found;
}

void Record::replace_derived(const std::vector<Effect>& effects) {
  CHECK(std::is_sorted(effects.begin(), effects.end(),
                       [](const auto& a, const auto& b) { return index_of(a) < index_of(b); }));
  writer_.run_or_throw([&](Connection& db) {
    db.execute(
        "DELETE FROM letter; DELETE FROM event; DELETE FROM signature; DELETE FROM count_at; DELETE FROM "
        "name_word; DELETE FROM client_release; UPDATE document SET idx = NULL");
    // The tallies are written where a commit wrote them: as of each checkpoint.
    std::vector<TreeSize> sizes;
    {
      auto q = db.query("SELECT size FROM checkpoint ORDER BY size");
      while (q.step()) sizes.push_back(q.number(0));
    }
    Derived derived(db);
    auto size = sizes.begin();
    for (const auto& effect : effects) {
      while (size != sizes.end() && *size <= index_of(effect)) derived.write_counts(*size++);
      CHECK(size != sizes.end());  // an entry that no checkpoint covers
      derived.apply(effect);
    }
    if (size != sizes.end()) derived.write_counts(*size);
  });
}

}  // namespace ruban::store::sqlite
