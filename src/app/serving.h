// SPDX-License-Identifier: AGPL-3.0-or-later
// A running site over an opened instance: sequencer, mail, pages, server. The whole wiring.
#pragma once

#include <functional>
#include <vector>

#include "app/config.h"
#include "cli/doors.h"
#include "mail/transport.h"
#include "service/mail_news.h"
#include "service/request_code.h"
#include "web/pages/demo_mail_page.h"

namespace ruban::app {

struct Serving {
  cli::OpenInstance& instance;
  const Config& config;
  mail::Transport& transport;
  service::CodeMailWriter write_code;
  service::NewsMailWriter write_news;
  std::function<std::vector<web::DemoMail>()> demo_mails;  // of the demonstration alone
  std::function<void()> ready;                             // called once it listens
};

// Serves until SIGINT or SIGTERM, which must be blocked in every thread, or until the sequencer may not go
// on. Returns the exit code.
int serve_site(const Serving& serving);

// The memory holds keys, and what visitors type.
void leave_no_core();
// Blocks the two signals; call before the first thread starts.
void block_signals();
// Returns after one of them came.
void wait_for_stop_signal();

}  // namespace ruban::app
