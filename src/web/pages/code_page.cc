// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>

#include "i18n/format.h"
#include "i18n/tr.h"
#include "templates/code.varnames.h"
#include "web/pages/sheet.h"
#include "web/pages/sign_pages.h"

namespace ruban::web {
namespace {

using i18n::Lang;
using i18n::tr;

std::string delay(const Layout& layout, Lang lang) {
  if (layout.mail_is_away) {
    return tr(
        lang,
        "Mail can’t be sent at the moment. Yours leaves by itself as soon as the mail server answers; if it "
        "hasn’t come within an hour, ask for another code.");
  }
  if (!layout.mail_delay) return tr(lang, "Mail mostly arrives within a minute.");
  return tr(lang, "At the moment mail takes {duration}.",
            {{"duration", i18n::format_duration(lang, *layout.mail_delay)}});
}

}  // namespace

std::string render(const CodePage& page, Lang lang) {
  const bool signing = page.purpose == CodePurpose::sign;
  const bool failed = !page.form.errors.empty();
  Layout layout = page.layout;
  layout.mail_delay.reset();  // it is said beside the code
  Sheet sheet(layout, {.title = tr(lang, "Type the code from your mail"), .failed = failed}, "code", lang);
  auto& body = sheet.body();
  const std::string base = signing ? "/sign" : "/withdraw";
  const auto here = [&](std::string_view rest) {
    return letter_path(lang, page.head.place, std::string(base).append(rest));
  };
  constexpr std::array<std::string_view, 1> kFields{"code"};
  add_crumb(body, kc_CRUMB, page.head, lang);
  add_errors(body, kc_ERRORS, page.form, kFields, lang);
  add_field_error(body, kc_CODE_ERROR, page.form, "code", lang);
  bool code_failed = false;
  for (const auto& error : page.form.errors) code_failed = code_failed || error.field == "code";
  show_if(body, kc_IF_CODE_ERROR, code_failed);
  set(body, kc_CODE_DESCRIBED, code_failed ? "code-error code-hint" : "code-hint");
  show_if(body, kc_IF_SIGN, signing);
  show_if(body, kc_IF_RESENT, page.resent);
  set(body, kc_EMAIL, page.email);
  set(body, kc_SUBJECT, tr(lang, "Your code"));
  set(body, kc_DELAY, delay(page.layout, lang));
  if (layout.demonstration) {
    set(*body.AddSectionDictionary(kc_IF_DEMONSTRATION), kc_MAIL_BOX, path_in(lang, kDemoMailPath));
  }
  set(body, kc_CSRF, page.form.csrf);
  set(body, kc_ACTION, here("/code"));
  set(body, kc_RESEND, here("/resend"));
  set(body, kc_CHANGE, here(""));
  return sheet.html();
}

}  // namespace ruban::web
