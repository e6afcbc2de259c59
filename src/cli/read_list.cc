// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/read_list.h"

namespace ruban::cli {
namespace {

constexpr std::string_view kSpace = " \t\r";

// A # begins a comment at the start of a line or after a space; within an address it is a letter like any
// other.
std::string_view without_comment(std::string_view line) {
  for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    if (at == 0 || kSpace.find(line[at - 1]) != std::string_view::npos) return line.substr(0, at);
  }
  return line;
}

std::string_view trimmed(std::string_view line) {
  const auto from = line.find_first_not_of(kSpace);
  if (from == std::string_view::npos) return {};
  return line.substr(from, line.find_last_not_of(kSpace) - from + 1);
}

}  // namespace

AddressList parse_list(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  AddressList out;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    const auto line = trimmed(without_comment(text.substr(0, end)));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty()) continue;
    out.addresses.emplace_back(line);
    out.lines.push_back(number);
  }
  return out;
}

}  // namespace ruban::cli
