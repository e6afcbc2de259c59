// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/serving.h"

#include <signal.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <optional>
#include <thread>

#include "app/clock_guard.h"
#include "mail/worker.h"
#include "service/erase_overdue.h"
#include "service/watch_pages.h"
#include "web/http/server.h"
#include "web/page_keeper.h"
#include "web/routes.h"

namespace ruban::app {
namespace {

constexpr std::chrono::seconds kForgetEvery{60};
constexpr std::chrono::seconds kLookEvery{30};  // for watched pages that are due
constexpr std::chrono::seconds kNewsEvery{2};
constexpr std::chrono::hours kNight{2};  // UTC: when few sign

sigset_t stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

web::Response error_answer(const web::Site& site, const web::Request& request, int status,
                           const Error& error) {
  return web::is_for_machines(request.path) ? web::problem(error, status)
                                            : web::error_page(site, request, status, error);
}

web::ServerOptions server_options(const Config& config, const web::Site& site) {
  web::ServerOptions options;
  options.address = config.address;
  options.port = config.port;
  options.error_page = [&site](const web::Request& request, int status, const Error& error) {
    return error_answer(site, request, status, error);
  };
  return options;
}

void add_gauges(web::Metrics& metrics, const mail::Worker& worker, const web::PageCache& cache) {
  metrics.gauge("mail_delay_seconds", "How long the oldest mail has waited.",
                [&] { return static_cast<double>(worker.delay().count()); });
  metrics.gauge("mail_sent", "Mails sent since the start.",
                [&] { return static_cast<double>(worker.counts().sent); });
  metrics.gauge("mail_refused", "Mails refused since the start.",
                [&] { return static_cast<double>(worker.counts().refused); });
  metrics.gauge("cached_pages", "Pages ready in memory.", [&] { return static_cast<double>(cache.pages()); });
}

// News go out to those who asked for them.
void mail_news(service::MailNews& news, mail::Worker& worker, const ClockGuard& clock_guard,
               std::stop_token stop) {
  std::mutex mutex;
  std::condition_variable_any changed;
  while (!stop.stop_requested()) {
    std::size_t queued = 0;
    try {
      if (clock_guard.is_right()) queued = news.step();  // else a pledge would be due too early
    } catch (const std::exception&) {
      // What a database says may quote a row.
      spdlog::error("news could not be queued, next try in {} s", kNewsEvery.count());
    }
    if (queued > 0) {
      worker.wake();
      continue;
    }
    std::unique_lock lock(mutex);
    changed.wait_for(lock, stop, kNewsEvery, [] { return false; });
  }
}

// Rows past their date go, minute by minute; what was erased goes from the gaps of the file, too, once a
// night.
void forget_expired(service::Registry& registry, std::optional<std::chrono::days> erase_after,
                    const ClockGuard& clock_guard, std::stop_token stop) {
  const auto instance = registry.instance();
  std::optional<service::EraseOverdue> erase;
  if (erase_after) erase.emplace(instance, registry.keys(), *erase_after);
  std::mutex mutex;
  std::condition_variable_any changed;
  const auto wait = [&] {
    std::unique_lock lock(mutex);
    changed.wait_for(lock, stop, kForgetEvery, [] { return false; });
  };
  std::optional<std::chrono::sys_days> scrubbed;
  while (!stop.stop_requested()) {
    const auto now = instance.clock.now();
    if (!clock_guard.is_right()) {
      spdlog::critical(
          "the clock of this machine was set ahead while the server ran: nothing is written into the record "
          "or "
          "forgotten until it is right again, or until a new start");
      wait();
      continue;
    }
    try {
      service::end_overdue(instance, registry.keys(), registry.letters());
      instance.store.visits().forget_expired(now);
      instance.store.quotes().forget_expired(now);
      instance.store.recipients().forget_expired(now);
      instance.store.outbox().drop_expired(now);
      registry.keys().destroy_ended(registry.letters());
      if (erase) (*erase)(registry.letters());
      const auto day = std::chrono::floor<std::chrono::days>(now);
      if (now - day >= kNight && now - day < kNight + std::chrono::hours(1) && scrubbed != day) {
        instance.store.scrub();
        scrubbed = day;
      }
    } catch (const std::exception& e) {
      // A full disk, mostly. What is to be forgotten is so a minute later.
      spdlog::error("rows past their date could not be deleted: {}", e.what());
    }
    wait();
  }
}

// Looks at the pages that are watched as they come due, one after the other.
void watch_pages(service::Registry& registry, const fetch::Policy& policy, const ClockGuard& clock_guard,
                 std::stop_token stop) {
  const auto instance = registry.instance();
  const fetch::Fetcher fetcher(instance.clock, policy);
  service::WatchPages pages(instance, registry.letters(), [&](std::string_view url) { return fetcher(url); });
  std::mutex mutex;
  std::condition_variable_any changed;
  while (!stop.stop_requested()) {
    try {
      while (!stop.stop_requested() && clock_guard.is_right() && pages.step()) {
      }
    } catch (const std::exception& e) {
      spdlog::error("a watched page could not be kept: {}", e.what());
    }
    std::unique_lock lock(mutex);
    changed.wait_for(lock, stop, kLookEvery, [] { return false; });
  }
}

}  // namespace

void leave_no_core() {
  constexpr rlimit kNone{0, 0};
  if (setrlimit(RLIMIT_CORE, &kNone) != 0) spdlog::warn("core dumps can't be turned off");
}

void block_signals() {
  const auto set = stop_signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  signal(SIGPIPE, SIG_IGN);
}

void wait_for_stop_signal() {
  const auto set = stop_signals();
  int signal = 0;
  sigwait(&set, &signal);
  spdlog::info("stopping");
}

int serve_site(const Serving& serving) {
  auto& registry = serving.instance.registry();
  const auto instance = registry.instance();
  const auto& config = serving.config;

  instance.store.outbox().reclaim();
  mail::Worker worker(instance.store.outbox(), serving.transport, instance.clock,
                      {.from = mail::Address::parse(config.mail_from).value()});
  service::RequestCode request_code(instance, serving.write_code, Secret(instance.random.fixed<Hash>()));
  service::ConfirmCode confirm_code(instance);
  service::SignLetter sign_letter(instance, registry.keys());
  service::IssueCredential issue_credential(instance, registry.keys());
  service::AnonymitySets anonymity_sets(instance);
  service::AcceptSignature accept_signature(instance, anonymity_sets);
  service::AcceptWithdrawal accept_withdrawal(instance);
  service::WithdrawSignature withdraw_signature(instance, registry.keys());
  const service::Unsubscribe unsubscribe(instance);
  service::Captures captures(instance);
  const web::Site site{instance,
                       registry.letters(),
                       registry.keys(),
                       registry.sequencer(),
                       request_code,
                       confirm_code,
                       sign_letter,
                       issue_credential,
                       anonymity_sets,
                       accept_signature,
                       accept_withdrawal,
                       withdraw_signature,
                       unsubscribe,
                       captures,
                       config.url,
                       [&] { worker.wake(); },
                       [&] { return worker.delay(); },
                       [&] { return worker.is_away(); },
                       serving.demo_mails,
                       config.erase_after};
  const auto router = web::routes(site);
  web::PageCache cache;
  web::Metrics metrics;
  add_gauges(metrics, worker, cache);
  metrics.gauge("witnesses", "Witnesses that have cosigned the last published checkpoint.", [&] {
    const auto published = instance.store.record().published_checkpoint();
    return published ? static_cast<double>(site.standing(*published).have) : 0.0;
  });
  web::PageKeeper pages(site, router, cache);
  registry.sequencer().on_published([&] { pages.moved(); });
  pages.renew();
  web::Server server(server_options(config, site), router, cache, metrics);

  web::PageCache no_pages;
  web::Metrics unread;
  std::unique_ptr<web::Server> admin;
  if (config.admin_port != 0) {
    web::Router admin_router;
    admin_router.get("/metrics", [&](const web::Request&) { return web::text(metrics.render()); });
    admin_router.get("/healthz", [](const web::Request&) { return web::json(web::health_body("ok")); });
    web::ServerOptions options;
    options.address = config.admin_address;
    options.port = config.admin_port;
    options.io_threads = 1;
    options.workers = 1;
    admin = std::make_unique<web::Server>(options, std::move(admin_router), no_pages, unread);
  }

  const ClockGuard clock_guard(instance.clock);
  int exit_code = 0;
  std::jthread sequencing([&](std::stop_token stop) {
    try {
      if (auto done = registry.sequencer().run(stop, [&] { return clock_guard.is_right(); }); !done) {
        spdlog::critical("{}: {}", done.error().field, done.error().message);
        exit_code = 3;
      }
    } catch (const std::exception& e) {
      // Whether the last batch was written isn't known: only a new start, which looks, may go on.
      spdlog::critical("the record could not be written: {}", e.what());
      std::_Exit(3);
    }
    kill(getpid(), SIGTERM);
  });
  std::jthread keeping([&](std::stop_token stop) { pages.run(stop); });
  std::jthread forgetting(
      [&](std::stop_token stop) { forget_expired(registry, config.erase_after, clock_guard, stop); });
  std::jthread watching([&](std::stop_token stop) {
    watch_pages(registry, serving.instance.fetch_policy(), clock_guard, stop);
  });
  service::MailNews news(instance, registry.letters(), unsubscribe, config.url, serving.write_news);
  std::jthread telling([&](std::stop_token stop) { mail_news(news, worker, clock_guard, stop); });
  std::jthread stopping([&] {
    wait_for_stop_signal();
    if (admin) admin->stop();
    server.stop();
  });
  std::jthread administering([&] {
    if (admin) admin->run();
  });
  if (serving.ready) serving.ready();
  server.run();
  sequencing.request_stop();
  sequencing.join();
  worker.stop();
  return exit_code;
}

}  // namespace ruban::app
