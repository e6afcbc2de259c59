// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "audit/compare.h"
#include "audit/letter_text.h"
#include "signature/payload.h"

namespace ruban::audit {
namespace {

constexpr unsigned kPage = 1000;

std::string where(const LetterReport& report) {
  return fmt::format("{} v{}", report.letter.entry.slug, report.letter.entry.version);
}

}  // namespace

void compare_folder(Source& source, LetterReport& report, std::vector<Problem>& problems) {
  const auto text = fetch_letter_text(source, report.letter.entry);
  report.text_matches = text.has_value();
  if (text) {
    report.has_pledge = report.has_pledge || text->letter.pledge.has_value();
    return;
  }
  const bool absent = text.error().kind == Kind::not_found;
  if (absent && report.letter.end == ledger::LetterEnd::removed) return;
  problems.push_back(
      {absent ? Problem::Weight::not_compared : Problem::Weight::wrong, text.error().message, where(report)});
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
