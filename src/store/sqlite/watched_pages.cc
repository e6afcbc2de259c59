// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/watched_pages.h"

#include "store/sqlite/columns.h"
#include "store/sqlite/derived.h"
#include "store/sqlite/letters.h"

namespace ruban::store::sqlite {
namespace {

#define RUBAN_WATCHED_COLUMNS                                                                           \
  "SELECT l.id, w.url, w.every, w.next, w.looked, w.trouble FROM watched_page w JOIN letter l ON l.idx" \
  " = w.letter "

WatchedPage page_of(const Query& q) {
  WatchedPage page;
  page.letter = q.fixed<LetterId>(0);
  page.url = q.text(1);
  page.every = std::chrono::seconds(q.integer(2));
  page.next = q.instant(3);
  if (!q.is_null(4)) page.looked = q.instant(4);
  page.trouble = q.text(5);
  return page;
}

}  // namespace

Result<void> WatchedPages::watch(const WatchedPage& page, std::size_t most) {
  return writer_.run([&](Connection& db) -> Result<void> {
    const auto place = place_of(db, page.letter);
    if (!place) return fail(Kind::not_found, "There is no such letter here.");
    {
      auto others =
          db.query("SELECT count(*) FROM watched_page WHERE letter = ? AND url <> ?", *place, page.url);
      if (others.step() && static_cast<std::size_t>(others.integer(0)) >= most)
        return fail(Kind::too_many,
                    "So many pages are watched for this letter that no more can be. End one first.");
    }
    db.query(
          "INSERT INTO watched_page (letter, url, every, next, trouble) VALUES (?, ?, ?, ?, '')"
          " ON CONFLICT (letter, url) DO UPDATE SET every = excluded.every, next = excluded.next",
          *place, page.url, page.every.count(), page.next)
        .run();
    return {};
  });
}

bool WatchedPages::unwatch(const LetterId& letter, std::string_view url) {
  bool was = false;
  writer_.run_or_throw([&](Connection& db) {
    const auto place = place_of(db, letter);
    was = place && db.query("DELETE FROM watched_page WHERE letter = ? AND url = ?", *place, url).run() > 0;
  });
  return was;
}

std::vector<WatchedPage> WatchedPages::watched(const LetterId& letter) {
  return readers_.read([&](Connection& db) {
    std::vector<WatchedPage> out;
    auto q = db.query(RUBAN_WATCHED_COLUMNS "WHERE l.id = ? ORDER BY w.url", letter);
    while (q.step()) out.push_back(page_of(q));
    return out;
  });
}

std::optional<WatchedPage> WatchedPages::due(Instant now) {
  return readers_.read([&](Connection& db) -> std::optional<WatchedPage> {
    auto q = db.query(RUBAN_WATCHED_COLUMNS "WHERE w.next <= ? ORDER BY w.next LIMIT 1", now);
    return q.step() ? std::optional(page_of(q)) : std::nullopt;
  });
}

void WatchedPages::looked(const LetterId& letter, std::string_view url, Instant now, Instant next,
                          const std::string& trouble) {
  writer_.run_or_throw([&](Connection& db) {
    const auto place = place_of(db, letter);
    if (!place) return;
    db.query("UPDATE watched_page SET looked = ?, next = ?, trouble = ? WHERE letter = ? AND url = ?", now,
             next, trouble, *place, url)
        .run();
  });
}

}  // namespace ruban::store::sqlite
