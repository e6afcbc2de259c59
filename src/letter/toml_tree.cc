// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/toml_tree.h"

#define TOML_EXCEPTIONS 0
#define TOML_MAX_NESTED_VALUES 16
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <algorithm>

#include "letter/plain_lines.h"

namespace ruban::letter {
namespace {

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
    } else {
      out.value = value.get();
    }
  });
  return out;
}

TomlTable convert(const toml::table& table) {
  TomlTable out{line_of(table.source()), {}};
  for (const auto& [key, node] : table) {
    out.entries.push_back({std::string(key.str()), line_of(key.source()), convert(node)});
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
  const auto parsed = toml::parse(text);
  if (!parsed) {
    const auto& error = parsed.error();
    faults.push_back({std::string(file), line_of(error.source()),
                      "This isn't TOML: " + printable(error.description(), 200) + ".",
                      "Write key = \"text\" on a line of its own, tables as [name], and every key once."});
    return std::nullopt;
  }
  auto out = convert(parsed.table());
  out.line = 0;
  return out;
}

}  // namespace ruban::letter
