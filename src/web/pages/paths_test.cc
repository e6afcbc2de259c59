// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/paths.h"

#include <gtest/gtest.h>

#include "web/pages/static_files.h"

namespace ruban::web {
namespace {

TEST(Paths, Name_language_letter_and_version) {
  EXPECT_EQ(letter_path(i18n::Lang::fr, {"a", {}}), "/fr/letters/a");
  EXPECT_EQ(letter_path(i18n::Lang::en, {"a", 2}, "/signatures"), "/en/letters/a/v2/signatures");
  EXPECT_EQ(path_in(i18n::Lang::en, "/"), "/en/");
}

TEST(Paths, A_tile_is_written_in_groups_of_three_digits) {
  EXPECT_EQ(tile_path_of_entry(0), "/log/tile/entries/000");
  EXPECT_EQ(tile_path_of_entry(256), "/log/tile/entries/001");
  EXPECT_EQ(tile_path_of_entry(1'234'067ull * 256), "/log/tile/entries/x001/x234/067");
}

TEST(Static_files, Have_names_that_change_with_their_bytes) {
  for (const auto& file : static_files()) {
    EXPECT_EQ(find_static_file(file.path), &file);
    EXPECT_FALSE(file.bytes.empty()) << file.path;
    EXPECT_EQ(file.immutable, file.path.starts_with("/static/")) << file.path;
  }
  EXPECT_NE(find_static_file("/favicon.ico"), nullptr);
  EXPECT_NE(find_static_file("/robots.txt"), nullptr);
  EXPECT_EQ(find_static_file("/static/ruban.css"), nullptr);
  EXPECT_EQ(find_static_file(""), nullptr);
}

}  // namespace
}  // namespace ruban::web
