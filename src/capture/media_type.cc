// SPDX-License-Identifier: AGPL-3.0-or-later
#include "capture/media_type.h"

#include <algorithm>

#include "fetch/http_message.h"

namespace ruban::capture {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n\f";
  const auto begin = std::min(text.find_first_not_of(kSpaces), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(kSpaces) + 1);
}

bool is_name(std::string_view text) {
  return text.size() <= 100 && std::ranges::count(text, '/') == 1 && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                  std::string_view("/!#$&-^_.+").find(c) != std::string_view::npos;
         });
}

}  // namespace

MediaType parse_media_type(std::string_view content_type) {
  const auto small = fetch::lower_case(content_type);
  std::string_view rest = small;
  const auto take = [&] {
    const auto part = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    return trimmed(part);
  };
  MediaType out;
  if (const auto name = take(); is_name(name)) out.name = name;
  while (!rest.empty() && out.charset.empty()) {
    auto part = take();
    if (!part.starts_with("charset")) continue;
    part = trimmed(part.substr(7));
    if (!part.starts_with('=')) continue;
    part = trimmed(part.substr(1));
    for (const char quote : {'"', '\''}) {
      if (part.starts_with(quote)) part = part.substr(1, part.find(quote, 1) - 1);
    }
    out.charset = trimmed(part);
  }
  return out;
}

}  // namespace ruban::capture
