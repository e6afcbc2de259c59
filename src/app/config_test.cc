// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <cstdlib>
#include <fstream>

namespace ruban::app {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

// An instance's folder, and the two other sources of settings.
class Configuring : public testing::Test {
 public:
  Configuring() {
    std::string name = (fs::temp_directory_path() / "ruban-config-XXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    data_ = name;
  }
  ~Configuring() override { fs::remove_all(data_); }

 protected:
  void file(const std::string& text) { std::ofstream(data_ / "ruban.toml") << text; }
  std::optional<Config> read() {
    faults_.clear();
    const auto environment = [this](const std::string& name) -> std::optional<std::string> {
      const auto found = environment_.find(name);
      return found == environment_.end() ? std::nullopt : std::optional(found->second);
    };
    return read_config(data_, flags_, environment, faults_);
  }
  std::vector<std::string> where() const {
    std::vector<std::string> out;
    for (const auto& fault : faults_) out.push_back(fault.where);
    return out;
  }

  fs::path data_;
  std::map<std::string, std::string> environment_, flags_;
  std::vector<ConfigFault> faults_;
};

TEST_F(Configuring, Without_any_setting_there_are_defaults) {
  const auto config = read();
  ASSERT_TRUE(config);
  EXPECT_EQ(config->port, 8080);
  EXPECT_EQ(config->address, "127.0.0.1");
  EXPECT_EQ(config->instance_key, data_ / "instance.key");
}

TEST_F(Configuring, A_flag_wins_over_the_environment_which_wins_over_the_file) {
  file("port = 8001\nadmin-port = 8002\nmail-name = \"From the file\"\n");
  environment_ = {{"RUBAN_PORT", "8011"}, {"RUBAN_ADMIN_PORT", "8012"}};
  flags_ = {{"port", "8021"}};
  const auto config = read();
  ASSERT_TRUE(config);
  EXPECT_EQ(config->port, 8021);
  EXPECT_EQ(config->admin_port, 8012);
  EXPECT_EQ(config->mail_name, "From the file");
}

TEST_F(Configuring, Each_setting_has_the_same_name_in_every_source) {
  for (const auto& setting : settings()) {
    auto variable = "RUBAN_" + setting.name;
    for (auto& c : variable)
      c = c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    // No setting takes this, or any takes it: all of the three sources say the same.
    const std::string value = "\x01";
    file(setting.name + " = \"\\u0001\"\n");
    const bool by_file = read().has_value();
    file("");
    environment_ = {{variable, value}};
    const bool by_variable = read().has_value();
    environment_.clear();
    flags_ = {{setting.name, value}};
    const bool by_flag = read().has_value();
    flags_.clear();
    EXPECT_EQ(by_file, by_flag) << setting.name;
    EXPECT_EQ(by_variable, by_flag) << setting.name;
  }
}

TEST_F(Configuring, An_unknown_key_stops_the_start) {
  file("port = 8001\nprot = 8002\n");
  EXPECT_FALSE(read());
  ASSERT_THAT(where(), ElementsAre("ruban.toml, line 2"));
  EXPECT_EQ(faults_[0].what, "There is no setting \"prot\".");
  file("");
  flags_ = {{"prot", "8002"}};
  EXPECT_FALSE(read());
  EXPECT_THAT(where(), ElementsAre("--prot"));
}

TEST_F(Configuring, Every_fault_is_told_at_once_with_its_place) {
  file("frog = 1\nport = 70000\nmail = \"pigeon\"\n[url]\n");
  environment_ = {{"RUBAN_KEY_BITS", "1024"}, {"RUBAN_PUBLISH_EVERY", "0"}};
  flags_ = {{"url", "ruban.example.org"}, {"accept-rollback", "perhaps"}};
  EXPECT_FALSE(read());
  EXPECT_THAT(where(),
              testing::UnorderedElementsAre("ruban.toml, line 1", "ruban.toml, line 2", "ruban.toml, line 3",
                                            "ruban.toml, line 4", "RUBAN_KEY_BITS", "RUBAN_PUBLISH_EVERY",
                                            "--url", "--accept-rollback"));
}

TEST_F(Configuring, A_value_that_another_source_overrules_is_looked_at_as_well) {
  file("port = \"many\"\n");
  flags_ = {{"port", "8021"}};
  EXPECT_FALSE(read());
  EXPECT_THAT(where(), ElementsAre("ruban.toml, line 1"));
}

TEST_F(Configuring, A_site_is_a_scheme_and_a_host) {
  for (const std::string good : {"https://ruban.example.org", "http://localhost:8080", "http://[::1]:8080"}) {
    flags_ = {{"url", good}};
    const auto config = read();
    ASSERT_TRUE(config) << good;
    EXPECT_EQ(config->url, good);
  }
  for (const std::string bad : {"", "https://", "ruban.example.org", "ftp://ruban.example.org",
                                "https://a.example/", "https://a.example?q", "https://a.example#x",
                                "https://me@a.example", "https://a.example b", "https://a.example\r\nX: y"}) {
    flags_ = {{"url", bad}};
    EXPECT_FALSE(read()) << bad;
  }
}

TEST_F(Configuring, A_file_that_is_there_and_cannot_be_read_stops_the_start) {
  fs::create_directory(data_ / "ruban.toml");
  EXPECT_FALSE(read());
  EXPECT_THAT(where(), ElementsAre("ruban.toml"));
  fs::remove(data_ / "ruban.toml");
  fs::create_symlink("ruban.toml", data_ / "ruban.toml");  // leads to itself
  EXPECT_FALSE(read());
  EXPECT_THAT(where(), ElementsAre("ruban.toml"));
  fs::remove(data_ / "ruban.toml");
  EXPECT_TRUE(read());
  EXPECT_THAT(faults_, IsEmpty());
}

}  // namespace
}  // namespace ruban::app
