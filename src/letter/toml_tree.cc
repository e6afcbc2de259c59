// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/toml_tree.h"

#include <fmt/format.h>

#include <algorithm>

#include "letter/plain_lines.h"
#include "letter/toml_library.h"

namespace ruban::letter {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

// toml++ 3.3 has undefined behaviour on some characters beyond ASCII in places where TOML allows none (its
// issues 190 and 295). So it never sees one: each such byte, and each "~", travels as "~" and two hex digits,
// which is as wrong in those places and as right within texts and comments.
std::string to_ascii(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && c != '~') {
      out += c;
    } else {
      out += {'~', kHexDigits[byte >> 4], kHexDigits[byte & 15]};
    }
  }
  return out;
}

std::string from_ascii(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto high = text.size() - i > 2 ? kHexDigits.find(text[i + 1]) : std::string_view::npos;
    const auto low = text.size() - i > 2 ? kHexDigits.find(text[i + 2]) : std::string_view::npos;
    if (text[i] == '~' && high != std::string_view::npos && low != std::string_view::npos) {
      out += static_cast<char>(high << 4 | low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// The line of an escape that stands for "~" (\u007e, \U0000007e), which would be taken for one of ours; 0 if
// there is none.
int line_of_escaped_tilde(std::string_view text) {
  int line = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') ++line;
    if (text[i] != '\\') continue;
    const auto rest = text.substr(i + 1);
    for (std::string_view escape : {"u007e", "u007E", "U0000007e", "U0000007E"}) {
      if (rest.starts_with(escape)) return line;
    }
  }
  return 0;
}

int line_of(const toml::source_region& region) { return static_cast<int>(region.begin.line); }

TomlTable convert(const toml::table& table);

std::optional<Instant> to_instant(const toml::date_time& at) {
  if (!at.offset) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{at.date.year}, std::chrono::month{at.date.month},
                                         std::chrono::day{at.date.day}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date} + std::chrono::hours{at.time.hour} +
         std::chrono::minutes{at.time.minute - at.offset->minutes} + std::chrono::seconds{at.time.second};
}

TomlValue convert(const toml::node& node) {
  TomlValue out{{}, line_of(node.source())};
  node.visit([&](const auto& value) {
    if constexpr (toml::is_table<decltype(value)>) {
      out.value = convert(value);
    } else if constexpr (toml::is_array<decltype(value)>) {
      std::vector<TomlValue> items;
      for (const auto& item : value) items.push_back(convert(item));
      out.value = std::move(items);
    } else if constexpr (toml::is_date_time<decltype(value)>) {
      if (auto at = to_instant(value.get())) {
        out.value = *at;
      } else {
        out.value = TomlLocalTime{};
      }
    } else if constexpr (toml::is_date<decltype(value)> || toml::is_time<decltype(value)>) {
      out.value = TomlLocalTime{};
    } else if constexpr (toml::is_string<decltype(value)>) {
      out.value = from_ascii(value.get());
    } else {
      out.value = value.get();
    }
  });
  return out;
}

TomlTable convert(const toml::table& table) {
  TomlTable out{line_of(table.source()), {}};
  for (const auto& [key, node] : table) {
    out.entries.push_back({from_ascii(key.str()), line_of(key.source()), convert(node)});
  }
  std::ranges::stable_sort(out.entries, {}, &TomlEntry::line);
  return out;
}

struct TypeName {
  std::string_view operator()(const std::string&) const { return "a text"; }
  std::string_view operator()(std::int64_t) const { return "a whole number"; }
  std::string_view operator()(double) const { return "a number with a fraction"; }
  std::string_view operator()(bool) const { return "true or false"; }
  std::string_view operator()(Instant) const { return "a time"; }
  std::string_view operator()(TomlLocalTime) const { return "a time without an offset"; }
  std::string_view operator()(const std::vector<TomlValue>&) const { return "a list"; }
  std::string_view operator()(const TomlTable&) const { return "a table"; }
};

}  // namespace

const TomlEntry* TomlTable::find(std::string_view key) const {
  const auto found = std::ranges::find(entries, key, &TomlEntry::key);
  return found == entries.end() ? nullptr : &*found;
}

std::string_view type_name(const TomlValue& value) { return std::visit(TypeName{}, value.value); }

std::optional<TomlTable> parse_toml(std::string_view text, std::string_view file,
                                    std::vector<Fault>& faults) {
  if (const auto line = line_of_escaped_tilde(text)) {
    faults.push_back({std::string(file), line, "An escape here stands for a tilde.", "Write ~ itself."});
    return std::nullopt;
  }
  const auto parsed = toml::parse(to_ascii(text));
  if (!parsed) {
    const auto& error = parsed.error();
    faults.push_back({std::string(file), line_of(error.source()),
                      fmt::format("This isn't TOML: {}.", printable(from_ascii(error.description()), 200)),
                      "Write key = \"text\" on a line of its own, tables as [name], and every key once."});
    return std::nullopt;
  }
  auto out = convert(parsed.table());
  out.line = 0;
  return out;
}

}  // namespace ruban::letter
