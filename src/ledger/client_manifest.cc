// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/client_manifest.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/check.h"
#include "crypto/sha256.h"

namespace ruban::ledger {
namespace {

constexpr std::size_t kDigits = 2 * Hash::kSize;

// Absolute, of this site, and the same after whatever a browser or a proxy makes of dots and slashes.
bool is_path(std::string_view path) {
  if (path.size() > ClientManifest::kMaxPath || !path.starts_with('/') || path.ends_with('/')) return false;
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '/';
  };
  return std::all_of(path.begin(), path.end(), fits) && path.find("//") == std::string_view::npos &&
         path.find("/.") == std::string_view::npos;
}

Result<ClientManifest::File> read_line(std::string_view line) {
  if (line.size() <= kDigits + 2 || line.substr(kDigits, 2) != "  ")
    return fail(Kind::invalid, "A line of a manifest is a hash, two spaces and a path.");
  auto hash = fixed_from_hex<Hash>(line.substr(0, kDigits));
  if (!hash) return fail(Kind::invalid, "A hash has 64 digits of lower-case hexadecimal.");
  const auto path = line.substr(kDigits + 2);
  if (!is_path(path)) return fail(Kind::invalid, "This isn’t a path that a page could load a script from.");
  return ClientManifest::File{std::string(path), *hash};
}

}  // namespace

Result<ClientManifest> ClientManifest::parse(std::string_view text) {
  if (text.size() > kMaxBytes) return fail(Kind::too_large, "A manifest has at most 16 KiB.");
  if (text.empty()) return fail(Kind::invalid, "A manifest names one script at least.");
  ClientManifest out;
  while (!text.empty()) {
    const auto where = fmt::format("line {}", out.files_.size() + 1);
    const auto end = text.find('\n');
    if (end == std::string_view::npos)
      return fail(Kind::invalid, "Every line of a manifest ends with a line feed.", where);
    auto file = read_line(text.substr(0, end));
    if (!file) {
      file.error().field = where;
      return tl::unexpected(file.error());
    }
    if (out.files_.size() == kMaxFiles)
      return fail(Kind::too_large, "A manifest has at most 64 scripts.", where);
    if (!out.files_.empty() && out.files_.back().path >= file->path)
      return fail(Kind::invalid, "The paths of a manifest are in bytewise order, each once.", where);
    out.files_.push_back(*std::move(file));
    text.remove_prefix(end + 1);
  }
  return out;
}

ClientManifest ClientManifest::of(std::vector<File> files) {
  ClientManifest out;
  out.files_ = std::move(files);
  std::sort(out.files_.begin(), out.files_.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  CHECK(parse(out.text()).has_value());
  return out;
}

std::string ClientManifest::text() const {
  std::string out;
  for (const auto& file : files_) out += fmt::format("{}  {}\n", to_hex(file.sha256.view()), file.path);
  return out;
}

Hash ClientManifest::sha256() const { return crypto::sha256(text()); }

bool ClientManifest::has(std::string_view path) const {
  return std::any_of(files_.begin(), files_.end(), [&](const auto& file) { return file.path == path; });
}

}  // namespace ruban::ledger
