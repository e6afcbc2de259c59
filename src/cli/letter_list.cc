// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <boost/json.hpp>

#include "cli/commands.h"
#include "service/count.h"

namespace ruban::cli {
namespace {

namespace json = boost::json;

json::object to_json(const service::PublishedLetter& letter, letter::LetterState state,
                     const service::LetterCount& count) {
  json::array classes;
  for (const auto& c : count.classes) {
    classes.push_back(
        json::object{{"class", c.name},
                     {"issuers", json::array(c.issuers.begin(), c.issuers.end())},
                     {"denominator", c.denominator ? json::value(*c.denominator) : json::value(nullptr)},
                     {"standing", json::object{{"named", c.named}, {"anon", c.anon}}},
                     {"withdrawn", c.withdrawn},
                     {"taken_down", c.taken_down}});
  }
  return {{"letter", to_base64(letter.id().view())},
          {"slug", letter.row.slug},
          {"version", letter.row.version},
          {"index", letter.row.index},
          {"state", letter::code(state)},
          {"size", count.size},
          {"classes", std::move(classes)}};
}

std::string to_text(const service::PublishedLetter& letter, letter::LetterState state,
                    const service::LetterCount& count) {
  auto out = fmt::format("{} v{}: {}\n", letter.row.slug, letter.row.version, letter::code(state));
  for (const auto& c : count.classes) {
    out += fmt::format("  {}: {} by name, {} anonymous, {} withdrawn, {} taken down\n", c.name, c.named,
                       c.anon, c.withdrawn, c.taken_down);
  }
  return out;
}

}  // namespace

Outcome letter_list(const LetterList& command, OpenInstance& instance, Terminal& terminal) {
  auto& registry = instance.registry();
  const auto now = registry.instance().clock.now();
  const auto published = registry.instance().store.record().published_checkpoint();
  json::array list;
  std::string text;
  for (const auto& letter : registry.letters().all()) {
    if (!published || letter->row.index >= published->size) continue;
    const auto count = service::count_letter(registry.instance(), *letter, *published);
    list.push_back(to_json(*letter, letter->state(now), count));
    text += to_text(*letter, letter->state(now), count);
  }
  if (command.json) {
    terminal.out << json::serialize(json::object{{"letters", std::move(list)}}) << '\n';
  } else {
    terminal.out << (text.empty()
                         ? "No letter is published here yet: ruban letter publish FOLDER does that.\n"
                         : text);
  }
  return ExitCode::done;
}

}  // namespace ruban::cli
