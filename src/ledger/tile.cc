// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/tile.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>

#include "core/check.h"

namespace ruban::ledger {
namespace {

// Places of tiles lie below this, since the record has fewer than 2^64 entries.
constexpr std::uint64_t kMaxPlace = std::uint64_t{1} << 56;

std::optional<unsigned> small_number(std::string_view text, unsigned max) {
  unsigned out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size() || out > max) return std::nullopt;
  return out;
}

}  // namespace

std::string tile_path(const TileId& id) {
  std::string place = fmt::format("{:03}", id.n % 1000);
  for (auto n = id.n / 1000; n > 0; n /= 1000) place.insert(0, fmt::format("x{:03}/", n % 1000));
  auto out = id.level == kEntryLevel ? "tile/entries/" + place : fmt::format("tile/{}/{}", id.level, place);
  if (id.width != kTileWidth) out += fmt::format(".p/{}", id.width);
  return out;
}

Result<TileId> parse_tile_path(std::string_view path) {
  const auto wrong = fail(Kind::invalid, "This is not the path of a tile.");
  constexpr std::string_view kTile = "tile/", kEntries = "entries", kPartial = ".p/";
  if (path.size() > 64 || !path.starts_with(kTile)) return wrong;
  auto rest = path.substr(kTile.size());

  TileId id;
  const auto slash = rest.find('/');
  if (slash == std::string_view::npos) return wrong;
  if (rest.substr(0, slash) == kEntries) {
    id.level = kEntryLevel;
  } else {
    auto level = small_number(rest.substr(0, slash), kMaxTileLevel);
    if (!level) return wrong;
    id.level = static_cast<int>(*level);
  }
  rest.remove_prefix(slash + 1);

  if (const auto partial = rest.find(kPartial); partial != std::string_view::npos) {
    auto width = small_number(rest.substr(partial + kPartial.size()), kTileWidth - 1);
    if (!width || *width == 0) return wrong;
    id.width = *width;
    rest = rest.substr(0, partial);
  }

  while (true) {
    if (rest.starts_with('x')) rest.remove_prefix(1);
    auto group = rest.size() < 3 ? std::nullopt : small_number(rest.substr(0, 3), 999);
    if (!group || id.n >= kMaxPlace / 1000) return wrong;
    id.n = id.n * 1000 + *group;
    rest.remove_prefix(3);
    if (rest.empty()) break;
    if (!rest.starts_with('/')) return wrong;
    rest.remove_prefix(1);
  }
  if (tile_path(id) != path) return wrong;  // one spelling for each tile
  return id;
}

unsigned tile_width(int level, std::uint64_t n, TreeSize size) {
  const auto hashes = level == kEntryLevel ? size : size >> (8 * level);
  if (n >= hashes / kTileWidth + 1) return 0;
  return static_cast<unsigned>(std::min<std::uint64_t>(hashes - n * kTileWidth, kTileWidth));
}

std::vector<TileId> tiles_of(TreeSize size) {
  std::vector<TileId> out;
  const auto add_level = [&](int level) {
    for (std::uint64_t n = 0;; ++n) {
      const auto width = tile_width(level, n, size);
      if (width == 0) return;
      out.push_back({level, n, width});
    }
  };
  for (int level = 0; level <= kMaxTileLevel && size >> (8 * level) != 0; ++level) add_level(level);
  add_level(kEntryLevel);
  return out;
}

Hash tile_hash(ByteView bytes, unsigned i) {
  CHECK((i + 1) * Hash::kSize <= bytes.size());
  Hash out;
  std::memcpy(out.bytes.data(), bytes.data() + i * Hash::kSize, Hash::kSize);
  return out;
}

Hash hash_of_run(std::span<const Hash> run) {
  CHECK(std::has_single_bit(run.size()) && run.size() <= kTileWidth);
  if (run.size() == 1) return run[0];
  std::array<Hash, kTileWidth / 2> nodes;
  auto width = run.size() / 2;
  for (std::size_t i = 0; i < width; ++i) nodes[i] = node_hash(run[2 * i], run[2 * i + 1]);
  for (; width > 1; width /= 2) {
    for (std::size_t i = 0; i < width / 2; ++i) nodes[i] = node_hash(nodes[2 * i], nodes[2 * i + 1]);
  }
  return nodes[0];
}

Result<Hash> TileHashReader::read(unsigned level, std::uint64_t index) {
  CHECK(level < 64);
  TileId id;
  id.level = static_cast<int>(level / 8);
  const auto height = level % 8;  // of the subtree above the tile's hashes
  const auto first = index << height;
  id.n = first / kTileWidth;
  id.width = tile_width(id.level, id.n, size_);
  const auto run = std::size_t{1} << height;
  CHECK(first % kTileWidth + run <= id.width);

  auto known = known_.find(id);
  if (known == known_.end()) {
    const auto bytes = TRY(tiles_.read(id));
    if (bytes.size() != id.width * Hash::kSize) {
      return fail(Kind::invalid, "A tile of the record has the wrong length.", tile_path(id));
    }
    std::vector<Hash> hashes(id.width);
    for (unsigned i = 0; i < id.width; ++i) hashes[i] = tile_hash(bytes, i);
    known = known_.emplace(id, std::move(hashes)).first;
  }
  return hash_of_run(std::span(known->second).subspan(first % kTileWidth, run));
}

void append_to_bundle(Bytes& bundle, std::string_view entry) {
  CHECK(entry.size() <= 65535);
  bundle.push_back(static_cast<std::uint8_t>(entry.size() >> 8));
  bundle.push_back(static_cast<std::uint8_t>(entry.size() & 0xFF));
  bundle.insert(bundle.end(), entry.begin(), entry.end());
}

Result<std::vector<std::string_view>> split_bundle(ByteView bundle, unsigned width) {
  const auto wrong = fail(Kind::invalid, "A bundle of entries has the wrong length.");
  std::vector<std::string_view> out;
  out.reserve(width);
  for (unsigned i = 0; i < width; ++i) {
    if (bundle.size() < 2) return wrong;
    const auto length = static_cast<std::size_t>(bundle[0] << 8 | bundle[1]);
    if (bundle.size() - 2 < length) return wrong;
    out.push_back(as_text(bundle.subspan(2, length)));
    bundle = bundle.subspan(2 + length);
  }
  if (!bundle.empty()) return wrong;
  return out;
}

}  // namespace ruban::ledger
