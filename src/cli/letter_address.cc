// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/letter_address.h"

#include <charconv>
#include <vector>

#include "cli/http_get.h"
#include "letter/slug.h"

namespace ruban::cli {
namespace {

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> out;
  for (;;) {
    const auto end = text.find(at);
    if (!text.substr(0, end).empty()) out.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

// "v2"
std::optional<std::uint64_t> version_in(std::string_view text) {
  std::uint64_t out = 0;
  if (!text.starts_with('v') || text.substr(1).starts_with('0')) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

}  // namespace

Result<LetterAddress> parse_letter_address(std::string_view url) {
  const auto wrong =
      fail(Kind::invalid, "Give the address of a letter, as https://ruban.example.org/letters/SLUG.");
  url = url.substr(0, url.find('#'));
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return wrong;
  const auto question = std::min(url.find('?'), url.size());
  const auto path = std::min(url.find('/', scheme + 3), question);
  LetterAddress out;
  out.site = TRY(parse_site(url.substr(0, path)));

  auto parts = split(url.substr(path, question - path), '/');
  if (!parts.empty() && (parts.front() == "en" || parts.front() == "fr")) parts.erase(parts.begin());
  if (parts.size() < 2 || parts[0] != "letters") return wrong;
  if (!letter::Slug::parse(parts[1])) return wrong;
  out.slug = parts[1];
  if (parts.size() > 2) out.version = version_in(parts[2]);

  for (const auto pair : split(url.substr(std::min(question + 1, url.size())), '&')) {
    if (!pair.starts_with("id=")) continue;
    auto id = fixed_from_hex<LetterId>(pair.substr(3));
    if (!id) return fail(Kind::invalid, "The id in this address isn't that of a letter.");
    out.id = *id;
  }
  return out;
}

}  // namespace ruban::cli
