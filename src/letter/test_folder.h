// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: a small folder without faults, and ways to break it.
#pragma once

#include <string>
#include <string_view>

#include "core/check.h"
#include "letter/folder.h"

namespace ruban::letter {

inline constexpr std::string_view kGoodToml = R"(slug = "close-the-mine"
languages = ["en", "fr"]
opens = 2018-06-19T14:00:00Z
closes = 2018-12-19T14:00:00+01:00
comments = true
modes = ["named", "anon"]
follows = "close-the-mine/v2"
supports = "open-the-books/v3"

[title]
en = "Close the mine"
fr = "Fermez la mine"

[recipient]
name = "Ada Example"
role = { en = "Director", fr = "Directrice" }
organisation = "The Mine"
domain = "mine.example"

[constituency]
en = "People of the valley"
fr = "Les gens de la vallée"

[[demand]]
number = 1
en = "Close it."
fr = "Fermez-la."

[[demand]]
number = 2
en = "Say when."
fr = "Dites quand."

[[class]]
name = "miner"
en = "Miners"
fr = "Mineurs"
denominator = 412

[[class]]
name = "neighbour"
en = "Neighbours"
fr = "Voisinage"

[[issuer]]
label = "miner-email"
class = "miner"
method = "email-domain"
domains = ["mine.example", "xn--bcher-kva.example"]

[[issuer]]
label = "neighbour-email"
class = "neighbour"
method = "email-any"

[pledge]
en = "I will leave."
fr = "Je partirai."
due = "2019-01-01T00:00:00Z"
when_refused = [2]

[privacy]
epoch_seconds = 120
min_batch = 3
min_issued = 7

[witnesses]
policy = '''
log mine.example/log+12345678+AAAA https://mine.example/log
quorum none
'''
)";

inline Folder good_folder() {
  return {{{"letter.toml", std::string(kGoodToml)},
           {"en.md", "To whom it may concern: this is a letter.\n\n## Why\n\nBecause.\n"},
           {"fr.md", "À qui de droit : voici une lettre.\n\n## Pourquoi\n\nParce que.\n"}}};
}

// `folder` with the first `from` of a file made `to`.
inline Folder with(Folder folder, std::string_view file, std::string_view from, std::string_view to) {
  auto& content = folder.files.find(file)->second;
  const auto at = content.find(from);
  CHECK(at != std::string::npos);
  content.replace(at, from.size(), to);
  return folder;
}

inline Folder with_toml(std::string_view from, std::string_view to) {
  return with(good_folder(), "letter.toml", from, to);
}

}  // namespace ruban::letter
