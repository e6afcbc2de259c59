// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <tuple>

#include "cli/commands.h"
#include "cli/read_folder.h"
#include "letter/check.h"

namespace ruban::cli {
namespace {

namespace json = boost::json;

std::string line_of(const letter::Fault& fault) {
  std::string out = fault.file.empty() ? "the folder" : fault.file;
  if (fault.line > 0) out += fmt::format(":{}", fault.line);
  return fmt::format("{}: {} {}\n", out, fault.what, fault.instead);
}

std::string languages(const letter::Letter& letter) {
  std::string out;
  for (const auto language : letter.languages) {
    out += fmt::format("{}{}", out.empty() ? "" : ", ", letter::code(language));
  }
  return out;
}

}  // namespace

Outcome letter_check(const LetterCheck& command, Terminal& terminal) {
  auto read = read_folder(command.folder);
  auto faults = std::move(read.faults);
  std::optional<letter::Letter> letter;
  if (read.complete) {
    auto checked = letter::check(read.folder);
    faults.insert(faults.end(), checked.faults.begin(), checked.faults.end());
    letter = std::move(checked.letter);
  }
  std::ranges::stable_sort(faults, {}, [](const auto& fault) { return std::tie(fault.file, fault.line); });
  const bool sound = faults.empty() && letter;

  if (command.json) {
    json::array list;
    for (const auto& f : faults) {
      list.push_back(
          json::object{{"file", f.file}, {"line", f.line}, {"what", f.what}, {"instead", f.instead}});
    }
    json::object out{{"sound", sound}, {"faults", std::move(list)}};
    if (sound) {
      out["slug"] = letter->slug.text();
      out["version"] = letter->version();
      out["text_sha256"] = to_hex(letter::text_hash(read.folder).view());
    }
    terminal.out << json::serialize(out) << '\n';
  } else if (sound) {
    terminal.out << fmt::format("{} v{} ({}): no fault found.\nText hash: {}\n", letter->slug.text(),
                                letter->version(), languages(*letter),
                                to_hex(letter::text_hash(read.folder).view()));
  } else {
    for (const auto& fault : faults) terminal.out << line_of(fault);
    terminal.err << fmt::format("{} fault{} to put right before this letter can be published.\n",
                                faults.size(), faults.size() == 1 ? "" : "s");
  }
  return sound ? ExitCode::done : ExitCode::refused;
}

}  // namespace ruban::cli
