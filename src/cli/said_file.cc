// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/said_file.h"

#include <fmt/format.h>

#include <algorithm>

namespace ruban::cli {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

}  // namespace

std::pair<letter::Language, std::string> in_language(std::string_view argument, letter::Language usual) {
  for (const auto language : letter::kLanguages) {
    const auto prefix = std::string(letter::code(language)) + "=";
    if (argument.starts_with(prefix)) return {language, std::string(argument.substr(prefix.size()))};
  }
  return {usual, std::string(argument)};
}

std::optional<letter::PublicDocument> read_said(std::string_view text, letter::DocumentKind kind,
                                                letter::Language language, std::string_view file,
                                                std::vector<letter::Fault>& faults) {
  // What the command says and not the file; lines of faults are counted without it.
  std::string whole =
      fmt::format("kind = \"{}\"\nnumber = 1\nlang = \"{}\"\n", letter::code(kind), letter::code(language));
  if (kind == letter::DocumentKind::demand) whole += "state = \"open\"\n";
  auto added = static_cast<int>(std::ranges::count(whole, '\n'));
  if (text.starts_with("# ")) {
    const auto end = std::min(text.find('\n'), text.size());
    whole += "title = " + quoted(text.substr(2, end - 2)) + "\n+++";
    auto rest = text.substr(end);
    if (rest.starts_with("\n\n"))
      rest.remove_prefix(1);
    else
      ++added;  // the border has taken no line of the file
    whole += rest.empty() ? "\n" : rest;
  } else if (text.find("\n+++\n") != std::string_view::npos) {
    whole += text;
  } else {
    faults.push_back({std::string(file), 1, "The file has no title.",
                      "Begin it with a line \"# Title\", or with a header that a line +++ ends."});
    return std::nullopt;
  }
  const auto before = faults.size();
  auto out = letter::parse_public_document(whole, file, faults);
  for (auto i = before; i < faults.size(); ++i) {
    if (faults[i].line > added) faults[i].line -= added;
  }
  return out;
}

}  // namespace ruban::cli
