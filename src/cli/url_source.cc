// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/url_source.h"

#include <fmt/format.h>

#include "cli/trust.h"
#include "letter/folder.h"
#include "letter/slug.h"

namespace ruban::cli {
namespace {

std::size_t most_bytes(const ledger::TileId& id) {
  return id.level == ledger::kEntryLevel ? ledger::kMaxBundleBytes : ledger::kTileWidth * Hash::kSize;
}

// Where no network is saved, packing and unpacking costs both sides for nothing.
HttpLimits limits_for(std::string_view site, HttpLimits limits) {
  if (is_this_machine(site.substr(site.find("//") + 2))) limits.compressed = false;
  return limits;
}

}  // namespace

UrlSource::UrlSource(std::string site, HttpLimits limits)
    : site_(std::move(site)), http_(limits_for(site_, std::move(limits))) {}

Result<std::string> UrlSource::get(const std::string& path, std::size_t most) {
  auto text = http_(site_ + "/" + path, most);
  if (!text) text.error().field = path;
  return text;
}

Result<Bytes> UrlSource::read(const ledger::TileId& id) {
  return to_bytes(TRY(get("log/" + ledger::tile_path(id), most_bytes(id))));
}

std::vector<Result<Bytes>> UrlSource::read_all(std::span<const ledger::TileId> ids) {
  std::vector<Wanted> wanted;
  for (const auto& id : ids) wanted.push_back({site_ + "/log/" + ledger::tile_path(id), most_bytes(id)});
  std::vector<Result<Bytes>> out;
  for (auto& text : http_.all(wanted)) {
    out.push_back(std::move(text).map([](const std::string& bytes) { return to_bytes(bytes); }));
  }
  return out;
}

Result<std::string> UrlSource::checkpoint() { return get("log/checkpoint"); }
Result<std::string> UrlSource::policy() { return get("log/policy"); }
Result<std::string> UrlSource::letters() { return get("api/v1/letters"); }

// A slug or a name that the server made up could lead anywhere, so only those that are ones are asked for.
Result<std::string> UrlSource::count(std::string_view slug, std::uint64_t version) {
  TRY(letter::Slug::parse(slug));
  return get(fmt::format("api/v1/letters/{}/count?version={}", slug, version));
}

Result<std::string> UrlSource::letter_file(std::string_view slug, std::uint64_t version,
                                           std::string_view name) {
  TRY(letter::Slug::parse(slug));
  if (!letter::is_file_name(name)) return fail(Kind::not_found, "A letter has no file of such a name.");
  return get(fmt::format("letters/{}/v{}/files/{}", slug, version, name));
}

Result<std::string> UrlSource::signatures(std::string_view slug, std::uint64_t version,
                                          std::optional<EntryIndex> after, unsigned limit) {
  TRY(letter::Slug::parse(slug));
  const auto from = after ? fmt::format("&after={}", *after) : std::string();
  return get(fmt::format("api/v1/letters/{}/signatures?version={}{}&limit={}", slug, version, from, limit));
}

Result<std::string> UrlSource::client_file(const Hash& sha256) {
  return get("client/" + to_hex(sha256.view()));
}

Result<std::string> UrlSource::at_path(std::string_view path) { return get(std::string(path.substr(1))); }

}  // namespace ruban::cli
