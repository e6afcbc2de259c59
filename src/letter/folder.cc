// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/folder.h"

#include <algorithm>

#include "core/bytes.h"
#include "crypto/sha256.h"

namespace ruban::letter {

bool is_file_name(std::string_view name) {
  if (name.size() > kMaxFileNameBytes) return false;
  for (std::string_view ending : {".toml", ".md"}) {
    if (!name.ends_with(ending) || name.size() == ending.size()) continue;
    return std::ranges::all_of(name.substr(0, name.size() - ending.size()), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
  }
  return false;
}

Hash text_hash(const Folder& folder) {
  crypto::Sha256 hash;
  for (const auto& [name, content] : folder.files) {
    hash.update(as_bytes(to_hex(crypto::sha256(content).view()) + "  " + name + "\n"));
  }
  return hash.finish();
}

}  // namespace ruban::letter
