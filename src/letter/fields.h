// SPDX-License-Identifier: AGPL-3.0-or-later
// Fields: reads one table of a TOML file key by key, says what is wrong with each, and at the end which keys
// nobody asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "letter/fault.h"
#include "letter/language.h"
#include "letter/toml_tree.h"

namespace ruban::letter {

// What all tables of one file share.
struct FieldsContext {
  std::vector<Fault>& faults;
  // In which the letter must have its texts; empty if that can't be read, and then nothing is missing.
  std::vector<Language> languages;
  std::string file = "letter.toml";  // its name in faults
};

enum class Need { required, optional };

class Fields {
 public:
  // `name` is how faults call the table, "[recipient]"; empty for the file itself. `table` outlives this.
  Fields(const TomlTable& table, std::string name, FieldsContext& context);

  // Each returns nothing, and adds a fault, if the key has another type or breaks a limit, or is required and
  // missing. `example` is what a fault says to write after "key = ".
  const TomlEntry* entry(std::string_view key, Need need, std::string_view example);
  std::optional<std::string> line(std::string_view key, Need need, std::size_t max_code_points,
                                  std::string_view example);
  std::optional<std::int64_t> number(std::string_view key, Need need, std::int64_t least, std::int64_t most,
                                     std::string_view example);
  std::optional<bool> yes_or_no(std::string_view key);
  // A time with an offset, in quotes or without, on a whole minute.
  std::optional<Instant> minute(std::string_view key, Need need);
  // A list of texts, never empty.
  struct Item {
    std::string text;
    int line;
  };
  std::vector<Item> items(std::string_view key, Need need, std::size_t most, std::string_view example);
  std::vector<std::pair<std::int64_t, int>> numbers(std::string_view key, std::string_view example);
  // The keys fr, en … of this table itself: one for each language of the letter, and no other.
  LocalText local_text(std::size_t max_code_points);
  // One text for all languages, or a table with one for each.
  LocalText line_or_local(std::string_view key, std::size_t max_code_points, std::string_view example);
  const TomlTable* table(std::string_view key, Need need, std::string_view example);
  // [[key]], in order; never more than `most`.
  std::vector<const TomlTable*> tables(std::string_view key, std::size_t most, std::string_view example);

  void fault(int line, std::string what, std::string instead);
  // The line of `key`, or of the table if the key isn't there.
  int line_of(std::string_view key) const;
  // Adds a fault for every key that wasn't asked for.
  void done();

 private:
  void asked(std::string_view key);
  std::string where() const;
  bool is_line(std::string_view text, std::string_view key, int line, std::size_t max_code_points);
  void wrong_type(const TomlEntry& entry, std::string_view wanted, std::string_view example);

  const TomlTable& table_;
  std::string name_;
  FieldsContext& context_;
  std::vector<std::string> asked_;
};

// "French", "English".
std::string_view language_name(Language language);

}  // namespace ruban::letter
