// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/open_instance.h"

#include <fmt/format.h>

#include <spdlog/spdlog.h>

#include <cstdlib>
#include <fstream>
#include <set>

#include "app/delivery.h"
#include "app/fetch_checkpoint.h"
#include "app/mailing.h"
#include "app/witness_door.h"
#include "core/check.h"
#include "crypto/sha256.h"
#include "press/invitation_sheets.h"
#include "store/anonymous_pool.h"
#include "store/file_vault.h"
#include "store/sqlite/open.h"

namespace ruban::app {
namespace {

constexpr std::string_view kLogKey = "log";

class Opened final : public cli::OpenInstance {
 public:
  Opened(const Config& config, std::unique_ptr<store::KeyVault> vault, std::unique_ptr<store::Store> store,
         std::unique_ptr<store::AnonymousPool> pool, crypto::SigningKey log_key,
         std::unique_ptr<service::Witnesses> witnesses, const Clock& clock, crypto::Random& random)
      : config_(config),
        vault_(std::move(vault)),
        store_(std::move(store)),
        pool_(std::move(pool)),
        witnesses_(std::move(witnesses)),
        registry_({config.origin, *store_, *vault_, clock, random, pool_.get()}, std::move(log_key),
                  store::PublishedFile(config.data / "checkpoint.published"),
                  {.accept_rollback = config.accept_rollback, .publication = {.every = config.publish_every}},
                  witnesses_.get()) {}

  service::Registry& registry() override { return registry_; }
  int key_bits() const override { return config_.key_bits; }
  const std::string& url() const override { return config_.url; }
  const fetch::Policy& fetch_policy() const override { return config_.fetch; }
  Result<std::vector<std::string>> seen_elsewhere() const override {
    if (config_.checkpoint_url.empty()) return std::vector<std::string>();
    return std::vector{TRY(fetch_checkpoint(config_.checkpoint_url))};
  }
  Result<std::string> write_invitation(const mail::Address& to, const cli::InvitationText& text,
                                       const std::string& code) override {
    const auto sender = TRY(sender_of(config_));
    TRY(transport_of(config_));  // what no server will ever send is no invitation
    const auto instance = registry_.instance();
    return invitation_mail(sender, to, text, code, instance.random, instance.clock.now());
  }
  Result<std::string> write_delivery(const mail::Address& to, const cli::DeliveryText& text) override {
    const auto sender = TRY(sender_of(config_));
    TRY(transport_of(config_));
    const auto instance = registry_.instance();
    return delivery_mail(sender, to, text, instance.random, instance.clock.now());
  }
  Result<void> write_sheets(const cli::InvitationText& text, const std::vector<cli::InvitationSlip>& slips,
                            std::ostream& out) const override {
    press::InvitationSheets sheets{text.title, text.address, {}};
    for (const auto& slip : slips) sheets.slips.push_back({slip.person, slip.code});
    return press::write_sheets(sheets, i18n::parse_lang(text.language).value_or(i18n::Lang::en), out);
  }
  Result<void> write_letter(const service::PublishedLetter& letter, const store::Checkpoint& checkpoint,
                            i18n::Lang lang, Instant at, std::ostream& out) override {
    return app::write_delivery(registry_.instance(), letter, checkpoint, lang, config_.url, at, false, out);
  }

 private:
  Config config_;
  std::unique_ptr<store::KeyVault> vault_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<store::AnonymousPool> pool_;
  std::unique_ptr<service::Witnesses> witnesses_;
  service::Registry registry_;
};

// Of this instance, where nobody has named one. An instance is told apart by where it lies.
std::filesystem::path pool_of(const Config& config) {
  if (!config.pool.empty()) return config.pool;
  std::filesystem::path memory = "/dev/shm";
  for (const auto* name : {"RUNTIME_DIRECTORY", "XDG_RUNTIME_DIR"}) {
    if (const auto* folder = std::getenv(name); folder != nullptr && *folder == '/') {
      memory = folder;
      break;
    }
  }
  const auto place = std::filesystem::weakly_canonical(std::filesystem::absolute(config.data)).string();
  return memory / ("ruban-" + to_hex(crypto::sha256(place).view()).substr(0, 16));
}

// None where there is no memory file system, unless one was named: then letters are signed by name alone.
Result<std::unique_ptr<store::AnonymousPool>> open_pool(const Config& config) {
  const auto folder = pool_of(config);
  auto pool = [&]() -> Result<std::unique_ptr<store::AnonymousPool>> {
    try {
      return store::AnonymousPool::open(folder / "pool");
    } catch (const std::system_error& e) {
      return fail(Kind::conflict, "The folder for the pool of anonymous signatures can’t be used.",
                  folder.string());
    }
  }();
  if (pool || !config.pool.empty() || pool.error().kind == Kind::invalid) return pool;
  spdlog::warn("no anonymous signatures are taken: {} ({})", pool.error().message, pool.error().field);
  return nullptr;
}

std::filesystem::path vault_of(const Config& config) { return config.data / "keys"; }

Result<std::unique_ptr<service::Witnesses>> witnesses_of(const Config& config,
                                                         const ledger::VerifierKey& log) {
  if (config.witnesses.empty()) return nullptr;
  const auto file = config.data / config.witnesses;
  std::ifstream in(file, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  if (!in)
    return fail(Kind::not_found,
                "The file with the witnesses can’t be read. A relative path begins in the instance’s folder.",
                file.string());
  auto policy = service::instance_policy(text, log, config.url + "/log", config.recounted_by);
  if (!policy) {
    policy.error().field = fmt::format("{}: {}", file.string(), policy.error().field);
    return tl::unexpected(policy.error());
  }
  return std::make_unique<service::Witnesses>(*std::move(policy), log, config.recounted_by,
                                              open_witness_door);
}

const std::set<std::string> kWrittenAnyway{"url", "origin", "address", "port", "mail", "mail-from"};
const std::set<std::string> kOfOneStart{"accept-rollback"};  // which nobody should keep saying

}  // namespace

Result<void> init_instance(const Config& config, const std::map<std::string, std::string>& settings) {
  if (config.url.empty())
    return fail(Kind::invalid, "An instance needs its address: give it with --url.", "url");
  const auto file = config.data / "ruban.toml";
  if (std::filesystem::exists(file))
    return fail(Kind::conflict, "There is an instance in this folder already.");
  std::filesystem::create_directories(config.data);
  crypto::SystemRandom random;
  store::FileVault::create(vault_of(config), config.instance_key, random);
  auto vault = TRY(store::FileVault::open(vault_of(config), config.instance_key, random));
  TRY(vault->put(kLogKey, Secret(to_bytes(random.fixed<crypto::Seed>().view()))));
  store::sqlite::open(config.data, random);
  const auto host = config.url.substr(config.url.find("//") + 2);
  std::ofstream out(file);
  out << fmt::format(
      "# This instance of Ruban; `ruban serve --help` lists every setting.\n"
      "url = {}\n"
      "# The record's name. It can't change: every checkpoint and every receipt holds it.\n"
      "origin = {}\n"
      "address = {}\nport = {}\n"
      "mail = {}\nmail-from = {}\n",
      in_toml(config.url), in_toml(config.origin.empty() ? host + "/log" : config.origin),
      in_toml(config.address), config.port, in_toml(config.mail),
      in_toml(config.mail_from.empty() ? "ruban@" + host.substr(0, host.find(':')) : config.mail_from));
  for (const auto& [name, value] : settings) {
    if (!kWrittenAnyway.contains(name) && !kOfOneStart.contains(name))
      out << fmt::format("{} = {}\n", name, in_toml(value));
  }
  out.flush();
  if (!out) throw std::system_error(errno, std::generic_category(), "ruban.toml could not be written");
  return {};
}

Result<std::unique_ptr<cli::OpenInstance>> open_instance(const Config& config, const Clock& clock,
                                                         crypto::Random& random) {
  if (config.origin.empty()) {
    return fail(Kind::not_found, "There is no instance in this folder: ruban init makes one.",
                config.data.string());
  }
  auto vault = TRY(store::FileVault::open(vault_of(config), config.instance_key, random));
  auto seed = TRY(vault->get(kLogKey));
  auto store = store::sqlite::open(config.data, random);
  auto pool = TRY(open_pool(config));
  auto key = crypto::SigningKey::from_seed(Secret(TRY(crypto::Seed::from(seed.view()))));
  auto witnesses = TRY(witnesses_of(
      config, ledger::VerifierKey::make(config.origin, ledger::KeyType::ed25519, key.public_key())));
  return std::make_unique<Opened>(config, std::move(vault), std::move(store), std::move(pool), std::move(key),
                                  std::move(witnesses), clock, random);
}

}  // namespace ruban::app
