// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/folder_sums.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/test_terminal.h"
#include "core/bytes.h"
#include "crypto/sha256.h"

namespace ruban::cli {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

class Sums : public testing::Test {
 protected:
  Sums() {
    write(folder_.path() / "index.html", "page");
    write(folder_.path() / "log/checkpoint", "");
    write(folder_.path() / "SHA256SUMS", line("page", "index.html") + line("", "log/checkpoint"));
  }
  static std::string line(std::string_view bytes, const std::string& name) {
    return to_hex(crypto::sha256(bytes).view()) + "  " + name + "\n";
  }
  std::vector<std::string> wrong() { return service::test::must(check_sums(folder_.path()))->wrong; }

  TestFolder folder_;
};

TEST_F(Sums, A_folder_is_as_it_was_written) {
  const auto check = service::test::must(check_sums(folder_.path()));
  ASSERT_TRUE(check);
  EXPECT_THAT(check->wrong, IsEmpty());
  EXPECT_EQ(check->files, 2u);
  EXPECT_EQ(check->sums, crypto::sha256(line("page", "index.html") + line("", "log/checkpoint")));
}

TEST_F(Sums, What_was_changed_is_missing_or_was_added_is_named) {
  write(folder_.path() / "index.html", "Page");
  EXPECT_THAT(wrong(), ElementsAre("index.html"));
  std::filesystem::remove(folder_.path() / "log/checkpoint");
  EXPECT_THAT(wrong(), ElementsAre("index.html", "log/checkpoint"));
  write(folder_.path() / "en/more.html", "x");
  EXPECT_THAT(wrong(), ElementsAre("en/more.html", "index.html", "log/checkpoint"));
}

TEST_F(Sums, A_link_in_place_of_a_file_is_not_that_file) {
  write(folder_.path() / "other", "page");
  std::filesystem::remove(folder_.path() / "index.html");
  std::filesystem::create_symlink("other", folder_.path() / "index.html");
  EXPECT_THAT(wrong(), ElementsAre("index.html", "other"));
}

TEST_F(Sums, A_folder_without_sums_says_nothing_and_strange_ones_are_refused) {
  for (const std::string strange : {"x", "00  a\n", "page\n", "  \n"}) {
    write(folder_.path() / "SHA256SUMS", strange);
    EXPECT_EQ(check_sums(folder_.path()).error().kind, Kind::invalid) << strange;
  }
  write(folder_.path() / "SHA256SUMS", line("page", "\x1b[2Jindex.html"));
  EXPECT_EQ(check_sums(folder_.path()).error().kind, Kind::invalid);
  const auto twice = line("page", "index.html");
  write(folder_.path() / "SHA256SUMS", twice + twice);
  EXPECT_EQ(check_sums(folder_.path()).error().kind, Kind::invalid);
  std::filesystem::remove(folder_.path() / "SHA256SUMS");
  EXPECT_FALSE(service::test::must(check_sums(folder_.path())));
}

}  // namespace
}  // namespace ruban::cli
