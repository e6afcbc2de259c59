// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/samples/parts.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/check.h"
#include "crypto/sha256.h"
#include "letter/check.h"

namespace ruban::web {

using i18n::Lang;

Instant at(std::string_view time) { return parse_minute(time).value(); }

const letter::Letter& employees() {
  static const letter::Letter loaded = [] {
    letter::Folder folder;
    for (const auto& entry : std::filesystem::directory_iterator(std::string(RUBAN_LETTERS) + "/employees")) {
      std::stringstream bytes;
      bytes << std::ifstream(entry.path()).rdbuf();
      folder.files.emplace(entry.path().filename().string(), bytes.str());
    }
    auto checked = letter::check(folder);
    CHECK(checked.letter.has_value());
    return *std::move(checked.letter);
  }();
  return loaded;
}

letter::Language language(Lang lang) {
  return lang == Lang::fr ? letter::Language::fr : letter::Language::en;
}
std::string in(Lang lang, const letter::LocalText& text) {
  const auto found = text.find(language(lang));
  return found == text.end() ? std::string() : found->second;
}

Layout layout(std::string path, bool listed) {
  Layout made;
  made.origin = "https://ruban.example.org";
  made.path = std::move(path);
  made.listed = listed;
  auto& foot = made.checkpoint.emplace();
  foot.size = 455;
  foot.root = crypto::sha256("root");
  foot.at = at("2018-06-22T14:00Z");
  return made;
}

Layout letter_layout(std::string_view rest, bool listed) {
  return layout(std::string("/letters/").append(kSlug).append(rest), listed);
}

LetterHead head(Lang lang) {
  const auto& letter = employees();
  return {.place = {std::string(kSlug), {}},
          .title = in(lang, letter.title),
          .recipient = letter.recipient.name,
          .recipient_role = in(lang, letter.recipient.role),
          .organisation = in(lang, letter.recipient.organisation),
          .text_lang = lang,
          .state = letter::LetterState::open};
}

}  // namespace ruban::web
