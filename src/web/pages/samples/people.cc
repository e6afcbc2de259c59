// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/samples/people.h"

#include <fstream>
#include <random>
#include <string>

#include "core/check.h"
#include "crypto/sha256.h"

namespace ruban::web {
namespace {

// The last column of each row; rows of other groups than `group` are left out, "" takes all.
std::vector<std::string> column(const std::string& name, const std::string& group) {
  std::ifstream file(std::string(RUBAN_LETTERS) + "/signatories/" + name);
  CHECK(file.good());
  std::vector<std::string> rows;
  for (std::string row; std::getline(file, row);) {
    if (row.empty() || row[0] == '#') continue;
    const auto tab = row.find('\t');
    if (group.empty() || row.substr(0, tab) == group) rows.push_back(row.substr(tab + 1));
  }
  CHECK(!rows.empty());
  return rows;
}

}  // namespace

std::vector<SignatoryLine> sample_people(std::size_t count, i18n::Lang lang) {
  const auto whole = column("whole.txt", "");
  const std::string roles_file = lang == i18n::Lang::fr ? "roles.fr.txt" : "roles.en.txt";
  const std::string comments_file = lang == i18n::Lang::fr ? "comments.fr.txt" : "comments.en.txt";
  const auto roles = column(roles_file, "-"), comments = column(comments_file, "-");
  const std::vector<std::string> groups{"en", "fr", "es", "de", "it", "pt"};
  std::vector<std::vector<std::string>> given, family;
  for (const auto& group : groups) {
    given.push_back(column("given.txt", group));
    family.push_back(column("family.txt", group));
  }
  std::mt19937 random(1871);
  const auto pick = [&](const std::vector<std::string>& from) { return from[random() % from.size()]; };
  std::vector<SignatoryLine> people;
  for (std::size_t i = 0; i < count; ++i) {
    SignatoryLine line;
    if (i % 5 == 1 && i / 5 < whole.size()) {
      line.name = whole[i / 5];
    } else {
      const std::size_t group = random() % groups.size();
      line.name = pick(given[group]);
      line.name.append(" ").append(pick(family[group]));
    }
    if (random() % 3 != 0) line.role = pick(roles);
    if (random() % 6 == 0) line.comment = pick(comments);
    people.push_back(std::move(line));
  }
  return people;
}

std::vector<RingMark> sample_marks(std::size_t count, bool with_anonymous) {
  std::vector<RingMark> marks;
  for (std::size_t i = 0; i < count; ++i) {
    marks.push_back({crypto::sha256(std::to_string(i)), with_anonymous && i % 10 == 3});
  }
  return marks;
}

}  // namespace ruban::web
