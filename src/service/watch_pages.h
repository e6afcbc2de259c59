// SPDX-License-Identifier: AGPL-3.0-or-later
// Looks again, from time to time, at pages that are evidence, and puts them on record when they have changed.
#pragma once

#include <functional>
#include <string_view>

#include "fetch/fetcher.h"
#include "service/instance.h"
#include "service/letters.h"

namespace ruban::service {

inline constexpr std::size_t kMostWatchedPages = 50;  // of a letter

class WatchPages {
 public:
  // As fetch::Fetcher answers.
  using Fetch = std::function<Result<fetch::Fetched>(std::string_view url)>;

  WatchPages(Instance instance, Letters& letters, Fetch fetch)
      : instance_(instance), letters_(letters), fetch_(std::move(fetch)) {}

  // Looks at the page that has been due for longest; false if none is. A page whose text and status are those
  // of the last capture isn't put on record again. What goes wrong is kept beside the page, for the
  // organisers.
  bool step();

 private:
  Result<void> look(const PublishedLetter& letter, const std::string& url);

  Instance instance_;
  Letters& letters_;
  Fetch fetch_;
};

}  // namespace ruban::service
