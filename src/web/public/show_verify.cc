// SPDX-License-Identifier: AGPL-3.0-or-later
// /verify: the page that checks a proof file without asking the server again.
#include "web/http/negotiate.h"
#include "web/pages/verify_page.h"
#include "web/public/pages.h"

namespace ruban::web {

Response show_verify(const Site& site, const Request& request) {
  VerifyPage page;
  page.layout = site.layout("/verify", site.instance.store.record().published_checkpoint());
  page.policy = site.policy_text();
  return html(render(page, lang_of(request))).on(Surface::page);
}

}  // namespace ruban::web
