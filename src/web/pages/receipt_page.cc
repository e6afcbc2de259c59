// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/format.h"
#include "i18n/tr.h"
#include "templates/receipt.varnames.h"
#include "web/pages/sheet.h"
#include "web/pages/sign_pages.h"

namespace ruban::web {

std::string render(const ReceiptPage& page, i18n::Lang lang) {
  const std::string recorded = page.number ? i18n::tr(lang, "Recorded as no. {number}",
                                                      {{"number", i18n::format_number(lang, *page.number)}})
                                           : i18n::tr(lang, "Your signature is received");
  Sheet sheet(page.layout, {.title = recorded, .failed = !page.form.errors.empty()}, "receipt", lang);
  auto& body = sheet.body();
  const auto here = [&](std::string_view rest) { return letter_path(lang, page.head.place, rest); };
  add_crumb(body, kr_CRUMB, page.head, lang);
  add_errors(body, kr_ERRORS, page.form, {}, lang);
  add_line(body, kr_LINE, page.line);
  set(body, kr_HERE, here("/sign/done"));
  set(body, kr_VERIFY_PAGE, path_in(lang, "/verify"));
  show_if(body, kr_IF_PLEDGE, page.has_pledge);
  if (page.by_invitation)
    body.ShowSection(kr_IF_BY_INVITATION);
  else
    set(*body.AddSectionDictionary(kr_IF_BY_MAIL), kr_WITHDRAW, here("/withdraw"));
  if (page.number) {
    auto* section = body.AddSectionDictionary(kr_IF_RECORDED);
    set(*section, kr_RECORDED, recorded);
    // What the pages count is the last published checkpoint.
    set(*section, kr_COUNTED,
        page.published ? i18n::tr(lang, "Thank you. Your signature stands in the record and is counted.")
                       : i18n::tr(lang,
                                  "Thank you. Your signature stands in the record, and will be counted with "
                                  "the next checkpoint."));
  } else {
    body.ShowSection(kr_IF_WAITING);
  }
  if (page.number && page.published) {
    auto* receipt = body.AddSectionDictionary(kr_IF_PUBLISHED);
    set(*receipt, kr_RECEIPT, here("/sign/receipt"));
    if (page.checkpoint)
      set(*receipt->AddSectionDictionary(kr_IF_CHECKPOINT), kr_WITNESSED, witnessed(*page.checkpoint, lang));
    set(*receipt, kr_RECEIPT_NAME, page.head.place.slug + "-" + std::to_string(*page.number) + ".tlog-proof");
  } else {
    body.ShowSection(kr_IF_UNPUBLISHED);
  }
  if (page.key_file_until) {
    auto* key = body.AddSectionDictionary(kr_IF_KEY);
    set(*key, kr_KEY_ACTION, here("/sign/key"));
    set(*key, kr_FORGET_ACTION, here("/sign/key/forget"));
    set(*key, kr_CSRF, page.form.csrf);
    set(*key, kr_KEY_UNTIL, i18n::format_time(lang, *page.key_file_until));
  } else {
    body.ShowSection(kr_IF_NO_KEY);
  }
  return sheet.html();
}

}  // namespace ruban::web
