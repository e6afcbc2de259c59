// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/signatories.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "core/check.h"
#include "embedded/ruban_letters_signatories.h"

namespace ruban::app {
namespace {

using Row = std::vector<std::string>;

std::vector<Row> rows_of(std::string_view file) {
  std::vector<Row> out;
  for (const auto& embedded : embedded::ruban_letters_signatories()) {
    if (embedded.name != file) continue;
    std::string_view rest = embedded.bytes;
    while (!rest.empty()) {
      auto line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      if (line.empty() || line.front() == '#') continue;
      Row row;
      while (true) {
        const auto tab = line.find('\t');
        row.emplace_back(line.substr(0, tab));
        if (tab == std::string_view::npos) break;
        line.remove_prefix(tab + 1);
      }
      out.push_back(std::move(row));
    }
  }
  CHECK(!out.empty());
  return out;
}

std::vector<std::string> of_class(std::string_view file, std::string_view signer_class) {
  std::vector<std::string> out;
  for (const auto& row : rows_of(file)) {
    if (row.at(0) == "-" || row.at(0) == signer_class) out.push_back(row.at(1));
  }
  return out;
}

class Inventor {
 public:
  explicit Inventor(std::uint64_t seed) : dice_(seed) {
    for (const auto& row : rows_of("groups.txt")) {
      for (int i = std::stoi(row.at(2)); i > 0; --i) groups_.push_back({row.at(0), row.at(1)});
    }
    for (const auto& row : rows_of("given.txt")) given_[row.at(0)].push_back(row.at(1));
    for (const auto& row : rows_of("family.txt")) family_[row.at(0)].push_back(row.at(1));
  }

  bool chance(std::uint64_t percent) { return dice_() % 100 < percent; }
  const std::string& pick(const std::vector<std::string>& from) {
    CHECK(!from.empty());
    return from[dice_() % from.size()];
  }
  std::string name() {
    const auto& [group, order] = groups_[dice_() % groups_.size()];
    const auto& given = pick(given_.at(group));
    const auto& family = pick(family_.at(group));
    if (order == "family-given") return family + " " + given;
    if (order == "familygiven") return family + given;
    return given + " " + family;
  }

 private:
  std::mt19937_64 dice_;
  std::vector<std::pair<std::string, std::string>> groups_;
  std::map<std::string, std::vector<std::string>> given_, family_;
};

}  // namespace

std::vector<Invented> invent(std::size_t count, std::string_view signer_class, std::uint64_t seed) {
  Inventor inventor(seed);
  const std::map<std::string, std::vector<std::string>> roles{{"en", of_class("roles.en.txt", signer_class)},
                                                              {"fr", of_class("roles.fr.txt", signer_class)}};
  const std::map<std::string, std::vector<std::string>> comments{
      {"en", of_class("comments.en.txt", signer_class)}, {"fr", of_class("comments.fr.txt", signer_class)}};
  const auto whole = rows_of("whole.txt");
  std::vector<Invented> out;
  std::set<std::string> names;
  while (out.size() < count) {
    // Now and then a name that isn't put together of two.
    const bool from_whole = out.size() % 29 == 17 && out.size() / 29 < whole.size();
    auto name = from_whole ? whole[out.size() / 29].at(0) : inventor.name();
    if (!names.insert(name).second) {
      if (from_whole)
        names.insert(name = inventor.name());
      else
        continue;
    }
    Invented person{std::move(name), {}, {}, inventor.chance(30) ? "fr" : "en"};
    if (inventor.chance(70)) person.role = inventor.pick(roles.at(person.language));
    if (inventor.chance(12)) person.comment = inventor.pick(comments.at(person.language));
    out.push_back(std::move(person));
  }
  return out;
}

}  // namespace ruban::app
