// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/page_keeper.h"

#include <spdlog/spdlog.h>

#include "web/pages/paths.h"
#include "web/pages/static_files.h"

namespace ruban::web {
namespace {
constexpr std::chrono::milliseconds kLeast{200};
constexpr std::chrono::seconds kMost{10};
constexpr std::chrono::seconds kRenewUnchanged{60};
}  // namespace

void PageKeeper::render(const std::string& path, PageCache::Changes& changes) const {
  auto request = parse_target(Method::get, path);
  if (!request) return;
  const auto response = router_.answer(*std::move(request));
  const bool public_page = response.status == 200 && response.surface != Surface::personal;
  changes.emplace_back(path, public_page ? std::make_shared<const CachedPage>(response) : nullptr);
}

bool PageKeeper::is_due(const service::PublishedLetter& letter, const store::Checkpoint& published,
                        Instant now) {
  const auto size = published.size;
  const auto last = site_.instance.store.letters().latest_events(letter.id(), {}, 1, size);
  Seen fresh{site_.instance.store.signatures().counts(letter.id(), size), letter.row,
             last.empty() ? 0 : last.front().index, site_.standing(published), now};
  auto& seen = seen_[letter.id()];
  const bool same = seen.counts == fresh.counts && seen.last_event == fresh.last_event &&
                    seen.standing == fresh.standing && seen.row.replaced_by == fresh.row.replaced_by &&
                    seen.row.end == fresh.row.end;
  if (same && now - seen.rendered < kRenewUnchanged) return false;
  seen = std::move(fresh);
  return true;
}

void PageKeeper::renew() {
  PageCache::Changes changes;
  const auto published = site_.instance.store.record().published_checkpoint();
  const auto now = site_.now();
  for (const auto& letter : site_.letters.all()) {
    if (!published || letter->row.index >= published->size || letter->row.replaced_by) continue;
    if (!is_due(*letter, *published, now)) continue;
    const LetterPlace place{letter->row.slug, std::nullopt};
    for (auto lang : i18n::kLangs) {
      for (auto rest : {"", "/signatures", "/figures", "/history"})
        render(letter_path(lang, place, rest), changes);
      if (letter->letter.pledge) render(letter_path(lang, place, "/pledge"), changes);
    }
    const auto& slug = letter->row.slug;
    for (const auto& path :
         {"/api/v1/letters/" + slug, "/api/v1/letters/" + slug + "/count", "/embed/" + slug,
          "/letters/" + slug + "/badge.svg", "/letters/" + slug + "/feed.atom"}) {
      render(path, changes);
    }
  }
  for (auto lang : i18n::kLangs) {
    for (auto rest : {"/", "/about", "/verify"}) render(path_in(lang, rest), changes);
  }
  for (auto path : {"/api/v1/letters", "/log/checkpoint", "/log/policy"}) render(path, changes);
  if (cache_.pages() == 0) {
    for (const auto& file : static_files()) render(std::string(file.path), changes);
  }
  cache_.update(std::move(changes));
}

void PageKeeper::moved() {
  {
    std::lock_guard lock(mutex_);
    moved_ = true;
  }
  changed_.notify_one();
}

void PageKeeper::run(std::stop_token stop) {
  while (!stop.stop_requested()) {
    try {
      renew();
    } catch (const std::exception& e) {
      spdlog::error("pages could not be renewed: {}",
                    e.what());  // the old ones stay; the next round tries again
    }
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, kLeast, [] { return false; });
    changed_.wait_for(lock, stop, kMost, [&] { return moved_; });
    moved_ = false;
  }
}

}  // namespace ruban::web
