// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/check.h"

#include <algorithm>
#include <tuple>

#include "letter/fields.h"
#include "letter/letter_toml.h"
#include "letter/plain_lines.h"
#include "letter/spoken.h"

namespace ruban::letter {
namespace {

constexpr std::string_view kToml = "letter.toml";

std::string text_file(Language language) { return std::string(code(language)) + ".md"; }

// The language of "fr.md".
std::optional<Language> language_of(std::string_view name) {
  if (!name.ends_with(".md")) return std::nullopt;
  return parse_language(name.substr(0, name.size() - 3));
}

void check_folder(const Folder& folder, std::vector<Fault>& faults) {
  std::size_t bytes = 0;
  for (const auto& [name, content] : folder.files) {
    bytes += content.size();
    if (name == kToml || language_of(name)) continue;
    const auto file = is_file_name(name) ? name : std::string();
    faults.push_back(
        {file, 0, "The file " + in_quotes(name) + " doesn't belong in a letter's folder.",
         "Keep letter.toml and one Markdown file per language there (fr.md, en.md), and nothing else."});
  }
  if (folder.files.size() > kMaxFiles) {
    faults.push_back({{},
                      0,
                      "The folder has " + std::to_string(folder.files.size()) + " files.",
                      "Keep at most " + std::to_string(kMaxFiles) + "."});
  }
  if (bytes > kMaxFolderBytes) {
    faults.push_back({{},
                      0,
                      "The folder has " + std::to_string(bytes) + " bytes.",
                      "Keep at most " + std::to_string(kMaxFolderBytes) + "."});
  }
}

LetterToml check_toml(const Folder& folder, std::vector<Fault>& faults) {
  const auto found = folder.files.find(kToml);
  if (found == folder.files.end()) {
    faults.push_back({std::string(kToml), 0, "The file letter.toml is missing.",
                      "Write it: docs/formats/letter-folder.md shows all of it."});
    return {};
  }
  if (!check_plain_lines(found->second, kToml, faults)) return {};
  return read_letter_toml(found->second, faults);
}

void check_spoken(Language language, const Document& document, std::vector<Fault>& faults) {
  const auto heard = spoken_language(document);
  if (!heard || *heard == language) return;
  faults.push_back({text_file(language), 0,
                    "This file is for " + std::string(language_name(language)) + ", but its text is in " +
                        std::string(language_name(*heard)) + ".",
                    "Put it into " + text_file(*heard) + "."});
}

// `languages` is empty if letter.toml doesn't say them in a readable way: then only what is there is checked.
std::map<Language, Document> check_texts(const Folder& folder, const std::vector<Language>& languages,
                                         std::vector<Fault>& faults) {
  std::map<Language, Document> out;
  for (const auto language : kLanguages) {
    const auto name = text_file(language);
    const auto found = folder.files.find(name);
    const bool listed = std::ranges::find(languages, language) != languages.end();
    if (found == folder.files.end()) {
      if (!listed) continue;
      faults.push_back(
          {name, 0, "The text in " + std::string(language_name(language)) + " is missing.",
           "Write " + name + ", or remove " + in_quotes(code(language)) + " from languages in letter.toml."});
      continue;
    }
    if (!listed && !languages.empty()) {
      faults.push_back({name, 0, "letter.toml doesn't list this language.",
                        "Add " + in_quotes(code(language)) + " to languages, or remove the file."});
    }
    auto document = parse_document(found->second, name, faults);
    if (!document) continue;
    check_spoken(language, *document, faults);
    out.emplace(language, std::move(*document));
  }
  return out;
}

}  // namespace

Checked check(const Folder& folder) {
  Checked out;
  check_folder(folder, out.faults);
  auto toml = check_toml(folder, out.faults);
  auto documents = check_texts(folder, toml.languages, out.faults);
  if (out.faults.empty() && toml.letter) {
    out.letter = std::move(toml.letter);
    out.letter->documents = std::move(documents);
  }
  std::ranges::stable_sort(out.faults, {},
                           [](const Fault& fault) { return std::tie(fault.file, fault.line); });
  return out;
}

}  // namespace ruban::letter
