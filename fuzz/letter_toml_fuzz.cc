// rooms: letter
// SPDX-License-Identifier: AGPL-3.0-or-later
// letter.toml beside good texts: any bytes give either a letter or faults, never both or neither.
#include <cstdint>
#include <cstdlib>

#include "core/utf8.h"
#include "letter/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ruban;
  letter::Folder folder;
  folder.files["letter.toml"] = std::string(reinterpret_cast<const char*>(data), size);
  folder.files["en.md"] = "Dear you.\n";
  folder.files["fr.md"] = "Chère amie.\n";
  const auto checked = letter::check(folder);
  if (checked.letter.has_value() != checked.faults.empty()) std::abort();
  for (const auto& fault : checked.faults) {
    if (fault.what.empty() || fault.instead.empty() || has_forbidden_characters(fault.what)) std::abort();
  }
  if (checked.letter) {
    for (const auto language : checked.letter->languages) {
      if (checked.letter->title.at(language).empty()) std::abort();
    }
    if (checked.letter->demands.empty() || checked.letter->issuers.empty()) std::abort();
  }
  return 0;
}
