// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <future>
#include <unordered_map>

#include "audit/compare.h"
#include "audit/letter_text.h"
#include "signature/payload.h"

namespace ruban::audit {
namespace {

constexpr unsigned kPage = 1000;

// The `after` that a page seems to name for the next one. It only says what to fetch early: what counts is
// read by parse_signature_page().
std::optional<EntryIndex> guess_next(std::string_view page) {
  constexpr std::string_view kNext = "\"next\":";
  const auto at = page.rfind(kNext);
  EntryIndex out = 0;
  if (at == std::string_view::npos) return std::nullopt;
  const auto* first = page.data() + at + kNext.size();
  return std::from_chars(first, page.data() + page.size(), out).ec == std::errc() ? std::optional(out)
                                                                                  : std::nullopt;
}

// A letter's pages of signatures. The next one is fetched while this one is looked at; meanwhile nobody else
// may ask the source.
class Pages {
 public:
  Pages(Source& source, const ledger::LetterEntry& letter, TreeSize size)
      : source_(source), letter_(letter), size_(size) {}

  Result<std::string> get(std::optional<EntryIndex> after) {
    auto text = take(after);
    const auto next = text ? guess_next(*text) : std::nullopt;
    if (next && *next < size_) {
      ahead_ = std::async(std::launch::async, [this, next] { return fetch(next); });
      ahead_after_ = *next;
    }
    return text;
  }

 private:
  Result<std::string> fetch(std::optional<EntryIndex> after) {
    return source_.signatures(letter_.slug, letter_.version, after, kPage);
  }
  Result<std::string> take(std::optional<EntryIndex> after) {
    if (!ahead_.valid()) return fetch(after);
    auto text = ahead_.get();
    return after == ahead_after_ ? std::move(text) : fetch(after);
  }

  Source& source_;
  const ledger::LetterEntry& letter_;
  TreeSize size_;
  EntryIndex ahead_after_ = 0;
  std::future<Result<std::string>> ahead_;  // waited for before the rest goes
};

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
  Pages pages(source, report.letter.entry, replayed.recount.size());
  while (true) {
    auto text = pages.get(after);
    // A folder has pages from the first one on alone.
    if (!text && text.error().kind == Kind::not_found && after && *after + 1 == from) {
      after.reset();
      text = pages.get(after);
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
