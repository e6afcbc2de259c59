// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/typography.h"

#include <gtest/gtest.h>

namespace ruban::i18n {
namespace {

TEST(French_typography, Spaces_around_marks_become_narrow_and_do_not_break) {
  EXPECT_EQ(typeset(Lang::fr, "Qui ? « Nous » : tous ; oui !"),
            "Qui\u202F? «\u202FNous\u202F»\u202F: tous\u202F; oui\u202F!");
  EXPECT_EQ(typeset(Lang::fr, "«\u00A0Nous\u00A0»\u00A0?"), "«\u202FNous\u202F»\u202F?");
}

TEST(French_typography, No_space_is_added) {
  EXPECT_EQ(typeset(Lang::fr, "https://exemple.fr:8080 à 14:00"), "https://exemple.fr:8080 à 14:00");
  EXPECT_EQ(typeset(Lang::fr, "quoi?"), "quoi?");
  EXPECT_EQ(typeset(Lang::fr, "a :b"), "a :b");
}

TEST(French_typography, Tags_keep_their_bytes) {
  EXPECT_EQ(typeset(Lang::fr, "<a title='x ; y'>l'air</a> ;"), "<a title='x ; y'>l’air</a>\u202F;");
}

TEST(Typography, Apostrophes_between_letters_are_curly) {
  EXPECT_EQ(typeset(Lang::fr, "l'été d'Anna"), "l’été d’Anna");
  EXPECT_EQ(typeset(Lang::en, "it isn't 'that' : so"), "it isn’t 'that' : so");
}

TEST(Typography, Doing_it_twice_changes_nothing) {
  for (const auto* text : {"Qui ? « Nous » : l'un ; !", "", " ", "«", "'", "a < b ; c"}) {
    for (const Lang lang : kLangs) EXPECT_EQ(typeset(lang, typeset(lang, text)), typeset(lang, text));
  }
}

}  // namespace
}  // namespace ruban::i18n
