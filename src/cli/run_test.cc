// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/run.h"

#include <gmock/gmock.h>

#include "cli/test_terminal.h"
#include "store/failure.h"

namespace ruban::cli::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class Running : public testing::Test {
 protected:
  TestFolder folder_;
  TestTerminal terminal_{folder_.path() / "pins"};
  Doors doors_ = test_doors();
};

TEST_F(Running, Every_command_has_a_help) {
  const std::vector<std::vector<std::string>> commands{{},
                                                       {"serve"},
                                                       {"demo"},
                                                       {"init"},
                                                       {"letter"},
                                                       {"letter", "check"},
                                                       {"letter", "publish"},
                                                       {"letter", "list"},
                                                       {"letter", "close"},
                                                       {"letter", "takedown"},
                                                       {"audit"},
                                                       {"verify"},
                                                       {"backup"},
                                                       {"restore"},
                                                       {"rebuild"},
                                                       {"doctor"},
                                                       {"version"}};
  for (auto command : commands) {
    command.push_back("--help");
    EXPECT_EQ(terminal_.run(command, doors_), 0);
    EXPECT_THAT(terminal_.out(), HasSubstr("Usage: ruban"));
    EXPECT_EQ(terminal_.err(), "");
  }
}

TEST_F(Running, Settings_stand_in_the_help_of_serve_and_do_not_drown_the_others) {
  terminal_.run({"serve", "--help"}, doors_);
  EXPECT_THAT(terminal_.out(), HasSubstr("where to listen"));
  terminal_.run({"letter", "publish", "--help"}, doors_);
  EXPECT_THAT(terminal_.out(), Not(HasSubstr("where to listen")));
  EXPECT_THAT(terminal_.out(), HasSubstr("ruban serve --help"));
}

TEST_F(Running, What_cannot_be_read_is_2) {
  const std::vector<std::vector<std::string>> wrong{{},
                                                    {"nothing"},
                                                    {"letter"},
                                                    {"letter", "check"},
                                                    {"audit"},
                                                    {"verify"},
                                                    {"version", "--nothing"},
                                                    {"letter", "takedown", "slug", "17"},
                                                    {"letter", "takedown", "slug", "x", "--reason", "test"},
                                                    {"letter", "takedown", "slug", "17", "--reason", "spite"},
                                                    {"letter", "close", "slug", "--state", "open"},
                                                    {"demo", "--port", "0"},
                                                    {"demo", "--port", "70000"},
                                                    {"init"},
                                                    {"backup"},
                                                    {"serve", "--prt", "1"}};
  for (const auto& arguments : wrong) {
    EXPECT_EQ(terminal_.run(arguments, doors_), 2) << testing::PrintToString(arguments);
    EXPECT_NE(terminal_.err(), "");
    EXPECT_EQ(terminal_.out(), "");
  }
}

TEST_F(Running, The_version_is_for_people_and_programs) {
  EXPECT_EQ(terminal_.run({"version"}, doors_), 0);
  EXPECT_THAT(terminal_.out(), testing::StartsWith("ruban 0."));
  EXPECT_EQ(terminal_.run({"version", "--json"}, doors_), 0);
  EXPECT_THAT(terminal_.out(), HasSubstr("\"version\":\"0."));
}

TEST_F(Running, Settings_reach_the_door_as_they_were_given) {
  Flags seen;
  std::filesystem::path data;
  doors_.serve = [&](const auto& d, const auto& flags) {
    data = d;
    seen = flags;
    return 0;
  };
  EXPECT_EQ(terminal_.run({"serve", "--data", "/some/where", "--port", "8081"}, doors_), 0);
  EXPECT_EQ(data, "/some/where");
  EXPECT_EQ(seen, (Flags{{"port", "8081"}}));
  doors_.open = [&](const auto&, const auto& flags) {
    seen = flags;
    return tl::unexpected(std::vector<Trouble>{});
  };
  terminal_.run({"letter", "list", "--url", "https://x.example"}, doors_);
  EXPECT_EQ(seen, (Flags{{"url", "https://x.example"}}));
}

TEST_F(Running, The_exit_code_of_a_server_is_passed_on) {
  doors_.serve = [](const auto&, const auto&) { return 1; };
  EXPECT_EQ(terminal_.run({"serve"}, doors_), 1);
  std::uint16_t port = 0;
  doors_.demo = [&](std::uint16_t p) {
    port = p;
    return 3;
  };
  EXPECT_EQ(terminal_.run({"demo"}, doors_), 3);
  EXPECT_EQ(port, 8080);
  EXPECT_EQ(terminal_.run({"demo", "--port", "9000"}, doors_), 3);
  EXPECT_EQ(port, 9000);
}

TEST_F(Running, Every_trouble_of_an_instance_is_told_at_once) {
  EXPECT_EQ(terminal_.run({"letter", "list", "--data", folder_.path() / "none"}, doors_), 1);
  EXPECT_THAT(terminal_.err(), HasSubstr("ruban.toml: There is no instance."));
  EXPECT_THAT(terminal_.err(), HasSubstr("--port: A port is a number."));
}

TEST_F(Running, A_broken_machine_is_3_with_a_plain_sentence_and_the_detail_below_it) {
  const std::string inside = "SQLITE_IOERR in frame 42";
  const std::vector<std::function<void()>> failures{
      [&] { throw store::Unavailable(inside); }, [&] { throw store::OutcomeUnknown(inside); },
      [&] { throw store::Broken(inside); }, [&] { throw std::runtime_error(inside); },
      [&] { throw std::filesystem::filesystem_error(inside, std::error_code()); }};
  for (const auto& failure : failures) {
    doors_.open = [&](const auto&,
                      const auto&) -> tl::expected<std::unique_ptr<OpenInstance>, std::vector<Trouble>> {
      failure();
      return nullptr;
    };
    EXPECT_EQ(terminal_.run({"letter", "list"}, doors_), 3);
    EXPECT_THAT(terminal_.err(), testing::StartsWith("ruban: "));
    EXPECT_THAT(terminal_.err(), HasSubstr("\nruban: ("));
    EXPECT_THAT(terminal_.err(), HasSubstr(inside));
  }
}

}  // namespace
}  // namespace ruban::cli::test
