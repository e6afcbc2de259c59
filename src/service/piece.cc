// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/piece.h"

#include <algorithm>

#include "capture/captured_page.h"
#include "capture/page_text.h"
#include "capture/warc.h"

namespace ruban::service {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kWarc = "application/warc";

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
         c == '-';
}

// "mine.example" of "https://mine.example:8443/page".
std::string_view host_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  return url.substr(0, url.find_first_of("/?:"));
}

std::string_view without_space(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const auto begin = text.find_first_not_of(" \t\r\n\f");
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

// Any letter before ASCII's are told apart by case: HTML's words are written either way.
bool begins_with(std::string_view text, std::string_view small_letters) {
  return fetch::lower_case(text.substr(0, small_letters.size())) == small_letters;
}

bool is_packed(std::string_view bytes) { return bytes.starts_with("\x1F\x8B"sv); }

Result<Piece> warc_piece(std::string bytes, std::string_view name) {
  const auto records = TRY(capture::read_warc(bytes));
  TRY(capture::check_no_secrets(records));
  const auto page = TRY(capture::captured_page(records));
  Piece out;
  out.source = page.asked;
  out.date = floor_to_minute(page.at);
  const auto usual = is_packed(bytes) ? "page.warc.gz"sv : "page.warc"sv;
  out.file = {attachment_name(name, usual), std::string(kWarc), std::move(bytes)};
  return out;
}

// Read once, so that what can't be shown isn't published: its length, its nesting.
Result<Piece> text_piece(std::string bytes, std::string_view name, std::string type) {
  TRY(capture::page_text(bytes, type));
  const auto usual = type == "text/html" ? "page.html"sv : "page.txt"sv;
  return Piece{{attachment_name(name, usual), std::move(type), std::move(bytes)}};
}

}  // namespace

std::string attachment_name(std::string_view name, std::string_view otherwise) {
  std::string out;
  for (const char c : name) out += is_name_character(c) ? c : '-';
  const auto begin = out.find_first_not_of(".-");
  out.erase(0, begin);
  constexpr std::size_t kMost = 80;
  // The end says what it is.
  if (out.size() > kMost) out.erase(0, out.size() - kMost);
  if (out.starts_with('.')) out.front() = '-';
  return out.empty() ? std::string(otherwise) : out;
}

std::optional<std::string_view> picture_type(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
  if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return "image/png";
  return std::nullopt;
}

Piece captured_piece(const fetch::Fetched& page) {
  const auto& first = page.exchanges.front();
  auto time = format_minute(floor_to_minute(first.at));
  std::erase_if(time, [](char c) { return c == '-' || c == ':'; });
  const auto name = std::string(host_of(first.url)) + "-" + time + ".warc";
  return {{attachment_name(name, "page.warc"), std::string(kWarc), capture::write_warc(page)},
          first.url,
          floor_to_minute(first.at)};
}

tl::unexpected<Error> too_large() {
  return fail(
      Kind::too_large,
      "A piece of evidence has at most 25 MB. Add a part of this file, or capture the page where it lies.");
}

Result<Piece> given_piece(std::string bytes, std::string_view name) {
  if (bytes.size() > kMostPieceBytes) return too_large();
  if (picture_type(bytes))
    return fail(
        Kind::invalid,
        "A picture may show people: ruban evidence cover hides their faces before it can be published.");
  if (bytes.starts_with("%PDF-"))
    return Piece{{attachment_name(name, "file.pdf"), "application/pdf", std::move(bytes)}};
  if (bytes.starts_with("WARC/") || is_packed(bytes)) return warc_piece(std::move(bytes), name);
  const auto text = without_space(bytes);
  if (text.empty()) return fail(Kind::invalid, "This file is empty.");
  if (begins_with(text, "<svg") ||
      (begins_with(text, "<?xml") && text.substr(0, 2000).find("<svg") != text.npos))
    return fail(
        Kind::invalid,
        "This is an SVG drawing, which can hold scripts and draw from elsewhere. Save it as PNG, then try "
        "again.");
  if (text.front() == '<') return text_piece(std::move(bytes), name, "text/html");
  // Files of other programs have bytes that no text has.
  if (std::ranges::any_of(bytes, [](char c) {
        return c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f';
      }))
    return fail(Kind::invalid,
                "Only a PDF, a picture (JPEG, PNG), a WARC, an HTML file or plain text can be evidence.");
  return text_piece(std::move(bytes), name, "text/plain");
}

}  // namespace ruban::service
