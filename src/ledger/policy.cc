// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "ledger/entry_lines.h"

namespace ruban::ledger {
namespace {

constexpr std::size_t kMaxPolicyBytes = std::size_t{64} * 1024, kMaxOfEach = 64,
                      kMaxWords = kMaxOfEach * 2 + 8;
constexpr std::string_view kNone = "none";

std::vector<std::string_view> words_of(std::string_view line) {
  constexpr std::string_view kWhite = " \t";
  std::vector<std::string_view> out;
  while (out.size() <= kMaxWords) {
    const auto from = line.find_first_not_of(kWhite);
    if (from == std::string_view::npos) break;
    line.remove_prefix(from);
    const auto length = std::min(line.find_first_of(kWhite), line.size());
    out.push_back(line.substr(0, length));
    line.remove_prefix(length);
  }
  return out;
}

}  // namespace

// Reads a policy line by line; names mean what the lines before gave them.
class PolicyReader {
 public:
  Result<void> line(std::string_view text) {
    const auto words = words_of(text);
    if (words.empty() || words[0].starts_with('#')) return {};
    if (words[0] == "log") return log(words);
    if (words[0] == "witness") return witness(words);
    if (words[0] == "group") return group(words);
    if (words[0] == "quorum") return quorum(words);
    return fail(Kind::invalid, "A line of a policy begins with log, witness, group or quorum.");
  }

  Result<Policy> finish() {
    if (!has_quorum_) return fail(Kind::invalid, "A policy has exactly one quorum line.");
    return std::move(policy_);
  }

 private:
  using Words = std::vector<std::string_view>;

  Result<void> log(const Words& words) {
    if (words.size() < 2 || words.size() > 3)
      return fail(Kind::invalid, "A log line has a key and perhaps an address.");
    auto key = TRY(VerifierKey::parse(words[1]));
    if (key.type() != KeyType::ed25519) return fail(Kind::invalid, "A log's key in a policy is of type 1.");
    for (const auto& other : policy_.logs_) {
      if (other.key.key() == key.key())
        return fail(Kind::invalid, "Two logs of a policy have different keys.");
    }
    if (policy_.logs_.size() == kMaxOfEach) return too_long();
    policy_.logs_.push_back({std::move(key), words.size() == 3 ? std::string(words[2]) : ""});
    return {};
  }

  Result<void> witness(const Words& words) {
    if (words.size() < 3 || words.size() > 4) {
      return fail(Kind::invalid, "A witness line has a name, a key and perhaps an address.");
    }
    auto key = TRY(VerifierKey::parse(words[2]));
    if (key.type() != KeyType::cosignature)
      return fail(Kind::invalid, "A witness's key in a policy is of type 4.");
    for (const auto& other : policy_.witnesses_) {
      if (other.key.key() == key.key())
        return fail(Kind::invalid, "Two witnesses of a policy have different keys.");
    }
    if (policy_.witnesses_.size() == kMaxOfEach) return too_long();
    TRY(name(words[1]));
    policy_.witnesses_.push_back(
        {std::string(words[1]), std::move(key), words.size() == 4 ? std::string(words[3]) : ""});
    return {};
  }

  Result<void> group(const Words& words) {
    if (words.size() < 4) return fail(Kind::invalid, "A group line has a name, a number and members.");
    Policy::Group group{std::string(words[1]), 0, {words.begin() + 3, words.end()}};
    for (const auto& member : group.members) {
      if (!names_.contains(member)) return fail(Kind::invalid, "A group's members stand on lines before it.");
      if (!grouped_.insert(member).second)
        return fail(Kind::invalid, "Each name is a member of one group only.");
    }
    if (words[2] == "all") {
      group.k = group.members.size();
    } else if (words[2] == "any") {
      group.k = 1;
    } else {
      const auto k = read_integer(words[2]);
      if (!k || *k < 1 || *k > group.members.size()) {
        return fail(Kind::invalid, "A group's number is all, any, or from 1 to the number of its members.");
      }
      group.k = *k;
    }
    if (policy_.groups_.size() == kMaxOfEach) return too_long();
    TRY(name(words[1]));
    policy_.groups_.push_back(std::move(group));
    return {};
  }

  Result<void> quorum(const Words& words) {
    if (has_quorum_ || words.size() != 2) return fail(Kind::invalid, "A policy has exactly one quorum line.");
    if (words[1] != kNone && !names_.contains(words[1])) {
      return fail(Kind::invalid, "The quorum is none, or a witness or group on a line before it.");
    }
    policy_.quorum_ = words[1];
    has_quorum_ = true;
    return {};
  }

  Result<void> name(std::string_view text) {
    if (text == kNone || !names_.emplace(text).second) {
      return fail(Kind::invalid, "Witnesses and groups have different names, and none is not one.");
    }
    return {};
  }
  static tl::unexpected<Error> too_long() { return fail(Kind::too_large, "This policy is too long."); }

  Policy policy_;
  std::set<std::string, std::less<>> names_, grouped_;
  bool has_quorum_ = false;
};

Result<Policy> Policy::parse(std::string_view text) {
  if (text.size() > kMaxPolicyBytes) return fail(Kind::too_large, "This policy is too long.");
  const auto allowed = [](char c) { return c == '\t' || c == '\n' || (c >= 0x20 && c != 0x7F) || c < 0; };
  if (!std::all_of(text.begin(), text.end(), allowed) || (!text.empty() && !text.ends_with('\n'))) {
    return fail(Kind::invalid, "A policy is lines of text, each with a line feed at its end.");
  }
  PolicyReader reader;
  for (int number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    if (auto read = reader.line(text.substr(0, end)); !read) {
      read.error().field = fmt::format("line {}", number);
      return tl::unexpected(read.error());
    }
    text.remove_prefix(end + 1);
  }
  return reader.finish();
}

Policy Policy::of(const VerifierKey& log, std::string url) {
  Policy out;
  out.logs_.push_back({log, std::move(url)});
  return out;
}

std::string Policy::text() const {
  std::string out;
  const auto url = [](const std::string& text) { return text.empty() ? "" : " " + text; };
  for (const auto& log : logs_) out += fmt::format("log {}{}\n", log.key.text(), url(log.url));
  for (const auto& w : witnesses_) out += fmt::format("witness {} {}{}\n", w.name, w.key.text(), url(w.url));
  for (const auto& group : groups_) {
    out += fmt::format("group {} {}", group.name, group.k);
    for (const auto& member : group.members) out += " " + member;
    out += "\n";
  }
  out += "quorum " + quorum_ + "\n";
  return out;
}

const Policy::Log* Policy::find_log(std::string_view origin) const {
  auto at =
      std::find_if(logs_.begin(), logs_.end(), [&](const auto& log) { return log.key.name() == origin; });
  return at == logs_.end() ? nullptr : &*at;
}

Policy Policy::about(const Policy& other) const {
  Policy out = *this;
  out.logs_ = other.logs_;
  return out;
}

std::vector<VerifierKey> Policy::witness_keys() const {
  std::vector<VerifierKey> out;
  for (const auto& witness : witnesses_) out.push_back(witness.key);
  return out;
}

bool Policy::quorum_met(std::span<const Cosigned> cosigned) const {
  std::set<std::string_view> met{kNone};
  for (const auto& witness : witnesses_) {
    if (std::any_of(cosigned.begin(), cosigned.end(),
                    [&](const auto& c) { return c.witness == witness.key; })) {
      met.insert(witness.name);
    }
  }
  for (const auto& group : groups_) {  // a group's members come before it
    const auto have = std::count_if(group.members.begin(), group.members.end(),
                                    [&](const auto& m) { return met.contains(m); });
    if (static_cast<std::size_t>(have) >= group.k) met.insert(group.name);
  }
  return met.contains(quorum_);
}

Result<Judgement> judge_checkpoint(std::string_view note, const Policy& policy) {
  const auto origin = note.substr(0, note.find('\n'));
  const auto keys = policy.witness_keys();
  const auto parsed = TRY(parse_note(note));
  // Several keys may share an origin while one follows another. Each is asked, so that a wrong signature by a
  // known key is refused beside a good one by another.
  const Policy::Log* by = nullptr;
  for (const auto& log : policy.logs()) {
    if (log.key.name() != origin) continue;
    const bool signed_by_it = TRY(is_signed_by(parsed, log.key));
    if (by == nullptr || signed_by_it) by = &log;
  }
  if (by == nullptr) return fail(Kind::invalid, "This checkpoint is of another record.");
  auto opened = TRY(open_checkpoint(note, by->key, keys));
  Judgement out;
  out.have = opened.cosigned.size();
  out.of = keys.size();
  if (policy.quorum() != kNone && policy.quorum_met(opened.cosigned)) out.assurance = Assurance::witnessed;
  out.opened = std::move(opened);
  return out;
}

}  // namespace ruban::ledger
