// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/negotiate.h"

#include <algorithm>

#include "web/http/text.h"

namespace ruban::web {
namespace {

// q in thousandths, or -1 if it isn't one (RFC 9110 12.4.2).
int parse_weight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return -1;
  if (text.size() == 1) return text[0] == '1' ? 1000 : 0;
  if (text[1] != '.') return -1;
  int value = 0, unit = 100;
  for (char digit : text.substr(2)) {
    if (digit < '0' || digit > '9') return -1;
    value += (digit - '0') * unit;
    unit /= 10;
  }
  if (text[0] == '1') return value == 0 ? 1000 : -1;
  return value;
}

struct Preference {
  std::string_view name;
  int weight;
};

// One element of an Accept-* list; weight -1 if it is malformed.
Preference parse_preference(std::string_view element) {
  const auto semicolon = element.find(';');
  Preference out{trim(element.substr(0, semicolon)), 1000};
  if (semicolon == std::string_view::npos) return out;
  const auto parameter = trim(element.substr(semicolon + 1));
  const bool is_weight =
      parameter.size() > 2 && (parameter[0] == 'q' || parameter[0] == 'Q') && parameter[1] == '=';
  out.weight = is_weight ? parse_weight(parameter.substr(2)) : -1;
  return out;
}

}  // namespace

std::string_view negotiate_language(std::string_view accept_language,
                                    std::initializer_list<std::string_view> offered) {
  std::string_view best = offered.size() == 0 ? std::string_view{} : *offered.begin();
  int best_weight = 0;
  for (auto language : offered) {
    int named = -1, any = 0;
    for_each_element(accept_language, ',', [&](std::string_view element) {
      const auto wish = parse_preference(element);
      if (wish.weight < 0) return;
      const auto primary = wish.name.substr(0, wish.name.find('-'));
      if (iequal(primary, language)) named = std::max(named, wish.weight);
      if (wish.name == "*") any = wish.weight;
    });
    const int weight = named >= 0 ? named : any;
    if (weight > best_weight) {
      best = language;
      best_weight = weight;
    }
  }
  return best;
}

bool accepts_gzip(std::string_view accept_encoding) {
  int named = -1, any = -1;
  for_each_element(accept_encoding, ',', [&](std::string_view element) {
    const auto wish = parse_preference(element);
    if (iequal(wish.name, "gzip") || iequal(wish.name, "x-gzip")) named = std::max(named, wish.weight);
    if (wish.name == "*") any = wish.weight;
  });
  return named >= 0 ? named > 0 : any > 0;
}

}  // namespace ruban::web
