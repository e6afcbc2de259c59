// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/folder_source.h"

#include <fmt/format.h>

#include "cli/read_file.h"
#include "letter/folder.h"
#include "letter/slug.h"

namespace ruban::cli {
// Names come from the record and from claims: only those that are names reach the disk.
Result<std::string> FolderSource::get(const std::string& path, std::size_t most) {
  auto text = read_file(folder_ / path, most);
  if (!text) text.error().field = path;
  return text;
}

Result<Bytes> FolderSource::read(const ledger::TileId& id) {
  return to_bytes(TRY(get("log/" + ledger::tile_path(id), ledger::kMaxBundleBytes)));
}

Result<std::string> FolderSource::checkpoint() { return get("log/checkpoint"); }
Result<std::string> FolderSource::policy() { return get("log/policy"); }
Result<std::string> FolderSource::letters() { return get("api/v1/letters/index.json"); }

Result<std::string> FolderSource::count(std::string_view slug, std::uint64_t version) {
  TRY(letter::Slug::parse(slug));
  return get(fmt::format("api/v1/letters/{}/v{}/count.json", slug, version));
}

Result<std::string> FolderSource::letter_file(std::string_view slug, std::uint64_t version,
                                              std::string_view name) {
  TRY(letter::Slug::parse(slug));
  if (!letter::is_file_name(name)) return fail(Kind::not_found, "A letter has no file of such a name.");
  return get(fmt::format("letters/{}/v{}/files/{}", slug, version, name));
}

Result<std::string> FolderSource::signatures(std::string_view slug, std::uint64_t version,
                                             std::optional<EntryIndex> after, unsigned) {
  TRY(letter::Slug::parse(slug));
  const auto page = after ? std::to_string(*after) : "index";
  return get(fmt::format("api/v1/letters/{}/v{}/signatures/{}.json", slug, version, page));
}

Result<std::string> FolderSource::client_file(const Hash& sha256) {
  return get("client/" + to_hex(sha256.view()));
}

Result<std::string> FolderSource::at_path(std::string_view path) { return get(std::string(path.substr(1))); }

}  // namespace ruban::cli
