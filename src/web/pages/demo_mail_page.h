// SPDX-License-Identifier: AGPL-3.0-or-later
// DemoMailPage: the mails that the demonstration would have sent.
#pragma once

#include <string>
#include <vector>

#include "web/pages/layout.h"

namespace ruban::web {

struct DemoMail {
  std::string to;
  std::string subject;
  Instant at;
  std::string text;  // the plain part
  std::string code;  // "1234 5678"; empty if the mail has none
};

struct DemoMailPage {
  Layout layout;
  std::vector<DemoMail> mails;  // newest first
};

std::string render(const DemoMailPage& page, i18n::Lang lang);

}  // namespace ruban::web
