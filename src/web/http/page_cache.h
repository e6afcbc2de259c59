// SPDX-License-Identifier: AGPL-3.0-or-later
// PageCache: public pages as ready bytes in memory, answered on the I/O thread before the router is asked.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "web/http/response.h"

namespace ruban::web {

// One page, written out whole for each encoding. It never changes.
class CachedPage {
 public:
  // Takes a 200 of a public surface (CHECK). Compresses it, makes its ETag if it has none.
  explicit CachedPage(Response response);

  // A response as it goes over the wire, after its status line and Date: header lines, then the empty line
  // and the body. "Connection: close" fits between the two.
  struct Wire {
    int status = 0;
    std::string bytes;
    std::size_t head = 0;  // length of the first part
  };
  // What answers these header values; HEAD gets the header lines and the empty line alone.
  const Wire& choose(std::string_view accept_encoding, std::string_view if_none_match) const;
  std::string_view etag() const { return etag_; }
  std::size_t bytes() const;

 private:
  std::string etag_;  // without quotes; that of the compressed form ends in "-gz"
  Wire identity_, gzip_, not_modified_, not_modified_gzip_;
};

class PageCache {
 public:
  // Exact path without query -> page, or nullptr to take it out. All changes show at once.
  using Changes = std::vector<std::pair<std::string, std::shared_ptr<const CachedPage>>>;
  void update(Changes changes);
  void put(std::string path, Response response);
  void erase(std::string path);
  void clear();

  // For gauges.
  std::size_t pages() const;
  std::size_t bytes() const;

  struct Hashed {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Snapshot =
      std::unordered_map<std::string, std::shared_ptr<const CachedPage>, Hashed, std::equal_to<>>;

  // One thread's view. Costs one atomic load while nothing has changed.
  class Reader {
   public:
    explicit Reader(const PageCache& cache) : cache_(cache) {}
    // Stays valid until the next call; copy the pointer to keep it longer.
    const std::shared_ptr<const CachedPage>* find(std::string_view path);

   private:
    const PageCache& cache_;
    std::uint64_t version_ = 0;
    std::shared_ptr<const Snapshot> pages_;
  };

 private:
  mutable std::mutex mutex_;  // of pages_
  std::shared_ptr<const Snapshot> pages_ = std::make_shared<Snapshot>();
  std::atomic<std::uint64_t> version_ = 1;  // moves after pages_ does
};

}  // namespace ruban::web
