// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/lang.h"

#include "core/check.h"

namespace ruban::i18n {
namespace {

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The part before `separator`; `text` keeps what follows it.
std::string_view take(std::string_view& text, char separator) {
  const auto end = text.find(separator);
  const auto part = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  return trim(part);
}

// Thousandths of a qvalue ("0.8"); 1000 if there is none, nothing if it can't be read.
std::optional<int> weight(std::string_view parameters) {
  while (!parameters.empty()) {
    auto value = take(parameters, ';');
    const auto name = take(value, '=');
    if (name.size() != 1 || lower(name[0]) != 'q') continue;
    if (value.empty() || value.size() > 5 || (value[0] != '0' && value[0] != '1')) return std::nullopt;
    int thousandths = (value[0] - '0') * 1000;
    if (value.size() > 1 && value[1] != '.') return std::nullopt;
    int unit = 100;
    for (std::size_t i = 2; i < value.size(); ++i, unit /= 10) {
      if (value[i] < '0' || value[i] > '9') return std::nullopt;
      thousandths += (value[i] - '0') * unit;
    }
    return thousandths > 1000 ? std::nullopt : std::optional(thousandths);
  }
  return 1000;
}

std::optional<Lang> lang_of_range(std::string_view range) {
  if (range == "*") return Lang::en;
  const auto primary = range.substr(0, range.find('-'));
  if (primary.size() != 2) return std::nullopt;
  const char lowered[] = {lower(primary[0]), lower(primary[1])};
  return parse_lang({lowered, 2});
}

}  // namespace

std::string_view tag(Lang lang) {
  switch (lang) {
    case Lang::fr:
      return "fr";
    case Lang::en:
      return "en";
  }
  CHECK(false);
}

std::optional<Lang> parse_lang(std::string_view text) {
  for (const Lang lang : kLangs) {
    if (tag(lang) == text) return lang;
  }
  return std::nullopt;
}

std::string_view own_name(Lang lang) {
  switch (lang) {
    case Lang::fr:
      return "Français";
    case Lang::en:
      return "English";
  }
  CHECK(false);
}

Lang other(Lang lang) { return lang == Lang::fr ? Lang::en : Lang::fr; }

Lang choose(std::string_view accept_language) {
  Lang best = Lang::en;
  int best_weight = 0;
  for (int i = 0; i < 16 && !accept_language.empty(); ++i) {
    auto parameters = take(accept_language, ',');
    const auto lang = lang_of_range(take(parameters, ';'));
    const auto thousandths = weight(parameters);
    if (lang && thousandths && *thousandths > best_weight) {
      best = *lang;
      best_weight = *thousandths;
    }
  }
  return best;
}

}  // namespace ruban::i18n
