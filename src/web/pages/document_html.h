// SPDX-License-Identifier: AGPL-3.0-or-later
// A letter's text as HTML. The only place in C++ that writes tags of a text's shape; it escapes everything
// itself.
#pragma once

#include <string>

#include "i18n/lang.h"
#include "letter/document.h"

namespace ruban::web {

// Blocks only, no wrapper. `lang` is the text's own: French gets its spaces. Links open in the same window,
// with rel="nofollow ugc noreferrer".
std::string document_html(const letter::Document& document, i18n::Lang lang);

}  // namespace ruban::web
