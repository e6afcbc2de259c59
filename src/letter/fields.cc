// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/fields.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/utf8.h"
#include "letter/code.h"
#include "letter/nearest.h"
#include "letter/plain_lines.h"

namespace ruban::letter {
namespace {

constexpr std::string_view kTimeExample = "2018-06-19T14:00:00Z";

std::string assign(std::string_view key, std::string_view example) {
  return std::string(key) + " = " + std::string(example);
}

}  // namespace

std::string_view language_name(Language language) {
  switch (language) {
    case Language::en:
      return "English";
    case Language::fr:
      return "French";
  }
  unknown_value();
}

Fields::Fields(const TomlTable& table, std::string name, FieldsContext& context)
    : table_(table), name_(std::move(name)), context_(context) {}

void Fields::fault(int line, std::string what, std::string instead) {
  context_.faults.push_back({context_.file, line, std::move(what), std::move(instead)});
}

void Fields::asked(std::string_view key) {
  if (std::ranges::find(asked_, key) == asked_.end()) asked_.emplace_back(key);
}

std::string Fields::where() const { return name_.empty() ? "" : " in " + name_; }

int Fields::line_of(std::string_view key) const {
  const auto* found = table_.find(key);
  return found ? found->line : table_.line;
}

void Fields::wrong_type(const TomlEntry& entry, std::string_view wanted, std::string_view example) {
  fault(entry.line,
        in_quotes(entry.key) + where() + " is " + std::string(type_name(entry.value)) + ", not " +
            std::string(wanted) + ".",
        "Write " + assign(entry.key, example) + ".");
}

const TomlEntry* Fields::entry(std::string_view key, Need need, std::string_view example) {
  asked(key);
  const auto* found = table_.find(key);
  if (!found && need == Need::required) {
    fault(table_.line, in_quotes(key) + " is missing" + where() + ".", "Write " + assign(key, example) + ".");
  }
  return found;
}

bool Fields::is_line(std::string_view text, std::string_view key, int line, std::size_t max_code_points) {
  if (text.empty()) {
    fault(line, in_quotes(key) + where() + " is empty.",
          "Write the text, or remove the key if it may be missing.");
    return false;
  }
  if (has_forbidden_characters(text)) {
    fault(line,
          in_quotes(key) + where() +
              " holds a line break or a control, invisible or direction-changing character.",
          "Write it as one plain line.");
    return false;
  }
  if (text.front() == ' ' || text.back() == ' ') {
    fault(line, in_quotes(key) + where() + " begins or ends with a space.", "Remove the space.");
    return false;
  }
  if (code_points(text) > max_code_points) {
    fault(line, in_quotes(key) + where() + " has " + std::to_string(code_points(text)) + " characters.",
          "Shorten it to at most " + std::to_string(max_code_points) + ".");
    return false;
  }
  return true;
}

std::optional<std::string> Fields::line(std::string_view key, Need need, std::size_t max_code_points,
                                        std::string_view example) {
  const auto* found = entry(key, need, example);
  if (!found) return std::nullopt;
  const auto* text = std::get_if<std::string>(&found->value.value);
  if (!text) {
    wrong_type(*found, "a text", example);
    return std::nullopt;
  }
  if (!is_line(*text, key, found->line, max_code_points)) return std::nullopt;
  return *text;
}

std::optional<std::int64_t> Fields::number(std::string_view key, Need need, std::int64_t least,
                                           std::int64_t most, std::string_view example) {
  const auto* found = entry(key, need, example);
  if (!found) return std::nullopt;
  const auto* value = std::get_if<std::int64_t>(&found->value.value);
  if (!value) {
    wrong_type(*found, "a whole number", example);
    return std::nullopt;
  }
  if (*value < least || *value > most) {
    fault(found->line, in_quotes(key) + where() + " is " + std::to_string(*value) + ".",
          "Write a number from " + std::to_string(least) + " to " + std::to_string(most) + ".");
    return std::nullopt;
  }
  return *value;
}

std::optional<bool> Fields::yes_or_no(std::string_view key) {
  const auto* found = entry(key, Need::optional, "true");
  if (!found) return std::nullopt;
  if (const auto* value = std::get_if<bool>(&found->value.value)) return *value;
  wrong_type(*found, "true or false", "true");
  return std::nullopt;
}

std::optional<Instant> Fields::minute(std::string_view key, Need need) {
  const auto* found = entry(key, need, kTimeExample);
  if (!found) return std::nullopt;
  std::optional<Instant> at;
  if (const auto* instant = std::get_if<Instant>(&found->value.value)) {
    at = *instant;
  } else if (const auto* text = std::get_if<std::string>(&found->value.value)) {
    if (auto parsed = parse_rfc3339(*text)) at = *parsed;
  }
  const auto first = std::chrono::sys_days{std::chrono::year{1} / 1 / 1};
  const auto last = std::chrono::sys_days{std::chrono::year{10000} / 1 / 1};
  if (!at || *at < first || *at >= last) {
    fault(found->line, in_quotes(key) + where() + " isn't a time with its offset from UTC (RFC 3339).",
          "Write " + assign(key, kTimeExample) + ", or with an offset such as +02:00 in place of Z.");
    return std::nullopt;
  }
  if (floor_to_minute(*at) != *at) {
    fault(found->line, in_quotes(key) + where() + " isn't on a whole minute, as times of the record are.",
          "Write " + assign(key, format_rfc3339(floor_to_minute(*at))) + ".");
    return std::nullopt;
  }
  return at;
}

std::vector<Fields::Item> Fields::items(std::string_view key, Need need, std::size_t most,
                                        std::string_view example) {
  const auto* found = entry(key, need, example);
  if (!found) return {};
  const auto* list = std::get_if<std::vector<TomlValue>>(&found->value.value);
  if (!list || !std::ranges::all_of(*list, [](const TomlValue& item) {
        return std::holds_alternative<std::string>(item.value);
      })) {
    wrong_type(*found, "a list of texts", example);
    return {};
  }
  if (list->empty() || list->size() > most) {
    fault(found->line, in_quotes(key) + where() + " lists " + std::to_string(list->size()) + " items.",
          "List from 1 to " + std::to_string(most) + ": " + assign(key, example) + ".");
    return {};
  }
  std::vector<Item> out;
  for (const auto& item : *list) {
    const auto& text = std::get<std::string>(item.value);
    if (std::ranges::find(out, text, &Item::text) != out.end()) {
      fault(item.line, in_quotes(key) + where() + " lists " + in_quotes(text) + " twice.", "Write it once.");
      continue;
    }
    out.push_back({text, item.line});
  }
  return out;
}

std::vector<std::pair<std::int64_t, int>> Fields::numbers(std::string_view key, std::string_view example) {
  const auto* found = entry(key, Need::optional, example);
  if (!found) return {};
  const auto* list = std::get_if<std::vector<TomlValue>>(&found->value.value);
  std::vector<std::pair<std::int64_t, int>> out;
  for (const auto& item : list ? *list : std::vector<TomlValue>{}) {
    if (const auto* value = std::get_if<std::int64_t>(&item.value)) out.emplace_back(*value, item.line);
  }
  if (!list || out.size() != list->size()) wrong_type(*found, "a list of whole numbers", example);
  return out;
}

LocalText Fields::local_text(std::size_t max_code_points) {
  LocalText out;
  for (const auto language : kLanguages) {
    const auto key = code(language);
    const bool wanted = std::ranges::find(context_.languages, language) != context_.languages.end();
    const bool present = table_.find(key) != nullptr;
    asked(key);
    if (wanted && !present) {
      fault(table_.line, fmt::format("The text in {} is missing{}.", language_name(language), where()),
            "Write " + assign(key, "\"…\"") + ".");
    } else if (present && !wanted && !context_.languages.empty()) {
      fault(line_of(key), fmt::format("The letter isn't in {}, but {} is.", language_name(language), name_),
            fmt::format("Add \"{}\" to languages, or remove this key.", key));
    }
    if (!present) continue;
    if (auto text = line(key, Need::required, max_code_points, "\"…\"")) out[language] = *text;
  }
  return out;
}

LocalText Fields::line_or_local(std::string_view key, std::size_t max_code_points, std::string_view example) {
  const auto* found = entry(key, Need::optional, example);
  if (!found) return {};
  if (const auto* table = std::get_if<TomlTable>(&found->value.value)) {
    auto with_line = *table;
    with_line.line = found->line;
    Fields inner(with_line, name_ + " " + std::string(key), context_);
    auto out = inner.local_text(max_code_points);
    inner.done();
    return out;
  }
  const auto text = line(key, Need::optional, max_code_points, example);
  LocalText out;
  if (text) {
    for (const auto language : context_.languages) out[language] = *text;
  }
  return out;
}

const TomlTable* Fields::table(std::string_view key, Need need, std::string_view example) {
  asked(key);
  const auto* found = table_.find(key);
  if (!found) {
    if (need == Need::required) {
      fault(0, "The table [" + std::string(key) + "] is missing.", "Write " + std::string(example) + ".");
    }
    return nullptr;
  }
  const auto* out = std::get_if<TomlTable>(&found->value.value);
  if (!out) {
    fault(found->line, in_quotes(key) + " is " + std::string(type_name(found->value)) + ", not a table.",
          "Write " + std::string(example) + ".");
  }
  return out;
}

std::vector<const TomlTable*> Fields::tables(std::string_view key, std::size_t most,
                                             std::string_view example) {
  asked(key);
  const auto* found = table_.find(key);
  if (!found) {
    fault(0, "There is no [[" + std::string(key) + "]].", "Write " + std::string(example) + ".");
    return {};
  }
  std::vector<const TomlTable*> out;
  const auto* list = std::get_if<std::vector<TomlValue>>(&found->value.value);
  for (const auto& item : list ? *list : std::vector<TomlValue>{}) {
    if (!std::holds_alternative<TomlTable>(item.value)) list = nullptr;
    if (!list) break;
  }
  if (!list || list->empty()) {
    fault(found->line, in_quotes(key) + " isn't a list of tables.",
          "Write " + std::string(example) + ", with two brackets on each side.");
    return {};
  }
  if (list->size() > most) {
    fault(found->line, "There are " + std::to_string(list->size()) + " [[" + std::string(key) + "]].",
          "Write at most " + std::to_string(most) + ".");
    return {};
  }
  for (const auto& item : *list) out.push_back(&std::get<TomlTable>(item.value));
  return out;
}

void Fields::done() {
  for (const auto& entry : table_.entries) {
    if (std::ranges::find(asked_, entry.key) != asked_.end()) continue;
    std::string instead;
    if (const auto meant = nearest(entry.key, asked_)) {
      instead = "Write " + in_quotes(*meant) + ", or remove it.";
    } else {
      for (const auto& key : asked_) instead += (instead.empty() ? "Remove it; known here are " : ", ") + key;
      instead += ".";
    }
    fault(entry.line, "The key " + in_quotes(entry.key) + where() + " is unknown.", instead);
  }
}

}  // namespace ruban::letter
