// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/archive/file_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "i18n/lang.h"

namespace ruban::web {
namespace {

using Segments = std::vector<std::string>;

constexpr std::string_view kPageEnd = "index.html";

std::string joined(const Segments& segments) {
  std::string out;
  for (const auto& segment : segments) {
    if (!out.empty()) out += '/';
    out += segment;
  }
  return out;
}

// Whether a query asks for nothing but these.
bool asks_only(const Request& request, std::initializer_list<std::string_view> names) {
  return std::all_of(request.query.begin(), request.query.end(), [&](const auto& parameter) {
    return std::find(names.begin(), names.end(), parameter.first) != names.end();
  });
}

// "v2", of the newest if none is named.
std::string version_of(const Request& request, const ArchivedLetter& letter) {
  const auto named = request.query.get("version");
  return named.empty() ? fmt::format("v{}", letter.newest) : fmt::format("v{}", named);
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::string> page_name(const Request& request, const ArchivedLetter& letter) {
  const auto& s = request.segments;
  if (!asks_only(request, {"after"})) return std::nullopt;
  if (s.size() == 2 && s[1].empty()) return fmt::format("{}/{}", s[0], kPageEnd);
  if (s.size() == 2 && (s[1] == "about" || s[1] == "verify")) return joined(s) + "/" + std::string(kPageEnd);
  if (s.size() < 3 || s[1] != "letters" || s[2] != letter.slug) return std::nullopt;
  for (const auto& segment : s) {
    if (segment.empty() || segment == "sign" || segment == "withdraw" || segment == "quote")
      return std::nullopt;
  }
  return joined(s) + "/" + std::string(kPageEnd);
}

// /letters/{slug}/…
std::optional<std::string> letter_file_name(const Request& request, const ArchivedLetter& letter) {
  const auto& s = request.segments;
  if (s.size() < 3 || s[1] != letter.slug) return std::nullopt;
  if (s.size() == 5 && s[3] == "files") return joined(s);
  const auto dot = s[2].rfind('.');
  if (s.size() != 3 || dot == std::string::npos || !asks_only(request, {"version", "lang"}))
    return std::nullopt;
  const auto lang = i18n::parse_lang(request.query.get("lang"));
  return fmt::format("letters/{}/{}/{}{}{}", letter.slug, version_of(request, letter), s[2].substr(0, dot),
                     lang ? fmt::format("-{}", i18n::tag(*lang)) : "", s[2].substr(dot));
}

// /api/v1/…
std::optional<std::string> api_name(const Request& request, const ArchivedLetter& letter) {
  const auto& s = request.segments;
  if (s.size() < 3 || s[1] != "v1") return std::nullopt;
  if (s[2] == "letters") {
    if (s.size() == 3) return "api/v1/letters/index.json";
    if (s[3] != letter.slug || s.size() > 5) return std::nullopt;
    const auto folder = fmt::format("api/v1/letters/{}/{}/", letter.slug, version_of(request, letter));
    if (s.size() == 4) return folder + "index.json";
    if (s[4] == "signatures") {
      const auto after = request.query.get("after");
      return fmt::format("{}signatures/{}.json", folder, is_digits(after) ? after : "index");
    }
    if (!asks_only(request, {"version"})) return std::nullopt;
    if (s[4] == "signatures.csv") return folder + s[4];
    if (s[4] == "proof") return folder + "proof.tlog-proof";
    return folder + s[4] + ".json";
  }
  if (s[2] == "entries" && s.size() == 4) return fmt::format("api/v1/entries/{}.txt", s[3]);
  if (s[2] == "entries" && s.size() == 5 && s[4] == "proof")
    return fmt::format("api/v1/entries/{}.tlog-proof", s[3]);
  if (s[2] == "documents" && s.size() == 4) return joined(s);
  return std::nullopt;
}

}  // namespace

std::optional<std::string> file_name(const Request& request, const ArchivedLetter& letter) {
  const auto& s = request.segments;
  if (s.empty()) return std::nullopt;
  if (i18n::parse_lang(s[0])) return page_name(request, letter);
  if (s[0] == "letters") return letter_file_name(request, letter);
  if (s[0] == "api") return api_name(request, letter);
  static constexpr std::array<std::string_view, 3> kAsTheyAre{"static", "log", "client"};
  if (std::find(kAsTheyAre.begin(), kAsTheyAre.end(), s[0]) == kAsTheyAre.end()) return std::nullopt;
  return joined(s);
}

std::string name_of_part(std::string_view first, std::size_t n) {
  return fmt::format("{}{}.html", first.substr(0, first.size() - kPageEnd.size()), n);
}

std::string name_of_document(std::string_view sha256, std::string_view type) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kEndings{
      {{"application/pdf", ".pdf"},
       {"application/warc", ".warc"},
       {"image/png", ".png"},
       {"image/jpeg", ".jpg"}}};
  for (const auto& [of, ending] : kEndings) {
    if (type.starts_with(of)) return fmt::format("api/v1/documents/{}{}", sha256, ending);
  }
  return fmt::format("api/v1/documents/{}.txt", sha256);
}

}  // namespace ruban::web
