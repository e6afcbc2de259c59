// SPDX-License-Identifier: AGPL-3.0-or-later
// A TOML file as a tree that knows the line of each key, so that every fault can be shown where it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/time.h"
#include "letter/fault.h"

namespace ruban::letter {

struct TomlValue;
struct TomlEntry;

struct TomlTable {
  int line = 0;                    // where it begins; 0 for the file itself
  std::vector<TomlEntry> entries;  // in the order of lines; keys are distinct

  const TomlEntry* find(std::string_view key) const;
};

// A time without an offset, a date or a time of day: valid TOML, but not an instant.
struct TomlLocalTime {};

struct TomlValue {
  std::variant<std::string, std::int64_t, double, bool, Instant, TomlLocalTime, std::vector<TomlValue>,
               TomlTable>
      value;
  int line = 0;
};

struct TomlEntry {
  std::string key;
  int line = 0;
  TomlValue value;
};

// What a person calls the type of this value: "a text", "a list" …
std::string_view type_name(const TomlValue& value);

// The only file that includes the TOML library. Adds one fault if `text` isn't TOML; `text` is UTF-8, at most
// kMaxFileBytes.
std::optional<TomlTable> parse_toml(std::string_view text, std::string_view file, std::vector<Fault>& faults);

}  // namespace ruban::letter
