// SPDX-License-Identifier: AGPL-3.0-or-later
// The part of the signing page that a script fills: signing in the visitor's own browser.
#pragma once

#include "web/pages/sheet.h"
#include "web/pages/sign_pages.h"

namespace ruban::web {

void add_own_signing(ctemplate::TemplateDictionary& body, const ctemplate::StaticTemplateString& place,
                     const SignPage& page, i18n::Lang lang);

}  // namespace ruban::web
