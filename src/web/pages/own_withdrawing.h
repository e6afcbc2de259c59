// SPDX-License-Identifier: AGPL-3.0-or-later
// The part of the withdrawing page that a script fills: withdrawing in the visitor's own browser.
#pragma once

#include "web/pages/sheet.h"
#include "web/pages/withdraw_pages.h"

namespace ruban::web {

void add_own_withdrawing(ctemplate::TemplateDictionary& body, const ctemplate::StaticTemplateString& place,
                         const WithdrawPage& page, i18n::Lang lang);

}  // namespace ruban::web
