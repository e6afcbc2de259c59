// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/folder_sums.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>

#include "cli/read_file.h"
#include "core/bytes.h"
#include "crypto/sha256.h"

namespace ruban::cli {
namespace {

constexpr std::string_view kName = "SHA256SUMS";
constexpr std::size_t kMostBytes = std::size_t{256} * 1024 * 1024;
constexpr std::size_t kDigits = 64;

// "<64 hex digits>  <name>" a line, as sha256sum writes them.
Result<std::map<std::string, Hash>> parse(std::string_view text) {
  const auto wrong = [] {
    return fail(Kind::invalid, "This isn't a list of checksums as ruban export writes it.",
                std::string(kName));
  };
  std::map<std::string, Hash> out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    if (end == std::string_view::npos || line.size() < kDigits + 3 || line.substr(kDigits, 2) != "  ")
      return wrong();
    const auto bytes = from_hex(line.substr(0, kDigits));
    if (!bytes) return wrong();
    const auto name = line.substr(kDigits + 2);  // it is printed if it is wrong
    if (std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }))
      return wrong();
    if (!out.emplace(name, TRY(Hash::from(*bytes))).second) return wrong();
    text.remove_prefix(end + 1);
  }
  return out;
}

std::optional<Hash> hash_of(const std::filesystem::path& file) {
  if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(file))) return std::nullopt;
  std::ifstream in(file, std::ios::binary);
  crypto::Sha256 hash;
  std::array<char, 65536> piece{};
  while (in) {
    in.read(piece.data(), piece.size());
    hash.update(as_bytes(std::string_view(piece.data(), static_cast<std::size_t>(in.gcount()))));
  }
  if (!in.eof()) return std::nullopt;
  return hash.finish();
}

}  // namespace

Result<std::optional<SumsCheck>> check_sums(const std::filesystem::path& folder) {
  const auto text = read_file(folder / kName, kMostBytes);
  if (!text && text.error().kind == Kind::not_found) return std::optional<SumsCheck>();
  if (!text) return tl::unexpected(text.error());
  auto listed = TRY(parse(*text));
  SumsCheck out;
  out.sums = crypto::sha256(*text);
  out.files = listed.size();
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_directory() && !entry.is_symlink()) continue;
    const auto name = entry.path().lexically_relative(folder).generic_string();
    if (name == kName) continue;
    const auto found = listed.find(name);
    const bool is_right = found != listed.end() && hash_of(entry.path()) == found->second;
    if (found != listed.end()) listed.erase(found);
    if (!is_right) out.wrong.push_back(name);
  }
  for (const auto& [name, hash] : listed) out.wrong.push_back(name);
  std::ranges::sort(out.wrong);
  return std::optional(std::move(out));
}

}  // namespace ruban::cli
