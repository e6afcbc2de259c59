// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/verify_page.h"

#include "i18n/tr.h"
#include "templates/verify.varnames.h"
#include "web/pages/sheet.h"
#include "web/pages/static_files.h"

namespace ruban::web {

std::string render(const VerifyPage& page, i18n::Lang lang) {
  Sheet sheet(page.layout,
              {.title = i18n::tr(lang, "Check a receipt or a proof"),
               .description = i18n::tr(lang,
                                       "Checks in your browser what a receipt or the proof of a count shows, "
                                       "and sends the file nowhere.")},
              "verify", lang);
  auto& body = sheet.body();
  set(body, kv_POLICY, page.policy);
  set(body, kv_POLICY_PATH, "/log/policy");
  set(body, kv_SCRIPT, static_path("verify.js"));
  return sheet.html();
}

}  // namespace ruban::web
