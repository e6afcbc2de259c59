// SPDX-License-Identifier: AGPL-3.0-or-later
// Every file of tests/vectors/entries is a rule: a record that keeps and breaks it, with what must be found.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "audit/recount.h"

namespace ruban::audit {
namespace {

struct Record {
  std::vector<std::string> entries;
  std::vector<std::string> verdicts;  // "valid", "valid, remark: NAME", or the name of a reason
  std::vector<std::string> counts;    // "SLUG VERSION LABEL named anon withdrawn taken-down"
  std::vector<std::string> kept;      // "SLUG VERSION LABEL number"
  std::vector<EntryIndex> shortfalls;
};

constexpr std::string_view kMark = "#### ", kOpenEnd = ", no line feed at the end";

Record read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream all;
  all << in.rdbuf();
  const auto text = std::move(all).str();
  Record out;
  bool open_end = false;
  const auto close = [&] {
    if (open_end) out.entries.back().pop_back();
    open_end = false;
  };
  for (std::size_t from = 0; from < text.size();) {
    const auto to = text.find('\n', from);
    const auto line = text.substr(from, to - from);
    from = to + 1;
    if (!line.starts_with(kMark)) {
      if (!out.entries.empty()) out.entries.back() += line + "\n";
      continue;
    }
    close();
    auto what = line.substr(kMark.size());
    if (what.starts_with("counts ")) {
      out.counts.push_back(what.substr(7));
    } else if (what.starts_with("kept ")) {
      out.kept.push_back(what.substr(5));
    } else if (what.starts_with("shortfall ")) {
      out.shortfalls.push_back(std::stoull(what.substr(10)));
    } else {
      what.resize(what.find(" ("));
      open_end = what.ends_with(kOpenEnd);
      if (open_end) what.resize(what.size() - kOpenEnd.size());
      out.verdicts.push_back(what);
      out.entries.emplace_back();
    }
  }
  close();
  return out;
}

std::string text_of(const Verdict& verdict) {
  if (verdict.fault) return std::string(name_of(*verdict.fault));
  return verdict.remark ? fmt::format("valid, remark: {}", name_of(*verdict.remark)) : "valid";
}

std::set<std::string> counts_of(const Recount& recount) {
  std::set<std::string> out;
  for (const auto& letter : recount.letters()) {
    for (const auto& c : recount.counts(letter.id, recount.size())) {
      out.insert(fmt::format("{} {} {} {} {} {} {}", letter.entry.slug, letter.entry.version, c.label,
                             c.named, c.anon, c.withdrawn, c.taken_down));
    }
  }
  return out;
}

std::set<std::string> kept_of(const Recount& recount) {
  std::set<std::string> out;
  for (const auto& letter : recount.letters()) {
    for (const auto& c : recount.counts(letter.id, recount.size()))
      out.insert(fmt::format("{} {} {} {}", letter.entry.slug, letter.entry.version, c.label, c.kept));
  }
  return out;
}

std::vector<std::filesystem::path> files() {
  std::vector<std::filesystem::path> out;
  for (const auto& file : std::filesystem::directory_iterator(RUBAN_VECTORS "/entries")) {
    if (file.path().extension() == ".txt") out.push_back(file.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

class EntryVectors : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(EntryVectors, Give_the_verdicts_and_the_counts_that_they_name) {
  const auto record = read(GetParam());
  ASSERT_FALSE(record.entries.empty());
  Recount recount;
  bool accepted = false, refused = false;
  for (std::size_t i = 0; i < record.entries.size(); ++i) {
    const auto verdict = recount.add(record.entries[i]);
    EXPECT_EQ(text_of(verdict), record.verdicts[i]) << "entry " << i << ":\n" << record.entries[i];
    const bool is_entry = verdict.fault != Reason::not_an_entry;
    const auto parsed = ledger::parse_entry(record.entries[i]);
    EXPECT_EQ(parsed.has_value(), is_entry);
    EXPECT_EQ(parsed ? ledger::format_entry(*parsed) : record.entries[i], record.entries[i]);
    (record.verdicts[i] == "valid" ? accepted : refused) = true;
  }
  EXPECT_TRUE(accepted && refused) << "a rule is shown by what keeps it and by what breaks it";
  const auto counts = counts_of(recount);
  for (const auto& expected : record.counts) EXPECT_TRUE(counts.contains(expected)) << expected;
  const auto kept = kept_of(recount);
  for (const auto& expected : record.kept) EXPECT_TRUE(kept.contains(expected)) << expected;
  std::vector<EntryIndex> shortfalls;
  for (const auto& finding : recount.shortfalls()) {
    EXPECT_EQ(finding.reason, Reason::issued_too_few);
    shortfalls.push_back(finding.index);
  }
  EXPECT_EQ(shortfalls, record.shortfalls);
}

INSTANTIATE_TEST_SUITE_P(Rules, EntryVectors, testing::ValuesIn(files()), [](const auto& file) {
  auto name = file.param.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(EntryVectors, Show_every_reason) {
  std::set<std::string> shown;
  for (const auto& file : files()) {
    for (const auto& verdict : read(file).verdicts)
      shown.insert(verdict.substr(verdict.find(": ") == std::string::npos ? 0 : verdict.find(": ") + 2));
  }
  for (int i = 0; i <= static_cast<int>(Reason::time_backwards); ++i) {
    EXPECT_TRUE(shown.contains(std::string(name_of(static_cast<Reason>(i)))))
        << name_of(static_cast<Reason>(i));
  }
}

}  // namespace
}  // namespace ruban::audit
