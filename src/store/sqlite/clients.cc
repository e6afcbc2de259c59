// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/clients.h"

#include "crypto/sha256.h"
#include "store/sqlite/letters.h"

namespace ruban::store::sqlite {
namespace {

void keep(Connection& db, const std::string& bytes, bool is_manifest) {
  db.query("INSERT OR IGNORE INTO client_file (sha256, is_manifest, bytes) VALUES (?, ?, ?)",
           crypto::sha256(bytes), is_manifest ? 1 : 0, as_bytes(bytes))
      .run();
}

bool is_newest(Connection& db, const Hash& manifest) {
  auto q = db.query("SELECT manifest FROM client_release ORDER BY idx DESC LIMIT 1");
  return q.step() && q.fixed<Hash>(0) == manifest;
}

}  // namespace

bool Clients::release(const NewClient& client) {
  bool put = false;
  writer_.run_or_throw([&](Connection& db) {
    keep(db, client.manifest, true);
    for (const auto& script : client.scripts) keep(db, script, false);
    const bool recorded = is_newest(db, crypto::sha256(client.manifest));
    db.query("DELETE FROM waiting WHERE substr(lines, 1, 16) = 'ruban/v1 client' || char(10) AND lines <> ?",
             recorded ? std::string() : client.lines)
        .run();
    put = !recorded && put_into_pool(db, client.lines).has_value();
  });
  return put;
}

std::optional<ClientFile> Clients::file(const Hash& sha256) {
  return readers_.read([&](Connection& db) -> std::optional<ClientFile> {
    auto q = db.query("SELECT bytes, is_manifest FROM client_file WHERE sha256 = ?", sha256);
    if (!q.step()) return std::nullopt;
    return ClientFile{q.text(0), q.integer(1) != 0};
  });
}

}  // namespace ruban::store::sqlite
