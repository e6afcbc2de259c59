// SPDX-License-Identifier: AGPL-3.0-or-later
// What ruban export makes of the files that it is given; that they are the right ones is tested in app.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "cli/test_terminal.h"

namespace ruban::cli {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Exporting : public testing::Test {
 protected:
  Exporting() {
    service::test::must(doors_.init(data_, {}));
    doors_.archive = [this](OpenInstance&, const ArchiveOrder& order,
                            const ArchiveSink& sink) -> Result<ArchiveReport> {
      order_ = order;
      TRY(sink("index.html", "begin"));
      TRY(sink("en/letters/a/index.html", "page"));
      if (after_two_) TRY(after_two_());
      TRY(sink("log/checkpoint", ""));
      return ArchiveReport{412, *parse_rfc3339("2018-06-21T14:00:00Z"), 2, 3, {}};
    };
  }

  int run(std::vector<std::string> more) {
    std::vector<std::string> arguments{"export", "a", "--data", data_.string(), "--to", target_.string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return terminal_.run(arguments, doors_);
  }
  std::vector<std::string> in_parent() const {
    std::vector<std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator(parent_))
      out.push_back(entry.path().filename().string());
    return out;
  }

  TestFolder folder_;
  std::filesystem::path data_ = folder_.path() / "instance";
  std::filesystem::path parent_ = [this] {
    const auto path = folder_.path() / "out";
    std::filesystem::create_directory(path);
    return path;
  }();
  std::filesystem::path target_ = parent_ / "archive";
  std::function<Result<void>()> after_two_;
  std::optional<ArchiveOrder> order_;
  Doors doors_ = test_doors();
  TestTerminal terminal_{folder_.path() / "pins"};
};

TEST_F(Exporting, The_files_lie_under_the_target_which_others_may_read) {
  EXPECT_EQ(run({}), 0) << terminal_.err();
  EXPECT_EQ(slurp(target_ / "index.html"), "begin");
  EXPECT_EQ(slurp(target_ / "en/letters/a/index.html"), "page");
  EXPECT_TRUE(std::filesystem::exists(target_ / "log/checkpoint"));
  EXPECT_THAT(in_parent(), ElementsAre("archive"));
  struct stat status {};
  ASSERT_EQ(::stat(target_.c_str(), &status), 0);
  const auto mask = ::umask(0);
  ::umask(mask);
  EXPECT_EQ(status.st_mode & 0777, 0777 & ~mask);
  EXPECT_THAT(terminal_.out(), HasSubstr("2 pages and 1 other files, of the record at 412 entries"));
}

TEST_F(Exporting, That_an_archive_outlives_a_withdrawal_is_said_where_it_names_people) {
  EXPECT_EQ(run({}), 0);
  EXPECT_TRUE(order_->names);
  EXPECT_FALSE(order_->size);
  EXPECT_THAT(terminal_.err(), HasSubstr("outlives a withdrawal"));
  std::filesystem::remove_all(target_);
  EXPECT_EQ(run({"--without-names", "--at", "412"}), 0);
  EXPECT_FALSE(order_->names);
  EXPECT_EQ(order_->size, 412u);
  EXPECT_THAT(terminal_.err(), IsEmpty());
}

TEST_F(Exporting, A_target_that_exists_is_left_as_it_is) {
  write(target_ / "mine", "kept");
  EXPECT_EQ(run({}), 1);
  EXPECT_THAT(terminal_.err(), HasSubstr("There is something of this name already"));
  EXPECT_EQ(slurp(target_ / "mine"), "kept");
  EXPECT_FALSE(order_);
}

TEST_F(Exporting, A_target_that_came_meanwhile_is_left_as_it_is_and_nothing_else_stays) {
  after_two_ = [this]() -> Result<void> {
    write(target_, "mine");
    return {};
  };
  EXPECT_EQ(run({}), 1);
  EXPECT_EQ(slurp(target_), "mine");
  EXPECT_THAT(in_parent(), ElementsAre("archive"));
}

TEST_F(Exporting, What_fails_half_way_leaves_nothing) {
  after_two_ = []() -> Result<void> { return fail(Kind::gone, "This letter was removed."); };
  EXPECT_EQ(run({}), 1);
  EXPECT_THAT(in_parent(), IsEmpty());
  after_two_ = []() -> Result<void> { throw std::runtime_error("the disk broke"); };
  EXPECT_EQ(run({}), 3);
  EXPECT_THAT(in_parent(), IsEmpty());
}

TEST_F(Exporting, A_folder_that_is_not_there_is_not_made) {
  target_ = parent_ / "nowhere" / "archive";
  EXPECT_NE(run({}), 0);
  EXPECT_THAT(terminal_.err(), HasSubstr("There is no such folder to put the archive into."));
  EXPECT_THAT(in_parent(), IsEmpty());
}

}  // namespace
}  // namespace ruban::cli
