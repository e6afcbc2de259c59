// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/published_file.h"

#include <system_error>

#include "store/sqlite/driver_test.h"

namespace ruban::store {
namespace {

namespace fs = std::filesystem;

TEST(PublishedFileTest, What_was_written_last_is_read) {
  const sqlite::Folder folder;
  const PublishedFile file(folder.path() / "checkpoint.published");
  EXPECT_FALSE(file.read());
  file.write("first\n");
  EXPECT_EQ(file.read(), "first\n");
  file.write("second — with a signature\n");
  EXPECT_EQ(file.read(), "second — with a signature\n");
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder.path())) ++files;
  EXPECT_EQ(files, 1u);
}

TEST(PublishedFileTest, What_a_crash_left_beside_it_is_in_nobodys_way) {
  const sqlite::Folder folder;
  const PublishedFile file(folder.path() / "checkpoint.published");
  file.write("first\n");
  std::ofstream(folder.path() / "checkpoint.published.part") << "half";
  EXPECT_EQ(file.read(), "first\n");
  file.write("second\n");
  EXPECT_EQ(file.read(), "second\n");
}

TEST(PublishedFileTest, A_folder_that_is_missing_is_no_publication_and_no_place_to_write) {
  const sqlite::Folder folder;
  const PublishedFile file(folder.path() / "missing" / "checkpoint.published");
  EXPECT_FALSE(file.read());
  EXPECT_THROW(file.write("first\n"), std::system_error);
}

TEST(PublishedFileTest, A_file_that_cant_be_read_isnt_taken_for_none) {
  const sqlite::Folder folder;
  fs::create_directory(folder.path() / "checkpoint.published");
  const PublishedFile file(folder.path() / "checkpoint.published");
  EXPECT_THROW((void)file.read(), std::system_error);
}

}  // namespace
}  // namespace ruban::store
