// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fetch/http_message.h"

#include <algorithm>
#include <charconv>

#include "fetch/inflate.h"

namespace ruban::fetch {
namespace {

constexpr std::size_t kMostHeaders = 1'000;
constexpr std::size_t kMostLayers = 3;

bool is_space(char c) { return c == ' ' || c == '\t'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// The line at the front of `text`, without its end; `text` goes on behind it.
std::string_view take_line(std::string_view& text) {
  const auto end = text.find('\n');
  auto line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

// The words of all headers of this name, between commas, in small letters.
std::vector<std::string> listed(const Head& head, std::string_view name) {
  std::vector<std::string> out;
  for (const auto& header : head.headers) {
    if (lower_case(header.name) != name) continue;
    std::string_view rest = header.value;
    while (!rest.empty()) {
      const auto comma = std::min(rest.find(','), rest.size());
      if (const auto word = trimmed(rest.substr(0, comma)); !word.empty()) out.push_back(lower_case(word));
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
  return out;
}

Result<std::string> without_chunks(std::string_view body) {
  const auto wrong = fail(Kind::invalid, "The answer comes in chunks, and they are broken or break off.");
  std::string out;
  while (true) {
    if (body.find('\n') == std::string_view::npos) return wrong;
    const auto line = take_line(body);
    const auto digits = trimmed(line.substr(0, line.find(';')));
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
    if (error != std::errc() || end != digits.data() + digits.size()) return wrong;
    if (size == 0) return out;
    if (size > body.size()) return wrong;
    out.append(body.substr(0, size));
    body.remove_prefix(size);
    if (body.find('\n') == std::string_view::npos || !take_line(body).empty()) return wrong;
  }
}

Result<std::string> unpacked(std::string_view coding, std::string_view packed, std::size_t most) {
  if (coding == "gzip" || coding == "x-gzip") return gunzip(packed, most);
  if (coding != "deflate") {
    return fail(Kind::invalid,
                "The answer is packed in a way that Ruban doesn't read. It reads gzip and deflate.");
  }
  std::string out;
  auto taken = Inflate(Packing::zlib)(packed, out, most);
  if (!taken && taken.error().kind == Kind::invalid) {
    out.clear();
    taken = Inflate(Packing::raw)(packed, out, most);
  }
  if (!taken) return tl::unexpected(taken.error());
  return out;
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string_view Head::value(std::string_view lower_case_name) const {
  for (const auto& header : headers) {
    if (lower_case(header.name) == lower_case_name) return header.value;
  }
  return {};
}

std::string_view Head::redirect() const {
  const bool moved = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  return moved ? value("location") : std::string_view{};
}

Result<Answer> cut_answer(std::string_view bytes) {
  auto rest = bytes;
  while (!rest.empty()) {
    const bool whole = rest.find('\n') != std::string_view::npos;
    if (take_line(rest).empty() && whole) return Answer{bytes.substr(0, bytes.size() - rest.size()), rest};
  }
  return fail(Kind::invalid, "The answer's headers have no end.");
}

Result<Head> parse_head(std::string_view head) {
  const auto wrong = fail(Kind::invalid, "The answer doesn't begin as one of HTTP does.");
  const auto first = take_line(head);
  const auto space = first.find(' ');
  if (!first.starts_with("HTTP/") || space == std::string_view::npos) return wrong;
  const auto digits = trimmed(first.substr(space)).substr(0, 3);
  Head out;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out.status);
  if (error != std::errc() || end != digits.data() + 3 || out.status < 100) return wrong;
  while (!head.empty()) {
    const auto line = take_line(head);
    if (line.empty()) break;
    if (is_space(line.front())) {
      if (!out.headers.empty()) out.headers.back().value.append(" ").append(trimmed(line));
      continue;
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) continue;
    if (out.headers.size() == kMostHeaders)
      return fail(Kind::too_large, "The answer has more headers than it may have.");
    out.headers.push_back({std::string(line.substr(0, colon)), std::string(trimmed(line.substr(colon + 1)))});
  }
  return out;
}

Result<std::string> payload_of(const Head& head, std::string_view body) {
  const auto codings = listed(head, "transfer-encoding");
  if (codings.empty()) return std::string(body);
  if (codings.size() != 1 || codings[0] != "chunked")
    return fail(Kind::invalid, "The answer travels in a way that Ruban doesn't read.");
  return without_chunks(body);
}

Result<std::string> content_of(const Head& head, std::string_view body, std::size_t most) {
  auto codings = listed(head, "content-encoding");
  std::erase(codings, "identity");
  if (codings.size() > kMostLayers) return fail(Kind::invalid, "The answer is packed too many times over.");
  auto out = TRY(payload_of(head, body));
  if (out.size() > most) return fail(Kind::too_large, "The answer is larger than it may be.");
  if (out.empty()) return out;  // a redirect says how a page would be packed that it doesn't have
  // The last one was put on last.
  for (auto coding = codings.rbegin(); coding != codings.rend(); ++coding) {
    out = TRY(unpacked(*coding, out, most));
  }
  return out;
}

}  // namespace ruban::fetch
