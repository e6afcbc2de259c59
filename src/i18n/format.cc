// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/format.h"

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

// A pattern of strftime (3), in UTC.
std::string written(Lang lang, const char* pattern, Instant at) {
  std::ostringstream out;
  out.imbue(locale_of(lang));
  out << boost::locale::as::ftime(pattern) << boost::locale::as::gmt << at.time_since_epoch().count();
  return out.str();
}

std::string day_and_month(Lang lang, Instant at) {
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(at));
  std::string day = std::to_string(static_cast<unsigned>(date.day()));
  if (lang == Lang::fr && day == "1") day = "1er";
  return day.append(kNoBreak).append(written(lang, "%B", at)) + " " +
         std::to_string(static_cast<int>(date.year()));
}

}  // namespace

std::string format_time(Lang lang, Instant at) {
  const auto clock = [&](std::string_view between) {
    return written(lang, "%H", at).append(between).append(written(lang, "%M", at)).append(kNoBreak) + "UTC";
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
  return written(lang, "%A", at) + " " + day_and_month(lang, at);
}

std::string format_instant(Lang lang, Instant at) {
  return tr(lang, "{date} at {time}", {{"date", format_date(lang, at)}, {"time", format_time(lang, at)}});
}

std::string format_instant_short(Lang lang, Instant at) {
  return day_and_month(lang, at) + ", " + format_time(lang, at);
}

std::string format_number(Lang lang, std::uint64_t number) {
  std::ostringstream out;
  out.imbue(locale_of(lang));
  // ICU's numbers are signed.
  CHECK(number <= INT64_MAX);
  out << boost::locale::as::number << static_cast<std::int64_t>(number);
  return out.str();
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
