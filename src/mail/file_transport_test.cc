// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/file_transport.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

namespace ruban::mail {
namespace {

class FileTransportTest : public testing::Test {
 protected:
  FileTransportTest()
      : folder_(std::filesystem::temp_directory_path() /
                ("ruban-mail-" + std::to_string(std::random_device{}()))) {}
  ~FileTransportTest() override { std::filesystem::remove_all(folder_); }

  Outcome send(FileTransport& transport, const std::string& to, const std::string& message) {
    return transport.send({*Address::parse("codes@example.org"), *Address::parse(to), message});
  }

  std::filesystem::path folder_;
};

TEST_F(FileTransportTest, Mails_are_listed_newest_first) {
  FileTransport transport(folder_);
  for (int i = 1; i <= 11; ++i) {
    EXPECT_EQ(send(transport, "ada@example.org", "mail " + std::to_string(i) + "\r\n").verdict,
              Verdict::sent);
  }
  const auto all = transport.list(100);
  ASSERT_EQ(all.size(), 11U);
  EXPECT_EQ(all.front().message, "mail 11\r\n");
  EXPECT_EQ(all.front().to, "ada@example.org");
  EXPECT_EQ(all.back().message, "mail 1\r\n");
  EXPECT_EQ(all.back().number, 1U);
  EXPECT_EQ(transport.list(2).size(), 2U);
}

TEST_F(FileTransportTest, It_goes_on_where_an_earlier_run_ended) {
  {
    FileTransport transport(folder_);
    send(transport, "ada@example.org", "one");
    send(transport, "ada@example.org", "two");
  }
  std::ofstream(folder_ / "next.tmp") << "half a mail";
  std::ofstream(folder_ / "notes.eml") << "of somebody else";
  FileTransport transport(folder_);
  ASSERT_EQ(transport.list(10).size(), 2U);
  send(transport, "zoé@example.org", "three");
  const auto all = transport.list(10);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].number, 3U);
  EXPECT_EQ(all[0].to, "zoé@example.org");
  EXPECT_EQ(all[1].message, "two");
}

TEST_F(FileTransportTest, Only_the_newest_are_kept) {
  FileTransport transport(folder_, 3);
  for (int i = 0; i < 10; ++i) send(transport, "ada@example.org", std::to_string(i));
  const auto all = transport.list(10);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all.front().message, "9");
  EXPECT_EQ(all.back().message, "7");
}

TEST_F(FileTransportTest, Codes_are_readable_by_their_owner_alone) {
  FileTransport transport(folder_);
  send(transport, "ada@example.org", "1234 5678");
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(folder_).permissions(), perms::owner_all);
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    EXPECT_EQ(entry.status().permissions() & (perms::group_all | perms::others_all), perms::none)
        << entry.path();
  }
}

TEST_F(FileTransportTest, A_folder_that_went_away_is_no_service_and_nothing_is_lost) {
  FileTransport transport(folder_);
  std::filesystem::remove_all(folder_);
  EXPECT_EQ(send(transport, "ada@example.org", "one").verdict, Verdict::no_service);
  std::filesystem::create_directories(folder_);
  EXPECT_EQ(send(transport, "ada@example.org", "one").verdict, Verdict::sent);
  EXPECT_EQ(transport.list(10).size(), 1U);
}

}  // namespace
}  // namespace ruban::mail
