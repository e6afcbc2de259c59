// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/format.h"

#include <fmt/format.h>

#include <array>
#include <boost/locale.hpp>
#include <locale>
#include <sstream>

#include "core/check.h"
#include "i18n/tr.h"

namespace ruban::i18n {
namespace {

constexpr std::string_view kNoBreak = "\u00A0";

// ICU's rules for a language. Built once, never made the program's locale.
const std::locale& locale_of(Lang lang) {
  static const auto make = [](const char* name) {
    auto backends = boost::locale::localization_backend_manager::global();
    backends.select("icu");
    boost::locale::generator generator(backends);
    generator.categories(boost::locale::category_t::formatting);
    return generator(name);
  };
  static const std::locale french = make("fr_FR.UTF-8"), english = make("en_GB.UTF-8");
  return lang == Lang::fr ? french : english;
}

// A pattern of strftime (3), in UTC. Slow: ICU makes a calendar for each.
std::string written(Lang lang, const char* pattern, Instant at) {
  std::ostringstream out;
  out.imbue(locale_of(lang));
  out << boost::locale::as::ftime(pattern) << boost::locale::as::gmt << at.time_since_epoch().count();
  return out.str();
}

// The names of months and of days of the week, and what stands between the thousands of a number: a long
// table asks for them thousands of times.
struct Names {
  explicit Names(Lang lang) {
    using namespace std::chrono;
    for (unsigned m = 1; m <= 12; ++m) months[m - 1] = written(lang, "%B", sys_days(year(2018) / m / 1));
    for (unsigned d = 0; d < 7; ++d) {
      const auto day = sys_days(year(2018) / 7 / 1) + days(d);  // a Sunday
      weekdays[weekday(day).c_encoding()] = written(lang, "%A", day);
    }
    std::ostringstream out;
    out.imbue(locale_of(lang));
    out << boost::locale::as::number << 1000;
    const auto thousand = out.str();
    CHECK(thousand.starts_with("1") && thousand.ends_with("000"));
    between_thousands = thousand.substr(1, thousand.size() - 4);
  }
  std::array<std::string, 12> months;
  std::array<std::string, 7> weekdays;
  std::string between_thousands;
};

const Names& names_of(Lang lang) {
  static const Names french(Lang::fr), english(Lang::en);
  return lang == Lang::fr ? french : english;
}

std::string day_and_month(Lang lang, Instant at) {
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(at));
  std::string day = std::to_string(static_cast<unsigned>(date.day()));
  if (lang == Lang::fr && day == "1") day = "1er";
  const auto& month = names_of(lang).months[static_cast<unsigned>(date.month()) - 1];
  return fmt::format("{}{}{} {}", day, kNoBreak, month, static_cast<int>(date.year()));
}

}  // namespace

std::string format_time(Lang lang, Instant at) {
  const std::chrono::hh_mm_ss time(at - std::chrono::floor<std::chrono::days>(at));
  const auto clock = [&](std::string_view between) {
    return fmt::format("{:02}{}{:02}{}UTC", time.hours().count(), between, time.minutes().count(), kNoBreak);
  };
  switch (lang) {
    case Lang::fr:
      return clock("\u00A0h\u00A0");
    case Lang::en:
      return clock(":");
  }
  CHECK(false);
}

std::string format_date(Lang lang, Instant at) {
  const std::chrono::weekday day(std::chrono::floor<std::chrono::days>(at));
  return names_of(lang).weekdays[day.c_encoding()] + " " + day_and_month(lang, at);
}

std::string format_instant(Lang lang, Instant at) {
  return tr(lang, "{date} at {time}", {{"date", format_date(lang, at)}, {"time", format_time(lang, at)}});
}

std::string format_instant_short(Lang lang, Instant at) {
  return day_and_month(lang, at) + ", " + format_time(lang, at);
}

std::string format_number(Lang lang, std::uint64_t number) {
  auto out = std::to_string(number);
  for (auto end = out.size(); end > 3;) {
    end -= 3;
    out.insert(end, names_of(lang).between_thousands);
  }
  return out;
}

std::string format_duration(Lang lang, std::chrono::seconds duration) {
  using std::chrono::ceil;
  const auto count = [](auto d) { return static_cast<std::uint64_t>(d.count()); };
  if (duration < std::chrono::minutes(1)) return tr(lang, "less than a minute");
  if (duration <= std::chrono::minutes(90)) {
    return tr_plural(lang, "{count} minute", "{count} minutes", count(ceil<std::chrono::minutes>(duration)));
  }
  if (duration <= std::chrono::hours(36)) {
    return tr_plural(lang, "{count} hour", "{count} hours", count(ceil<std::chrono::hours>(duration)));
  }
  return tr_plural(lang, "{count} day", "{count} days", count(ceil<std::chrono::days>(duration)));
}

std::string format_list(Lang lang, const std::vector<std::string>& items) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += i + 1 < items.size() ? std::string(", ") : tr_context(lang, "last of a list", " and ");
    out += items[i];
  }
  return out;
}

}  // namespace ruban::i18n
