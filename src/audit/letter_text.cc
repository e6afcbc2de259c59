// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/letter_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "letter/check.h"

namespace ruban::audit {
namespace {

std::optional<letter::Folder> fetch_folder(Source& source, const ledger::LetterEntry& entry) {
  letter::Folder out;
  const auto add = [&](const std::string& name) {
    auto bytes = source.letter_file(entry.slug, entry.version, name);
    if (bytes) out.files.emplace(name, *std::move(bytes));
    return bytes.has_value();
  };
  if (!add("letter.toml")) return std::nullopt;
  for (auto language : letter::kLanguages) add(fmt::format("{}.md", letter::code(language)));
  return out;
}

// Whether the folder says of the letter's rules what the entry says.
bool says_the_same(const letter::Letter& folder, const ledger::LetterEntry& entry) {
  if (folder.slug.text() != entry.slug || static_cast<std::uint64_t>(folder.version()) != entry.version ||
      folder.opens != entry.opens || folder.closes != entry.closes || folder.privacy.epoch != entry.epoch ||
      static_cast<std::uint64_t>(folder.privacy.min_batch) != entry.min_batch ||
      !std::equal(folder.modes.begin(), folder.modes.end(), entry.modes.begin(), entry.modes.end(),
                  [](auto a, auto b) { return letter::code(a) == ledger::word(b); })) {
    return false;
  }
  return std::equal(
      folder.issuers.begin(), folder.issuers.end(), entry.issuers.begin(), entry.issuers.end(),
      [](const auto& a, const auto& b) { return a.label == b.label && a.class_name == b.class_name; });
}

}  // namespace

Result<LetterText> fetch_letter_text(Source& source, const ledger::LetterEntry& entry) {
  auto folder = fetch_folder(source, entry);
  if (!folder) return fail(Kind::not_found, "The text of the letter is not there to compare.");
  if (letter::text_hash(*folder) != entry.text_sha256)
    return fail(Kind::conflict, "The text of the letter is not the one in the record.");
  auto checked = letter::check(*folder);
  if (!checked.letter || !says_the_same(*checked.letter, entry))
    return fail(Kind::conflict, "The letter's folder and its entry say different things.");
  return LetterText{*std::move(folder), *std::move(checked.letter)};
}

}  // namespace ruban::audit
