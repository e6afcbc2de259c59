// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/form.h"

#include <algorithm>

#include "core/utf8.h"
#include "web/http/text.h"

namespace ruban::web {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char low = lower(c);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

Result<std::string> decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (text.size() - i < 3) return fail(Kind::invalid, "The percent encoding is broken.");
      const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return fail(Kind::invalid, "The percent encoding is broken.");
      out.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    } else {
      out.push_back(plus_is_space && text[i] == '+' ? ' ' : text[i]);
    }
  }
  if (out.find('\0') != std::string::npos) return fail(Kind::invalid, "The text holds a zero byte.");
  if (!is_utf8(out)) return fail(Kind::invalid, "The text is not valid UTF-8.");
  return out;
}

}  // namespace

Result<std::string> percent_decode(std::string_view text) { return decode(text, false); }
Result<std::string> form_decode(std::string_view text) { return decode(text, true); }

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kUnreserved = "-._~";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (char c : text) {
    const char low = lower(c);
    if ((low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') ||
        kUnreserved.find(c) != std::string_view::npos) {
      out.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out.push_back('%');
      out.push_back(kHex[byte >> 4]);
      out.push_back(kHex[byte & 15]);
    }
  }
  return out;
}

std::string with_plain_line_breaks(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out.push_back(text[i]);
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      out.push_back('\n');
    }
  }
  return out;
}

Result<Parameters> parse_urlencoded(std::string_view text, const FormLimits& limits) {
  Parameters out;
  while (!text.empty()) {
    const auto end = text.find('&');
    const auto pair = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (pair.empty()) continue;
    if (out.size() == limits.fields) return fail(Kind::too_large, "The form has too many fields.");
    const auto equals = std::min(pair.find('='), pair.size());
    auto name = TRY(form_decode(pair.substr(0, equals)));
    auto value = TRY(form_decode(pair.substr(std::min(equals + 1, pair.size()))));
    if (name.size() > limits.name) return fail(Kind::too_large, "The name of a form field is too long.");
    if (value.size() > limits.value)
      return fail(Kind::too_large, "A form field is too long.", std::move(name));
    out.add(std::move(name), with_plain_line_breaks(value));
  }
  return out;
}

}  // namespace ruban::web
