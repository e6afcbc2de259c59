// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/tile.h"
#include "web/api/api.h"

namespace ruban::web {
namespace {

// How many entries of the record a tile speaks for, from the first one on.
TreeSize end_of(const ledger::TileId& id) {
  TreeSize end = id.n * ledger::kTileWidth + id.width;
  for (int level = 0; level < id.level; ++level) end *= ledger::kTileWidth;
  return end;
}

}  // namespace

Response log_checkpoint(const Site& site, const Request&) {
  auto published = site.instance.store.record().published_checkpoint();
  if (!published) return problem({Kind::not_found, "Nothing has been published yet.", {}});
  return text(std::move(published->note)).on(Surface::api);
}

Response log_policy(const Site& site, const Request&) { return text(site.policy_text()).on(Surface::api); }

// Whatever is committed: a witness that recounts reads it before it cosigns, and before it is published.
Response log_tile(const Site& site, const Request& request) {
  const auto none = [] { return problem({Kind::not_found, "There is no such tile.", {}}); };
  auto id = ledger::parse_tile_path("tile/" + std::string(request.parameter("path")));
  const auto last = site.instance.store.record().last_checkpoint();
  if (!id || !last || id->n > last->size || end_of(*id) > last->size) return none();
  auto& record = site.instance.store.record();
  if (id->level != ledger::kEntryLevel) {
    auto bytes = record.tile(*id);
    if (!bytes) return none();
    return binary(std::string(as_text(*bytes)), "application/octet-stream").on(Surface::immutable);
  }
  Bytes bundle;
  for (const auto& entry : record.entries(id->n * ledger::kTileWidth, id->width))
    ledger::append_to_bundle(bundle, entry);
  return binary(std::string(as_text(bundle)), "application/octet-stream").on(Surface::immutable);
}

}  // namespace ruban::web
