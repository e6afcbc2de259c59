// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/page_cache.h"

#include "core/check.h"
#include "web/http/compress.h"
#include "web/http/negotiate.h"
#include "web/http/security_headers.h"
#include "web/http/wire.h"

namespace ruban::web {
namespace {

CachedPage::Wire make_wire(int status, std::string head, std::string_view body) {
  CachedPage::Wire wire{status, std::move(head), 0};
  wire.head = wire.bytes.size();
  wire.bytes.reserve(wire.head + 2 + body.size());
  wire.bytes.append("\r\n").append(body);
  return wire;
}

}  // namespace

CachedPage::CachedPage(Response response) {
  CHECK(response.status == 200 && is_public(response.surface));
  const auto body = response.body.view();
  if (response.etag.empty()) response.etag = etag_of(body);
  etag_ = response.etag;
  identity_ = make_wire(200, head_of(response, body.size(), false), body);
  not_modified_ = make_wire(304, not_modified_head_of(response, false), "");
  if (!may_compress(response)) return;
  const auto small = gzip(body);
  gzip_ = make_wire(200, head_of(response, small.size(), true), small);
  not_modified_gzip_ = make_wire(304, not_modified_head_of(response, true), "");
}

const CachedPage::Wire& CachedPage::choose(std::string_view accept_encoding,
                                           std::string_view if_none_match) const {
  const bool compressed = !gzip_.bytes.empty() && !accept_encoding.empty() && accepts_gzip(accept_encoding);
  if (!if_none_match.empty() && has_version(if_none_match, etag_)) {
    return compressed ? not_modified_gzip_ : not_modified_;
  }
  return compressed ? gzip_ : identity_;
}

std::size_t CachedPage::bytes() const {
  return identity_.bytes.size() + gzip_.bytes.size() + not_modified_.bytes.size() +
         not_modified_gzip_.bytes.size();
}

void PageCache::update(Changes changes) {
  const std::lock_guard lock(mutex_);
  auto next = std::make_shared<Snapshot>(*pages_);
  for (auto& [path, page] : changes) {
    if (page) {
      (*next)[std::move(path)] = std::move(page);
    } else {
      next->erase(path);
    }
  }
  pages_ = std::move(next);
  version_.fetch_add(1, std::memory_order_release);
}

void PageCache::put(std::string path, Response response) {
  Changes changes;
  changes.emplace_back(std::move(path), std::make_shared<const CachedPage>(std::move(response)));
  update(std::move(changes));
}

void PageCache::erase(std::string path) {
  Changes changes;
  changes.emplace_back(std::move(path), nullptr);
  update(std::move(changes));
}

void PageCache::clear() {
  const std::lock_guard lock(mutex_);
  pages_ = std::make_shared<Snapshot>();
  version_.fetch_add(1, std::memory_order_release);
}

std::size_t PageCache::pages() const {
  const std::lock_guard lock(mutex_);
  return pages_->size();
}

std::size_t PageCache::bytes() const {
  const std::lock_guard lock(mutex_);
  std::size_t sum = 0;
  for (const auto& [path, page] : *pages_) sum += path.size() + page->bytes();
  return sum;
}

const std::shared_ptr<const CachedPage>* PageCache::Reader::find(std::string_view path) {
  if (const auto version = cache_.version_.load(std::memory_order_acquire); version != version_)
      [[unlikely]] {
    const std::lock_guard lock(cache_.mutex_);
    pages_ = cache_.pages_;
    version_ = version;
  }
  const auto place = pages_->find(path);
  return place == pages_->end() ? nullptr : &place->second;
}

}  // namespace ruban::web
