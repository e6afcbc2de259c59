// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeps the pages that everybody reads ready in memory, and renews them when the published record has moved.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "web/http/page_cache.h"
#include "web/http/router.h"
#include "web/site.h"

namespace ruban::web {

class PageKeeper {
 public:
  PageKeeper(const Site& site, const Router& router, PageCache& cache)
      : site_(site), router_(router), cache_(cache) {}

  // Renders what has changed since the last call. A letter that nothing happened to is renewed once a minute,
  // since its page names the newest checkpoint and knows opening and closing times.
  void renew();
  // renew() after each moved(), at most every 200 ms, and once in ten seconds.
  void run(std::stop_token stop);
  // The published record has moved. From any thread.
  void moved();

 private:
  struct Seen {
    std::vector<store::Count> counts;
    store::LetterRow row;
    EntryIndex last_event = 0;
    service::Standing standing;
    Instant rendered;
  };
  bool is_due(const service::PublishedLetter& letter, const store::Checkpoint& published, Instant now);
  void render(const std::string& path, PageCache::Changes& changes) const;

  const Site& site_;
  const Router& router_;
  PageCache& cache_;
  std::map<LetterId, Seen> seen_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool moved_ = false;
};

}  // namespace ruban::web
