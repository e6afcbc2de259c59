// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "audit/compare.h"
#include "crypto/sha256.h"
#include "letter/check.h"
#include "signature/payload.h"

namespace ruban::audit {
namespace {

constexpr unsigned kPage = 1000;

std::string where(const LetterReport& report) {
  return fmt::format("{} v{}", report.letter.entry.slug, report.letter.entry.version);
}

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

void compare_folder(Source& source, LetterReport& report, std::vector<Problem>& problems) {
  const auto& entry = report.letter.entry;
  const auto folder = fetch_folder(source, entry);
  if (!folder) {
    if (report.letter.end == ledger::LetterEnd::removed) return;
    problems.push_back(
        {Problem::Weight::not_compared, "The text of the letter is not there to compare.", where(report)});
    return;
  }
  if (letter::text_hash(*folder) != entry.text_sha256) {
    problems.push_back(
        {Problem::Weight::wrong, "The text of the letter is not the one in the record.", where(report)});
    return;
  }
  const auto checked = letter::check(*folder);
  report.text_matches = checked.letter && says_the_same(*checked.letter, entry);
  if (!report.text_matches) {
    problems.push_back(
        {Problem::Weight::wrong, "The letter's folder and its entry say different things.", where(report)});
  }
}

void compare_texts(Source& source, const Replayed& replayed, std::size_t place, EntryIndex from,
                   LetterReport& report, std::vector<Problem>& problems) {
  const auto& commitments = replayed.commitments[place];
  const auto first = std::partition_point(commitments.begin(), commitments.end(),
                                          [&](const auto& c) { return c.first < from; });
  if (first == commitments.end()) return;
  std::unordered_map<EntryIndex, Commitment> open(first, commitments.end());

  auto after = from == 0 ? std::nullopt : std::optional(from - 1);
  while (true) {
    const auto& entry = report.letter.entry;
    auto text = source.signatures(entry.slug, entry.version, after, kPage);
    // A folder has pages from the first one on alone.
    if (!text && text.error().kind == Kind::not_found && after && *after + 1 == from) {
      after.reset();
      text = source.signatures(entry.slug, entry.version, after, kPage);
    }
    if (!text) {
      problems.push_back({Problem::Weight::not_compared,
                          "The texts of the signatures are not there to compare.", where(report)});
      break;
    }
    const auto page = parse_signature_page(*text);
    // Pages go forward, or there would be no end to them.
    if (!page || page->letter != report.letter.id || (page->next && after && *page->next <= *after)) {
      problems.push_back({Problem::Weight::wrong,
                          "The server's list of signatures is not of the form that it should have.",
                          where(report)});
      break;
    }
    for (const auto& signature : page->signatures) {
      if (!signature.payload || !signature.salt) continue;
      if (signature.index < from || signature.index >= replayed.recount.size()) continue;
      const auto commitment = open.find(signature.index);
      if (commitment == open.end() ||
          signature::commit(*signature.salt, *signature.payload) != commitment->second) {
        problems.push_back({Problem::Weight::wrong, "The text of a signature is not the one in the record.",
                            fmt::format("{} signature {}", where(report), signature.index)});
      } else {
        ++report.texts_checked;
      }
      if (commitment != open.end()) open.erase(commitment);
    }
    if (!page->next || *page->next >= replayed.recount.size()) break;
    after = page->next;
  }

  for (const auto& [index, commitment] : open) {
    const auto signature = replayed.recount.signature(index);
    if (signature->erased) {
      ++report.texts_erased;
    } else if (signature->standing()) {
      ++report.texts_absent;
    }
  }
}

}  // namespace ruban::audit
