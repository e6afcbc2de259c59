// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>

#include "i18n/tr.h"
#include "templates/withdraw.varnames.h"
#include "web/pages/own_withdrawing.h"
#include "web/pages/sheet.h"
#include "web/pages/withdraw_pages.h"

namespace ruban::web {

std::string render(const WithdrawPage& page, i18n::Lang lang) {
  Sheet sheet(page.layout,
              {.title = i18n::tr(lang, "Withdraw a signature"), .failed = !page.form.errors.empty()},
              "withdraw", lang);
  auto& body = sheet.body();
  constexpr std::array<std::string_view, 2> kFields{"key_file", "email"};
  add_crumb(body, kw_CRUMB, page.head, lang);
  add_own_withdrawing(body, kw_OWN, page, lang);
  add_errors(body, kw_ERRORS, page.form, kFields, lang);
  add_field_error(body, kw_KEY_FILE_ERROR, page.form, "key_file", lang);
  add_field_error(body, kw_EMAIL_ERROR, page.form, "email", lang);
  bool key_failed = false, email_failed = false;
  for (const auto& error : page.form.errors) {
    key_failed = key_failed || error.field == "key_file";
    email_failed = email_failed || error.field == "email";
  }
  show_if(body, kw_IF_KEY_FILE_ERROR, key_failed);
  show_if(body, kw_IF_EMAIL_ERROR, email_failed);
  set(body, kw_KEY_FILE_DESCRIBED, key_failed ? "key_file-error key_file-hint" : "key_file-hint");
  set(body, kw_CSRF, page.form.csrf);
  set(body, kw_KEY_ACTION, letter_path(lang, page.head.place, "/withdraw/key"));
  set(body, kw_ADDRESS_ACTION, letter_path(lang, page.head.place, "/withdraw/address"));
  set(body, kw_EMAIL, page.email);
  return sheet.html();
}

}  // namespace ruban::web
