// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/read_folder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/stat.h>

#include "cli/test_terminal.h"

namespace ruban::cli::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class ReadingFolders : public testing::Test {
 protected:
  ReadingFolders() { write_letter(letter_, service::test::folder()); }
  // The one fault that the folder has now.
  letter::Fault fault() {
    const auto read = read_folder(letter_);
    EXPECT_EQ(read.faults.size(), 1U);
    return read.faults.empty() ? letter::Fault() : read.faults[0];
  }
  TestFolder folder_;
  fs::path letter_ = folder_.path() / "letter";
};

TEST_F(ReadingFolders, A_letter_is_read_byte_for_byte) {
  const auto read = read_folder(letter_);
  EXPECT_TRUE(read.faults.empty());
  EXPECT_TRUE(read.complete);
  EXPECT_EQ(read.folder, service::test::folder());
}

TEST_F(ReadingFolders, A_missing_folder_and_a_file_in_its_place_are_faults) {
  for (const auto& path : {folder_.path() / "none", letter_ / "en.md"}) {
    const auto read = read_folder(path);
    EXPECT_EQ(read.faults.size(), 1U);
    EXPECT_FALSE(read.complete);
  }
}

TEST_F(ReadingFolders, A_link_is_refused_even_if_its_name_is_right) {
  write(folder_.path() / "secret", "secret");
  fs::create_symlink(folder_.path() / "secret", letter_ / "fr.md");
  EXPECT_EQ(fault().file, "fr.md");
  EXPECT_FALSE(read_folder(letter_).complete);
  EXPECT_FALSE(read_folder(letter_).folder.files.contains("fr.md"));
}

TEST_F(ReadingFolders, Folders_within_are_refused) {
  fs::create_directory(letter_ / "images");
  EXPECT_THAT(fault().what, HasSubstr("\"images\""));
  EXPECT_TRUE(read_folder(letter_).complete);  // the letter itself can be checked
  fs::rename(letter_ / "images", letter_ / ".git");
  EXPECT_THAT(fault().instead, HasSubstr("Git"));
}

TEST_F(ReadingFolders, Other_names_are_refused) {
  for (const char* name : {"README", "EN.md", "letter.toml~", ".hidden", "é.md", "photo.jpg"}) {
    write(letter_ / name, "x");
    EXPECT_THAT(fault().what, HasSubstr("doesn't belong")) << name;
    fs::remove(letter_ / name);
  }
  write(letter_ / "\x1b[2J.md", "x");
  EXPECT_THAT(fault().what, testing::Not(HasSubstr("\x1b")));
}

TEST_F(ReadingFolders, Limits_are_kept) {
  write(letter_ / "fr.md", std::string(letter::kMaxFileBytes + 1, 'x'));
  EXPECT_EQ(fault().file, "fr.md");
  EXPECT_FALSE(read_folder(letter_).complete);
  fs::remove(letter_ / "fr.md");
  for (int i = 0; i < 40; ++i) write(letter_ / fmt::format("a{}.md", i), "x");
  EXPECT_THAT(read_folder(letter_).faults.back().what, HasSubstr("more than 32 files"));
}

TEST_F(ReadingFolders, All_of_them_together_stay_within_their_limit) {
  for (int i = 0; i < 10; ++i)
    write(letter_ / fmt::format("a{}.md", i), std::string(letter::kMaxFileBytes, 'x'));
  const auto read = read_folder(letter_);
  EXPECT_FALSE(read.faults.empty());
  std::size_t bytes = 0;
  for (const auto& [name, text] : read.folder.files) bytes += text.size();
  EXPECT_LE(bytes, letter::kMaxFolderBytes);
}

TEST_F(ReadingFolders, A_pipe_does_not_keep_anybody_waiting) {
  ASSERT_EQ(::mkfifo((letter_ / "fr.md").c_str(), 0600), 0);
  EXPECT_FALSE(read_folder(letter_).faults.empty());
}

}  // namespace
}  // namespace ruban::cli::test
