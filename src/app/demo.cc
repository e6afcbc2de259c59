// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/demo.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "app/mailing.h"
#include "app/open_instance.h"
#include "app/serving.h"
#include "app/story.h"
#include "mail/code_mail.h"
#include "mail/file_transport.h"
#include "web/http/server.h"

namespace ruban::app {
namespace {

// A new folder, removed with everything in it.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::filesystem::path& parent = std::filesystem::temp_directory_path()) {
    auto pattern = (parent / "ruban-demo-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
      throw std::system_error(errno, std::generic_category(), "no temporary folder could be made");
    }
    path_ = pattern;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

constexpr std::size_t kShownMails = 30;

std::vector<web::DemoMail> mails_in(const mail::FileTransport& transport) {
  std::vector<web::DemoMail> out;
  for (const auto& filed : transport.list(kShownMails)) {
    auto read = mail::read(filed.message);
    if (read) out.push_back({read->to, read->subject, read->date, read->text, mail::find_code(read->text)});
  }
  return out;
}

}  // namespace

int demo(std::uint16_t port) {
  block_signals();
  web::check_port("127.0.0.1", port);  // before the story, which takes a while
  TemporaryFolder folder;
  TemporaryFolder memory("/dev/shm");
  Config config;
  config.pool = memory.path() / "pool";
  config.data = folder.path() / "instance";
  config.instance_key = config.data / "instance.key";
  config.url = fmt::format("http://localhost:{}", port);
  config.origin = fmt::format("localhost:{}/log", port);
  config.address = "127.0.0.1";
  config.port = port;
  config.mail = "file:mail";
  config.mail_from = "ruban@localhost";

  StoryClock clock;
  crypto::SystemRandom random;
  if (auto made = init_instance(config, {}); !made)
    throw std::runtime_error(std::string(made.error().message));
  auto opened = open_instance(config, clock, random);
  if (!opened) throw std::runtime_error(std::string(opened.error().message));
  spdlog::info("telling the story of June 2018");
  tell_story(**opened, clock, random);
  clock.let_go();

  mail::FileTransport transport(config.data / "mail");
  const auto sender = sender_of(config);
  return serve_site({**opened, config, transport, code_mail_writer(*sender, random),
                     news_mail_writer(*sender, config.url, random), [&] { return mails_in(transport); },
                     [&] {
                       fmt::print("The demonstration is at {}/ (Ctrl-C ends it)\n", config.url);
                       std::fflush(stdout);
                     }});
}

}  // namespace ruban::app
