// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/plain_lines.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/utf8.h"
#include "letter/folder.h"

namespace ruban::letter {
namespace {

constexpr std::size_t kMaxLineFaults = 20;

// Bytes of the code point at the front of `text`, which is UTF-8.
std::size_t code_point_bytes(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return 1;
  if (lead < 0xE0) return 2;
  return lead < 0xF0 ? 3 : 4;
}

// The first thing wrong with a line, as `what` and `instead`; empty if nothing is.
Fault line_fault(std::string_view line) {
  if (!is_utf8(line)) return {{}, 0, "This line isn't UTF-8.", "Save the file as UTF-8 in your editor."};
  if (line.ends_with('\r')) {
    return {{},
            0,
            "This line ends with CR LF.",
            "Save the file with Unix line ends (LF): the hash covers every byte."};
  }
  std::string shown(line);
  std::erase(shown, '\t');
  if (has_forbidden_characters(shown)) {
    return {{},
            0,
            "This line holds a control, invisible or direction-changing character.",
            "Remove it, and type the word again by hand: it may have come in by copying."};
  }
  return {};
}

}  // namespace

bool check_plain_lines(std::string_view content, std::string_view file, std::vector<Fault>& faults) {
  const auto add = [&](int line, std::string what, std::string instead) {
    faults.push_back({std::string(file), line, std::move(what), std::move(instead)});
  };
  if (content.empty()) {
    add(0, "This file is empty.", "Write the text, or remove the file and its language.");
    return false;
  }
  if (content.size() > kMaxFileBytes) {
    add(0, "This file has " + std::to_string(content.size()) + " bytes.",
        "Shorten it to at most " + std::to_string(kMaxFileBytes) + " bytes.");
    return false;
  }
  if (content.starts_with("\xEF\xBB\xBF")) {
    add(1, "This file begins with a byte order mark.", "Save it as UTF-8 without BOM.");
    return false;
  }
  std::size_t found = 0;
  std::string last;  // a whole file of CR LF is one fault
  int number = 0;
  for (auto rest = content; !rest.empty() && found < kMaxLineFaults;) {
    ++number;
    const auto end = rest.find('\n');
    auto fault = line_fault(rest.substr(0, end));
    if (!fault.what.empty()) {
      ++found;
      if (fault.what != last) add(number, fault.what, fault.instead);
    }
    last = fault.what;
    if (end == std::string_view::npos) {
      add(number, "The last line has no end.", "Put a line break after it.");
      break;
    }
    rest.remove_prefix(end + 1);
  }
  return found == 0;
}

std::string printable(std::string_view text, std::size_t max_code_points) {
  std::string out;
  std::size_t points = 0;
  while (!text.empty()) {
    if (points++ == max_code_points) return out + "…";
    const auto bytes = std::min(code_point_bytes(text), text.size());
    const auto point = text.substr(0, bytes);
    if (!is_utf8(point)) {
      out += '?';
      text.remove_prefix(1);
      continue;
    }
    out += has_forbidden_characters(point) ? "?" : point;
    text.remove_prefix(bytes);
  }
  return out;
}

std::string in_quotes(std::string_view text) { return fmt::format("\"{}\"", printable(text)); }

}  // namespace ruban::letter
