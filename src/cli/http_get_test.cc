// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/http_get.h"

#include <fmt/format.h>

#include "cli/test_terminal.h"
#include "tests/mail/child_process.h"

namespace ruban::cli::test {
namespace {

class Fetching : public testing::Test {
 protected:
  Fetching() { write(folder_.path() / "log/checkpoint", std::string(10'000, 'x')); }

  Result<std::string> get(const std::string& path, std::size_t most = 1'000'000) {
    return get_(site_ + path, most);
  }
  Kind fault(const std::string& path, std::size_t most = 1'000'000) {
    const auto answer = get(path, most);
    EXPECT_FALSE(answer) << path;
    return answer ? Kind::conflict : answer.error().kind;
  }

  TestFolder folder_;
  mail::test::ChildProcess server_{
      {"/usr/bin/env", "python3", RUBAN_CLI_TESTS "/folder_server.py", folder_.path()}};
  std::string site_ = "http://127.0.0.1:" + server_.read_line();
  std::vector<std::chrono::seconds> pauses_;
  HttpGet get_{{.whole = std::chrono::seconds(30),
                .silence = std::chrono::seconds(1),
                .pause = [this](std::chrono::seconds time) { pauses_.push_back(time); }}};
};

TEST_F(Fetching, A_packed_answer_is_unpacked) { EXPECT_EQ(get("/log/checkpoint"), std::string(10'000, 'x')); }

TEST_F(Fetching, One_connection_serves_them_all) {
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(get("/log/checkpoint"));
  EXPECT_EQ(get("/connections"), "1");
}

TEST_F(Fetching, What_is_not_there_is_not_found) {
  EXPECT_EQ(fault("/nothing"), Kind::not_found);
  EXPECT_TRUE(pauses_.empty());
}

TEST_F(Fetching, Redirects_are_followed_on_the_same_host_only) {
  EXPECT_EQ(get("/redirect/here"), std::string(10'000, 'x'));
  EXPECT_EQ(fault("/redirect/away"), Kind::invalid);
  EXPECT_EQ(fault("/redirect/port"), Kind::invalid);
  EXPECT_EQ(fault("/redirect/scheme"), Kind::invalid);
  EXPECT_EQ(fault("/redirect/circle"), Kind::invalid);
}

TEST_F(Fetching, More_than_asked_for_is_refused_packed_or_not) {
  EXPECT_EQ(fault("/log/checkpoint", 9'999), Kind::too_large);
  EXPECT_EQ(fault("/bomb"), Kind::too_large);
  EXPECT_TRUE(get("/log/checkpoint"));  // the next one is whole again
}

TEST_F(Fetching, A_busy_server_is_asked_three_times) {
  EXPECT_EQ(fault("/busy"), Kind::busy);
  EXPECT_EQ(pauses_.size(), 2U);
  EXPECT_EQ(get("/flaky"), "at last");
}

TEST_F(Fetching, Other_answers_are_refused) {
  EXPECT_EQ(fault("/forbidden"), Kind::invalid);
  EXPECT_TRUE(pauses_.empty());
}

TEST_F(Fetching, Several_are_fetched_at_once_each_with_its_own_outcome) {
  std::vector<Wanted> wanted;
  for (int i = 0; i < 40; ++i) {
    write(folder_.path() / fmt::format("log/{}", i), fmt::format("number {}", i));
    wanted.push_back({fmt::format("{}/log/{}", site_, i), 100});
  }
  wanted[7].url = site_ + "/nothing";
  wanted[8].most = 3;
  wanted[9] = {site_ + "/redirect/here", 10'000};
  wanted[10].url = site_ + "/flaky";
  wanted[11].url = site_ + "/forbidden";
  for (int round = 0; round < 3; ++round) {
    const auto answers = get_.all(wanted);
    ASSERT_EQ(answers.size(), wanted.size());
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (i < 7 || i > 11) {
        EXPECT_EQ(answers[i], fmt::format("number {}", i));
      }
    }
    EXPECT_EQ(answers[7].error().kind, Kind::not_found);
    EXPECT_EQ(answers[8].error().kind, Kind::too_large);
    EXPECT_EQ(answers[9], std::string(10'000, 'x'));
    EXPECT_EQ(answers[10], "at last");
    EXPECT_EQ(answers[11].error().kind, Kind::invalid);
  }
  EXPECT_LE(std::stoi(*get("/connections")), 20);  // they are kept, but where an answer was cut short
  EXPECT_TRUE(get_.all({}).empty());
}

TEST_F(Fetching, A_silent_server_does_not_keep_us) { EXPECT_EQ(fault("/silent"), Kind::busy); }

TEST_F(Fetching, A_server_that_is_away_is_busy) {
  server_.kill();
  EXPECT_EQ(fault("/log/checkpoint"), Kind::busy);
}

TEST(Sites, Only_scheme_host_and_port_are_a_site) {
  EXPECT_EQ(parse_site("https://ruban.example.org"), "https://ruban.example.org");
  EXPECT_EQ(parse_site("http://localhost:8080/"), "http://localhost:8080");
  for (const char* wrong :
       {"", "ruban.example.org/x", "ftp://ruban.example.org", "https://", "https://a@ruban.example.org",
        "https://ruban.example.org/en/", "https://ruban.example.org/?x=1", "https://ruban.example.org/#x",
        "file:///etc/passwd", "https://a b/"}) {
    EXPECT_FALSE(parse_site(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace ruban::cli::test
