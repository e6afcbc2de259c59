// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/format.h"

#include <gtest/gtest.h>

#include <locale>

namespace ruban::i18n {
namespace {

Instant at(std::string_view time) { return parse_rfc3339(time).value(); }

// With plain spaces, for reading.
std::string plain(std::string text) {
  for (const std::string_view wide : {"\u00A0", "\u202F"}) {
    for (auto found = text.find(wide); found != std::string::npos; found = text.find(wide)) {
      text.erase(found, wide.size() - 1);
      text[found] = ' ';
    }
  }
  return text;
}

TEST(Dates, Are_written_as_each_language_does) {
  const Instant when = at("2018-06-22T14:00:00Z");
  EXPECT_EQ(plain(format_instant(Lang::fr, when)), "vendredi 22 juin 2018 à 14 h 00 UTC");
  EXPECT_EQ(plain(format_instant(Lang::en, when)), "Friday 22 June 2018 at 14:00 UTC");
  EXPECT_EQ(plain(format_instant_short(Lang::fr, when)), "22 juin 2018, 14 h 00 UTC");
  EXPECT_EQ(plain(format_instant_short(Lang::en, when)), "22 June 2018, 14:00 UTC");
  EXPECT_EQ(plain(format_date(Lang::en, when)), "Friday 22 June 2018");
}

TEST(Dates, The_first_of_a_month_is_an_ordinal_in_French) {
  EXPECT_EQ(plain(format_date(Lang::fr, at("2018-08-01T00:00:00Z"))), "mercredi 1er août 2018");
  EXPECT_EQ(plain(format_date(Lang::en, at("2018-08-01T00:00:00Z"))), "Wednesday 1 August 2018");
}

TEST(Dates, Name_every_day_of_the_week_and_every_month) {
  using namespace std::chrono;
  std::string week, months;
  for (int i = 0; i < 7; ++i)
    week += format_date(Lang::en, sys_days(2018y / July / 1) + std::chrono::days(i)).substr(0, 3);
  for (unsigned i = 1; i <= 12; ++i)
    months += plain(format_instant_short(Lang::en, sys_days(2018y / month(i) / 15))).substr(3, 3);
  EXPECT_EQ(week, "SunMonTueWedThuFriSat");
  EXPECT_EQ(months, "JanFebMarAprMayJunJulAugSepOctNovDec");
}

TEST(Dates, Are_those_of_UTC_at_its_midnight) {
  EXPECT_EQ(plain(format_instant(Lang::en, at("2018-12-31T23:59:59Z"))),
            "Monday 31 December 2018 at 23:59 UTC");
  EXPECT_EQ(plain(format_instant(Lang::en, at("2019-01-01T00:00:00Z"))),
            "Tuesday 1 January 2019 at 00:00 UTC");
}

TEST(Dates, Do_not_break_between_day_and_month) {
  EXPECT_NE(format_date(Lang::fr, at("2018-06-22T14:00:00Z")).find("22\u00A0juin"), std::string::npos);
  EXPECT_EQ(format_time(Lang::fr, at("2018-06-22T14:05:00Z")), "14\u00A0h\u00A005\u00A0UTC");
}

TEST(Numbers, Are_grouped) {
  EXPECT_EQ(format_number(Lang::fr, 6'103'056), "6\u202F103\u202F056");
  EXPECT_EQ(format_number(Lang::en, 6'103'056), "6,103,056");
  EXPECT_EQ(format_number(Lang::fr, 0), "0");
  EXPECT_EQ(format_number(Lang::en, 999), "999");
}

TEST(Durations, Are_rounded_up_to_what_a_person_waits_for) {
  using namespace std::chrono;
  EXPECT_EQ(format_duration(Lang::en, seconds(0)), "less than a minute");
  EXPECT_EQ(format_duration(Lang::fr, seconds(59)), "moins d’une minute");
  EXPECT_EQ(format_duration(Lang::en, seconds(60)), "1 minute");
  EXPECT_EQ(format_duration(Lang::en, seconds(61)), "2 minutes");
  EXPECT_EQ(format_duration(Lang::fr, minutes(60)), "60 minutes");
  EXPECT_EQ(format_duration(Lang::en, minutes(91)), "2 hours");
  EXPECT_EQ(format_duration(Lang::fr, hours(37)), "2 jours");
}

TEST(Lists, Have_and_before_the_last_one) {
  EXPECT_EQ(format_list(Lang::en, {}), "");
  EXPECT_EQ(format_list(Lang::en, {"a"}), "a");
  EXPECT_EQ(format_list(Lang::en, {"a", "b"}), "a and b");
  EXPECT_EQ(format_list(Lang::fr, {"a", "b", "c"}), "a, b et c");
}

TEST(Formatting, Leaves_the_programs_locale_alone) {
  (void)format_number(Lang::fr, 1'000);
  EXPECT_EQ(std::locale().name(), "C");
}

}  // namespace
}  // namespace ruban::i18n
