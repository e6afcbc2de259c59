// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/doors.h"

#include <fmt/format.h>

#include <cstdlib>

#include "app/archive.h"
#include "app/clock.h"
#include "app/config.h"
#include "app/demo.h"
#include "app/open_instance.h"
#include "app/serve.h"
#include "app/witness.h"
#include "store/sqlite/open.h"

namespace ruban::app {
namespace {

std::optional<std::string> environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

tl::expected<Config, std::vector<cli::Trouble>> configuration(const std::filesystem::path& data,
                                                              const cli::Flags& flags) {
  std::vector<ConfigFault> faults;
  if (auto config = read_config(data, flags, environment, faults)) return *std::move(config);
  std::vector<cli::Trouble> troubles;
  for (auto& fault : faults) troubles.push_back({std::move(fault.where), std::move(fault.what)});
  return tl::unexpected(std::move(troubles));
}

// An instance opened for a command, with the clock and the dice that it stands on.
class Session final : public cli::OpenInstance {
 public:
  static Result<std::unique_ptr<Session>> open(const Config& config) {
    auto session = std::unique_ptr<Session>(new Session);
    session->opened_ = TRY(open_instance(config, session->clock_, session->random_));
    return session;
  }
  service::Registry& registry() override { return opened_->registry(); }
  int key_bits() const override { return opened_->key_bits(); }
  const std::string& url() const override { return opened_->url(); }
  const fetch::Policy& fetch_policy() const override { return opened_->fetch_policy(); }
  Result<std::vector<std::string>> seen_elsewhere() const override { return opened_->seen_elsewhere(); }
  Result<std::string> write_invitation(const mail::Address& to, const cli::InvitationText& text,
                                       const std::string& code) override {
    return opened_->write_invitation(to, text, code);
  }
  Result<std::string> write_delivery(const mail::Address& to, const cli::DeliveryText& text) override {
    return opened_->write_delivery(to, text);
  }
  Result<void> write_sheets(const cli::InvitationText& text, const std::vector<cli::InvitationSlip>& slips,
                            std::ostream& out) const override {
    return opened_->write_sheets(text, slips, out);
  }
  Result<void> write_letter(const service::PublishedLetter& letter, const store::Checkpoint& checkpoint,
                            i18n::Lang lang, Instant at, std::ostream& out) override {
    return opened_->write_letter(letter, checkpoint, lang, at, out);
  }

 private:
  Session() = default;
  SystemClock clock_;
  crypto::SystemRandom random_;
  std::unique_ptr<cli::OpenInstance> opened_;
};

int print(const std::vector<cli::Trouble>& troubles) {
  for (const auto& trouble : troubles) fmt::print(stderr, "{}: {}\n", trouble.where, trouble.what);
  return 2;
}

}  // namespace

cli::Doors doors() {
  cli::Doors out;
  for (const auto& setting : settings()) out.settings.push_back({setting.name, setting.help});
  out.open =
      [](const auto& data,
         const auto& flags) -> tl::expected<std::unique_ptr<cli::OpenInstance>, std::vector<cli::Trouble>> {
    auto config = configuration(data, flags);
    if (!config) return tl::unexpected(config.error());
    auto session = Session::open(*config);
    if (!session) {
      return tl::unexpected(
          std::vector<cli::Trouble>{{session.error().field, std::string(session.error().message)}});
    }
    return *std::move(session);
  };
  out.init = [](const auto& data, const auto& flags) -> Result<void> {
    auto config = configuration(data, flags);
    if (!config) {
      print(config.error());
      return fail(Kind::invalid, "The instance can’t be made with these settings.");
    }
    return init_instance(*config, flags);
  };
  out.restore = [](const auto& backup, const auto& data) { return store::sqlite::restore(backup, data); };
  out.serve = [](const auto& data, const auto& flags) {
    auto config = configuration(data, flags);
    return config ? serve(*config) : print(config.error());
  };
  out.demo = demo;
  out.archive = archive;
  out.witness = {is_witness_made, init_witness, add_log, show_witness, serve_witness};
  return out;
}

}  // namespace ruban::app
