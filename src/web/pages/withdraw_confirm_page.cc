// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/format.h"
#include "i18n/tr.h"
#include "templates/withdraw_confirm.varnames.h"
#include "web/pages/sheet.h"
#include "web/pages/withdraw_pages.h"

namespace ruban::web {

std::string render(const WithdrawConfirmPage& page, i18n::Lang lang) {
  using i18n::tr;
  const std::string title =
      page.signatures.empty() ? tr(lang, "There is nothing to withdraw")
                              : i18n::tr_plural(lang, "Withdraw this signature?",
                                                "Withdraw these {count} signatures?", page.signatures.size());
  Sheet sheet(page.layout, {.title = title, .failed = !page.form.errors.empty()}, "withdraw_confirm", lang);
  auto& body = sheet.body();
  add_crumb(body, kwc_CRUMB, page.head, lang);
  set(body, kwc_LETTER, letter_path(lang, page.head.place));
  if (page.signatures.empty()) {
    set(*body.AddSectionDictionary(kwc_IF_NONE), kwc_NONE,
        page.by_key
            ? tr(lang, "No signature of this letter that still counts was made with this key.")
            : tr(lang, "No signature of this letter that still counts was made by name with this address."));
    return sheet.html();
  }
  auto* some = body.AddSectionDictionary(kwc_IF_SOME);
  set(*some, kwc_HEADING, title);
  add_errors(*some, kwc_ERRORS, page.form, {}, lang);
  for (const auto& signature : page.signatures) {
    auto* row = some->AddSectionDictionary(kwc_SIGNATURE);
    set(*row, kwc_NUMBER,
        tr(lang, "No. {number}, recorded on {instant}",
           {{"number", i18n::format_number(lang, signature.index)},
            {"instant", i18n::format_instant_short(lang, signature.epoch)}}));
    add_line(*row, kwc_LINE, signature.line);
    show_if(*row, kwc_IF_NAMELESS, signature.line.name.empty());
    set(*some->AddSectionDictionary(kwc_SIGNATURE_INDEX), kwc_INDEX, std::to_string(signature.index));
  }
  show_if(*some, kwc_IF_BY_ADDRESS, !page.by_key);
  set(*some, kwc_ACTION, letter_path(lang, page.head.place, "/withdraw/confirm"));
  set(*some, kwc_CSRF, page.form.csrf);
  return sheet.html();
}

}  // namespace ruban::web
