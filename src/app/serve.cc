// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/serve.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "app/client_release.h"
#include "app/clock.h"
#include "app/mailing.h"
#include "app/open_instance.h"
#include "app/serving.h"
#include "service/recover.h"

namespace ruban::app {
namespace {

int refused(const Error& error) {
  fmt::print(stderr, "ruban: {}{}{}\n", error.field, error.field.empty() ? "" : ": ", error.message);
  return 1;
}

}  // namespace

int serve(const Config& config) {
  block_signals();
  leave_no_core();
  SystemClock clock;
  crypto::SystemRandom random;
  auto opened = open_instance(config, clock, random);
  if (!opened) return refused(opened.error());
  auto sender = sender_of(config);
  if (!sender) return refused(sender.error());
  auto transport = transport_of(config);
  if (!transport) return refused(transport.error());

  auto& registry = (*opened)->registry();
  const auto seen = (*opened)->seen_elsewhere();
  if (!seen) return refused(seen.error());
  if (auto started = registry.sequencer().start(*seen); !started) return refused(started.error());
  service::close_issuing_after_restore(registry.instance(), registry.letters());
  release_client(registry.instance());

  return serve_site(
      {**opened,
       config,
       **transport,
       code_mail_writer(*sender, random),
       news_mail_writer(*sender, config.url, random),
       {},
       [&] { spdlog::info("Ruban serves {} on {}:{}", config.url, config.address, config.port); }});
}

}  // namespace ruban::app
