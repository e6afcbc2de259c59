// SPDX-License-Identifier: AGPL-3.0-or-later
#include "core/time.h"

#include <fmt/format.h>

#include <optional>

namespace ruban {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

// Reads exactly `digits` decimal digits from the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int out = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    out = out * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return out;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

// "2018-06-19T14:00"
std::optional<Instant> take_date_and_minute(std::string_view& text) {
  auto y = take_digits(text, 4);
  if (!y || !take(text, '-')) return std::nullopt;
  auto mo = take_digits(text, 2);
  if (!mo || !take(text, '-')) return std::nullopt;
  auto d = take_digits(text, 2);
  if (!d || !take(text, 'T')) return std::nullopt;
  auto h = take_digits(text, 2);
  if (!h || !take(text, ':')) return std::nullopt;
  auto mi = take_digits(text, 2);
  if (!mi || *h > 23 || *mi > 59 || *y < 1) return std::nullopt;
  year_month_day date{year{*y}, month{static_cast<unsigned>(*mo)}, day{static_cast<unsigned>(*d)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date} + std::chrono::hours{*h} + std::chrono::minutes{*mi};
}

struct Parts {
  int year;
  unsigned month, day;
  long hour, minute, second;
};

Parts parts(Instant at) {
  auto days = std::chrono::floor<std::chrono::days>(at);
  year_month_day date{days};
  auto in_day = (at - days).count();
  return {int{date.year()}, unsigned{date.month()}, unsigned{date.day()},
          in_day / 3600,    in_day / 60 % 60,       in_day % 60};
}

}  // namespace

Instant floor_to_minute(Instant at) { return std::chrono::floor<std::chrono::minutes>(at); }

std::string format_minute(Instant at) {
  auto p = parts(at);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}Z", p.year, p.month, p.day, p.hour, p.minute);
}

Result<Instant> parse_minute(std::string_view text) {
  auto rest = text;
  auto out = take_date_and_minute(rest);
  if (!out || rest != "Z") return fail(Kind::invalid, "This is not a time of the form 2018-06-19T14:00Z.");
  return *out;
}

std::string format_rfc3339(Instant at) {
  auto p = parts(at);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", p.year, p.month, p.day, p.hour, p.minute,
                     p.second);
}

Result<Instant> parse_rfc3339(std::string_view text) {
  const auto wrong = fail(Kind::invalid, "This is not a time of the form 2018-06-19T14:00:00Z.");
  auto rest = text;
  auto out = take_date_and_minute(rest);
  if (!out || !take(rest, ':')) return wrong;
  auto second = take_digits(rest, 2);
  if (!second || *second > 60) return wrong;
  *out += std::chrono::seconds{*second == 60 ? 59 : *second};  // a leap second is the second before it
  if (take(rest, '.')) {
    if (!take_digits(rest, 1)) return wrong;
    while (take_digits(rest, 1)) {
    }
  }
  if (rest == "Z" || rest == "z") return *out;
  if (rest.empty() || (rest[0] != '+' && rest[0] != '-')) return wrong;
  const int sign = rest[0] == '+' ? 1 : -1;
  rest.remove_prefix(1);
  auto h = take_digits(rest, 2);
  if (!h || !take(rest, ':')) return wrong;
  auto m = take_digits(rest, 2);
  if (!m || !rest.empty() || *h > 23 || *m > 59) return wrong;
  const auto at = *out - sign * (std::chrono::hours{*h} + std::chrono::minutes{*m});
  if (const auto y = parts(at).year; y < 1 || y > 9999) return wrong;  // it couldn't be written as it is read
  return at;
}

}  // namespace ruban
