// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: a terminal that keeps what was said, and doors that lead to a test's instance.
#pragma once

#include <fstream>
#include <sstream>

#include "cli/run.h"
#include "service/test_instance.h"

namespace ruban::cli::test {

using service::test::TestFolder;
using service::test::TestInstance;

inline std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write(const std::filesystem::path& path, std::string_view text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

class TestTerminal {
 public:
  explicit TestTerminal(const std::filesystem::path& pins_folder)
      : terminal_{out_,
                  err_,
                  false,
                  pins_folder,
                  kStart,
                  pins_folder.parent_path() / "state",
                  [this] { return now_; },
                  [this](std::chrono::seconds time) {
                    now_ += time;
                    if (on_pause) on_pause();
                  }} {}

  std::function<void()> on_pause;  // what happens while a command waits

  Terminal& get() { return terminal_; }
  int run(const std::vector<std::string>& arguments, const Doors& doors = {}) {
    out_.str({});
    err_.str({});
    return cli::run(arguments, doors, terminal_);
  }
  std::string out() const { return out_.str(); }
  std::string err() const { return err_.str(); }

 private:
  static inline const Instant kStart = *parse_rfc3339("2018-06-25T10:00:00Z");
  Instant now_ = kStart;
  std::ostringstream out_, err_;
  Terminal terminal_;
};

class OpenTest final : public OpenInstance {
 public:
  OpenTest(const std::filesystem::path& data, Instant now) : it_(data) { it_.clock.at = now; }
  service::Registry& registry() override { return it_.registry(); }
  int key_bits() const override { return 2048; }
  const std::string& url() const override { return url_; }
  const fetch::Policy& fetch_policy() const override { return policy_; }
  Result<std::vector<std::string>> seen_elsewhere() const override { return std::vector<std::string>(); }
  Result<std::string> write_invitation(const mail::Address& to, const InvitationText& text,
                                       const std::string& code) override {
    return to.text() + "\n" + text.title + "\n" + text.address + "\n" + code + "\n";
  }
  Result<std::string> write_delivery(const mail::Address& to, const DeliveryText& text) override {
    auto out = to.text() + "\n" + text.title + "\n" + text.address + "\n";
    for (const auto& line : text.counts) out += line + "\n";
    for (const auto& file : text.files) out += file.name + "\n";
    return out;
  }
  Result<void> write_sheets(const InvitationText& text, const std::vector<InvitationSlip>& slips,
                            std::ostream& out) const override {
    for (const auto& slip : slips) out << text.address << ' ' << slip.person << ' ' << slip.code << '\n';
    return {};
  }
  Result<void> write_letter(const service::PublishedLetter& letter, const store::Checkpoint& checkpoint,
                            i18n::Lang lang, Instant at, std::ostream& out) override {
    out << letter.row.slug << ' ' << checkpoint.size << ' ' << i18n::tag(lang) << ' ' << format_minute(at)
        << '\n';
    return {};
  }

 private:
  TestInstance it_;
  std::string url_ = "https://ruban.example.org";
  fetch::Policy policy_;
};

// Every command opens the folder anew, as every process does.
inline Doors test_doors(Instant now = service::test::SetClock().at) {
  Doors doors;
  doors.settings = {{"port", "where to listen"}, {"url", "address of the site"}};
  doors.open = [now](const auto& data,
                     const auto&) -> tl::expected<std::unique_ptr<OpenInstance>, std::vector<Trouble>> {
    if (!std::filesystem::exists(data / "instance.key")) {
      return tl::unexpected(
          std::vector<Trouble>{{"ruban.toml", "There is no instance."}, {"--port", "A port is a number."}});
    }
    return std::make_unique<OpenTest>(data, now);
  };
  doors.init = [](const auto& data, const auto&) -> Result<void> {
    std::filesystem::create_directories(data);
    TestInstance made(data);
    return {};
  };
  doors.restore = [](const auto& backup, const auto& data) { return store::sqlite::restore(backup, data); };
  return doors;
}

// The files of a letter's folder.
inline std::filesystem::path write_letter(const std::filesystem::path& path, const letter::Folder& folder) {
  for (const auto& [name, text] : folder.files) write(path / name, text);
  return path;
}

}  // namespace ruban::cli::test
