// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "audit/compare.h"

namespace ruban::audit {
namespace {

constexpr std::uint64_t kMaxVersions = 1000;  // of one letter, that are asked for

std::string where(std::string_view slug, std::uint64_t version) {
  return fmt::format("{} v{}", slug, version);
}

// Counts by class, in the order in which the letter's issuers name their classes.
std::vector<ClaimedClass> by_class(const std::vector<IssuerCount>& counts) {
  std::vector<ClaimedClass> out;
  for (const auto& count : counts) {
    auto at = std::find_if(out.begin(), out.end(), [&](const auto& c) { return c.name == count.class_name; });
    if (at == out.end()) {
      out.emplace_back().name = count.class_name;
      at = std::prev(out.end());
    }
    at->issuers.push_back(count.label);
    at->named += count.named;
    at->anon += count.anon;
    at->withdrawn += count.withdrawn;
    at->taken_down += count.taken_down;
    at->kept += count.kept;
  }
  return out;
}

// The order of classes and issuers says nothing.
std::vector<ClaimedClass> sorted(std::vector<ClaimedClass> classes) {
  for (auto& c : classes) std::sort(c.issuers.begin(), c.issuers.end());
  std::sort(classes.begin(), classes.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return classes;
}

void fetch_count(Source& source, const Version& version, Claims& claims, std::vector<Problem>& problems) {
  const auto text = source.count(version.first, version.second);
  if (!text) {
    problems.push_back({Problem::Weight::not_compared,
                        "The server gives no count for this version of the letter.",
                        where(version.first, version.second)});
    return;
  }
  auto count = parse_count(*text);
  if (!count || count->slug != version.first || count->version != version.second) {
    problems.push_back({Problem::Weight::wrong, "The server's count is not of the form that it should have.",
                        where(version.first, version.second)});
    return;
  }
  claims.counts.emplace(version, *std::move(count));
}

}  // namespace

Claims fetch_claims(Source& source, std::vector<Problem>& problems) {
  Claims out;
  const auto text = source.letters();
  if (!text) {
    problems.push_back({Problem::Weight::not_compared, "There is no list of letters to compare with.", {}});
    return out;
  }
  auto listed = parse_letter_list(*text);
  if (!listed) {
    problems.push_back(
        {Problem::Weight::wrong, "The server's list of letters is not of the form that it should have.", {}});
    return out;
  }
  out.listed = *std::move(listed);
  std::set<Version> versions;
  for (const auto& letter : out.listed) {
    for (std::uint64_t v = 1; v < std::min(letter.version, kMaxVersions); ++v)
      versions.emplace(letter.slug, v);
    versions.emplace(letter.slug, letter.version);
  }
  for (const auto& version : versions) fetch_count(source, version, out, problems);
  return out;
}

std::vector<LetterReport> compare_counts(Source& source, const Claims& claims, const Recount& recount,
                                         std::optional<TreeSize> at, std::vector<Problem>& problems) {
  for (const auto& listed : claims.listed) {
    const auto* letter = recount.find(listed.letter);
    if (letter == nullptr || letter->entry.slug != listed.slug || letter->entry.version != listed.version) {
      problems.push_back({Problem::Weight::wrong, "The server lists a letter that isn't in the record.",
                          where(listed.slug, listed.version)});
    }
  }
  auto counts = claims;
  std::vector<LetterReport> out;
  for (const auto& letter : recount.letters()) {
    auto& report = out.emplace_back();
    report.letter = letter;
    report.counts = recount.counts(letter.id, recount.size());
    if (at && letter.index < *at && *at <= recount.size()) report.counts_at = recount.counts(letter.id, *at);
    report.has_pledge = letter.kept > 0;
    if (claims.listed.empty()) continue;
    const auto name = where(letter.entry.slug, letter.entry.version);
    const Version version(letter.entry.slug, letter.entry.version);
    if (!counts.counts.contains(version)) fetch_count(source, version, counts, problems);
    const auto claimed = counts.counts.find(version);
    if (claimed == counts.counts.end()) continue;
    report.claimed = claimed->second;
    if (claimed->second.letter != letter.id) {
      problems.push_back(
          {Problem::Weight::wrong, "The server's count is of another letter than the record's.", name});
    } else if (claimed->second.size > recount.size()) {
      problems.push_back(
          {Problem::Weight::not_compared, "The server's count is younger than the checkpoint.", name});
    } else {
      report.counts_then = recount.counts(letter.id, claimed->second.size);
      report.agrees = sorted(by_class(report.counts_then)) == sorted(claimed->second.classes);
      if (!report.agrees) {
        problems.push_back(
            {Problem::Weight::wrong, "The server's count is not what the record gives.", name});
      }
    }
  }
  return out;
}

}  // namespace ruban::audit
