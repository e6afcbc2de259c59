// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/words.h"

#include <gtest/gtest.h>

namespace ruban::web {
namespace {

using i18n::Lang;

TEST(A_class_s_count, Reads_as_each_language_writes_it) {
  EXPECT_EQ(class_count_words(1312, "Employees of Microsoft", Lang::en), "1,312 Employees of Microsoft");
  EXPECT_EQ(class_count_words(1312, "Personnel de Microsoft", Lang::fr),
            "Personnel de Microsoft\u202F: 1\u202F312");
}

TEST(Counts_of_several_classes, Are_told_apart_within_a_sentence) {
  EXPECT_EQ(class_counts_words({"312 Employees", "40 Supporters"}, Lang::en),
            "312 Employees and 40 Supporters");
  EXPECT_EQ(class_counts_words({"Personnel\u202F: 312", "Soutiens\u202F: 40"}, Lang::fr),
            "Personnel\u202F: 312\u202F; Soutiens\u202F: 40");
  EXPECT_EQ(class_counts_words({"Personnel\u202F: 312"}, Lang::fr), "Personnel\u202F: 312");
}

}  // namespace
}  // namespace ruban::web
