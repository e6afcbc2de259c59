// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/paths.h"

namespace ruban::web {

std::string path_in(i18n::Lang lang, std::string_view rest) {
  std::string path = "/";
  return path.append(i18n::tag(lang)).append(rest);
}

std::string letter_path(i18n::Lang lang, const LetterPlace& place, std::string_view rest) {
  std::string path = path_in(lang, "/letters/") + place.slug;
  if (place.version) path += "/v" + std::to_string(*place.version);
  return path.append(rest);
}

std::string tile_path_of_entry(EntryIndex index) {
  // C2SP tlog-tiles: groups of three digits, all but the last with an x.
  std::uint64_t tile = index / 256;
  const auto group = [](std::uint64_t n) {
    const std::string digits = std::to_string(n);
    return std::string(3 - digits.size(), '0') + digits;
  };
  std::string path = group(tile % 1000);
  while (tile >= 1000) {
    tile /= 1000;
    std::string above = "x";
    path = above.append(group(tile % 1000)).append("/").append(path);
  }
  return "/log/tile/entries/" + path;
}

}  // namespace ruban::web
