// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/witness.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <thread>

#include "app/clock.h"
#include "app/serving.h"
#include "app/witness_config.h"
#include "cli/url_source.h"
#include "store/durable.h"
#include "store/lease.h"
#include "web/http/server.h"
#include "witness/recounter.h"

namespace ruban::app {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kRecountPatience{1500};

fs::path key_of(const fs::path& data) { return data / "witness.key"; }
fs::path config_of(const fs::path& data) { return data / "witness.toml"; }

// "https://ruban.example.org/log", as a log's policy names itself.
Result<std::unique_ptr<audit::Source>> open_source(const std::string& url) {
  constexpr std::string_view kLog = "/log";
  const auto wrong = fail(Kind::invalid, "The address of a Ruban record ends in /log.", url);
  if (!url.ends_with(kLog)) return wrong;
  const auto site = cli::parse_site(url.substr(0, url.size() - kLog.size()));
  if (!site) return wrong;
  cli::HttpLimits limits;
  limits.connect = std::chrono::seconds(5);
  limits.whole = std::chrono::seconds(30);
  limits.silence = std::chrono::seconds(5);
  limits.tries = 1;
  return std::make_unique<cli::UrlSource>(*site, limits);
}

std::unique_ptr<witness::Recounter> recounter_of(const WitnessConfig& config) {
  if (!config.about.recounts) return nullptr;
  return std::make_unique<witness::Recounter>(open_source, kRecountPatience,
                                              std::max(1U, std::thread::hardware_concurrency()));
}

// What was cosigned before this start is read first, before anybody asks.
void begin_recount(witness::Recounter& recounter, const witness::Witness& witness) {
  for (const auto& watched : witness.watched()) {
    if (watched.anything)
      recounter.begin(watched.log, {watched.log.key.name(), watched.seen.size, watched.seen.root});
  }
}

int refused(const Error& error) {
  fmt::print(stderr, "ruban: {}{}{}\n", error.field, error.field.empty() ? "" : ": ", error.message);
  return 1;
}

}  // namespace

bool is_witness_made(const fs::path& data) {
  return fs::exists(fs::symlink_status(key_of(data)));  // also if it lies where nothing is mounted yet
}

Result<void> init_witness(const cli::WitnessSettings& settings) {
  WitnessConfig config;
  config.about.url = TRY(cli::parse_site(settings.url));
  config.about.run_by = settings.run_by;
  config.about.contact = settings.contact;
  config.about.recounts = settings.recounts;
  config.address = settings.address;
  config.port = settings.port;
  const auto key = key_of(settings.data);
  if (is_witness_made(settings.data) || fs::exists(config_of(settings.data)) ||
      fs::exists(settings.data / "logs"))
    return fail(Kind::conflict, "There is a witness in this folder already.");
  if (!ledger::is_key_name(settings.name)) {
    return fail(Kind::invalid, "A witness’s name has no space and no plus sign: witness.journal.example.",
                "name");
  }
  store::make_private_folder(settings.data);
  witness::Logs(settings.data).create();
  write_witness_config(config_of(settings.data), config);
  crypto::SystemRandom random;
  return witness::make_key(key, settings.name, random);
}

Result<std::string> add_log(const fs::path& data, const std::string& vkey, const std::string& url) {
  TRY(witness::open_key(key_of(data)));
  const auto key = TRY(ledger::VerifierKey::parse(vkey));
  const bool http = url.starts_with("http://") || url.starts_with("https://");
  const auto printable = std::all_of(url.begin(), url.end(), [](char c) { return c > 0x20 && c < 0x7F; });
  if (!http || !printable || url.ends_with('/'))
    return fail(Kind::invalid, "Write the record’s address as https://HOST/log.", "URL");
  if (key.type() != ledger::KeyType::ed25519)
    return fail(Kind::invalid, "This is the key of a witness, not that of a log.", "VKEY");
  TRY(witness::Logs(data).add(key, url));
  return key.name();
}

Result<cli::WitnessState> show_witness(const fs::path& data) {
  const auto config = TRY(read_witness_config(config_of(data)));
  auto key = TRY(witness::open_key(key_of(data)));
  SystemClock clock;
  witness::Witness witness(std::move(key), witness::Logs(data), clock, nullptr);
  TRY(witness.check());
  cli::WitnessState out{witness.verifier().text(),
                        witness::policy_line(witness.verifier(), config.about.url),
                        config.about.recounts ? witness.recount_promise() : "",
                        {}};
  for (const auto& watched : witness.watched()) {
    out.logs.push_back({watched.log.key.name(), watched.log.url, watched.log.key.text(), watched.seen.size,
                        watched.anything ? std::optional(watched.time) : std::nullopt});
  }
  return out;
}

int serve_witness(const fs::path& data) {
  block_signals();
  leave_no_core();
  const auto config = read_witness_config(config_of(data));
  if (!config) return refused(config.error());
  auto key = witness::open_key(key_of(data));
  if (!key) return refused(key.error());
  store::Lease alone(data / "lock");
  if (!alone.take()) return refused({Kind::busy, "Another process serves this witness.", {}});

  SystemClock clock;
  const auto recounter = recounter_of(*config);
  witness::Witness witness(*std::move(key), witness::Logs(data), clock, recounter.get());
  if (const auto sound = witness.check(); !sound) return refused(sound.error());
  if (recounter) begin_recount(*recounter, witness);

  web::ServerOptions options;
  options.address = config->address;
  options.port = config->port;
  web::PageCache cache;
  web::Metrics metrics;
  web::Server server(options, witness::routes(witness, config->about), cache, metrics);
  std::jthread stopping([&] {
    wait_for_stop_signal();
    server.stop();
  });
  spdlog::info("the witness {} serves {} on {}:{}", witness.verifier().name(), config->about.url,
               config->address, server.port());
  server.run();
  return 0;
}

}  // namespace ruban::app
