// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/dialogue.h"

namespace ruban::cli {
namespace {

constexpr std::size_t kMostLine = 4096;  // bytes
constexpr std::size_t kMostLines = 50;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

}  // namespace

Result<std::string> Dialogue::read_line() {
  std::string line;
  if (terminal_.in == nullptr || !std::getline(*terminal_.in, line))
    return fail(Kind::invalid, "There was no answer to this question.");
  if (line.size() > kMostLine) return fail(Kind::too_large, "This line is too long.");
  return line;
}

Result<std::string> Dialogue::ask(std::string_view question) {
  terminal_.err << question << ' ' << std::flush;
  const auto line = TRY(read_line());
  return std::string(trimmed(line));
}

Result<std::string> Dialogue::ask_lines(std::string_view question) {
  say(question);
  std::string out;
  for (std::size_t i = 0; i < kMostLines; ++i) {
    const auto line = TRY(read_line());
    const auto text = trimmed(line);
    if (text.empty()) break;
    out.append(out.empty() ? "" : "\n").append(text);
  }
  return out;
}

Result<bool> Dialogue::confirm(std::string_view question) {
  const auto answer = TRY(ask(question));
  return answer == "y" || answer == "yes" || answer == "o" || answer == "oui";
}

void Dialogue::say(std::string_view line) { terminal_.err << line << '\n' << std::flush; }

}  // namespace ruban::cli
