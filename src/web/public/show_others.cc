// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages that need no letter's figures: about, the demonstration's mail box, a letter's own files.
#include "web/http/negotiate.h"
#include "web/pages/about_page.h"
#include "web/pages/paths.h"
#include "web/public/pages.h"

namespace ruban::web {

Response show_about(const Site& site, const Request& request) {
  AboutPage page;
  page.layout = site.layout("/about", site.instance.store.record().published_checkpoint());
  return html(render(page, lang_of(request))).on(Surface::page);
}

Response show_demo_mail(const Site& site, const Request& request) {
  DemoMailPage page;
  page.layout = site.layout(std::string(kDemoMailPath));
  page.layout.listed = false;
  page.mails = site.demo_mails();
  return html(render(page, lang_of(request)));
}

Response show_letter_file(const Site& site, const Request& request) {
  auto letter = letter_of(site, request);
  if (!letter) return problem(letter.error());
  if (letter.value()->state(site.now()) == letter::LetterState::removed) {
    return problem({Kind::gone, "This letter was removed.", {}});
  }
  const auto& row = letter.value()->row;
  auto files = site.instance.store.letters().files(row.slug, row.version);
  auto file = files.find(std::string(request.parameter("name")));
  if (file == files.end()) return problem({Kind::not_found, "This letter has no file of that name.", {}});
  return text(std::move(file->second)).on(Surface::api);
}

}  // namespace ruban::web
