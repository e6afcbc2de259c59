// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>

#include "i18n/tr.h"
#include "templates/pledge_key.varnames.h"
#include "web/pages/pledge_pages.h"
#include "web/pages/sheet.h"

namespace ruban::web {

std::string render(const PledgeKeyPage& page, i18n::Lang lang) {
  Sheet sheet(
      page.layout,
      {.title = i18n::tr(lang, "Say that you have kept the pledge"), .failed = !page.form.errors.empty()},
      "pledge_key", lang);
  auto& body = sheet.body();
  constexpr std::array<std::string_view, 1> kFields{"key_file"};
  add_crumb(body, kpk_CRUMB, page.head, lang);
  add_errors(body, kpk_ERRORS, page.form, kFields, lang);
  add_field_error(body, kpk_KEY_FILE_ERROR, page.form, "key_file", lang);
  bool failed = false;
  for (const auto& error : page.form.errors) failed = failed || error.field == "key_file";
  show_if(body, kpk_IF_KEY_FILE_ERROR, failed);
  set(body, kpk_KEY_FILE_DESCRIBED, failed ? "key_file-error key_file-hint" : "key_file-hint");
  set(body, kpk_CSRF, page.form.csrf);
  set(body, kpk_ACTION, letter_path(lang, page.head.place, "/pledge/key"));
  set(body, kpk_PLEDGE_PAGE, letter_path(lang, page.head.place, "/pledge"));
  return sheet.html();
}

}  // namespace ruban::web
