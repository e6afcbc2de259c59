// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages of the web that are looked at again and again, to see whether they change.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/time.h"

namespace ruban::store {

struct WatchedPage {
  LetterId letter;
  std::string url;
  std::chrono::seconds every{0};
  Instant next{};                   // when it will be looked at
  std::optional<Instant> looked{};  // when it was
  std::string trouble{};            // why that didn't work; empty if it did
  bool operator==(const WatchedPage&) const = default;
};

class WatchStore {
 public:
  virtual ~WatchStore() = default;

  // Durable. The same address again gets the new rhythm. Kind::too_many if the letter has `most` others.
  virtual Result<void> watch(const WatchedPage& page, std::size_t most) = 0;
  // False if it wasn't watched.
  virtual bool unwatch(const LetterId& letter, std::string_view url) = 0;
  // Those of a letter, by address.
  virtual std::vector<WatchedPage> watched(const LetterId& letter) = 0;
  // The one that has been due for longest.
  virtual std::optional<WatchedPage> due(Instant now) = 0;
  // It was looked at. Nothing happens if it isn't watched any more.
  virtual void looked(const LetterId& letter, std::string_view url, Instant now, Instant next,
                      const std::string& trouble) = 0;
};

}  // namespace ruban::store
