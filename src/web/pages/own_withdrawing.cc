// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/own_withdrawing.h"

#include "templates/withdraw_own.varnames.h"
#include "web/pages/static_files.h"

namespace ruban::web {

void add_own_withdrawing(ctemplate::TemplateDictionary& body, const ctemplate::StaticTemplateString& place,
                         const WithdrawPage& page, i18n::Lang lang) {
  const auto& own = page.own;
  auto& part = *body.AddIncludeDictionary(place);
  part.SetFilename("withdraw_own");
  part.AddIncludeDictionary(kwo_KEY)->SetFilename("own_key");
  set(part, kwo_SLUG, own.slug);
  set(part, kwo_VERSION, std::to_string(own.version));
  set(part, kwo_LETTER_ID, to_base64(own.letter.view()));
  set(part, kwo_INDEX, std::to_string(own.index));
  set(part, kwo_POLICY, own.policy);
  set(part, kwo_LETTER, letter_path(lang, page.head.place));
  set(part, kwo_SCRIPT, static_path("withdraw.js"));
}

}  // namespace ruban::web
