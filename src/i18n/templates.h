// SPDX-License-Identifier: AGPL-3.0-or-later
// The templates of templates/, translated once when they are loaded, so that a request pays nothing for it.
//
// In a template, {_}Recorded as no. {{NUMBER}}.{/_} is one sentence for the translators, who see "Recorded as
// no. {number}."; {_ context}…{/_} gives it a msgctxt. White space inside counts as one space; tags may stand
// inside.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "i18n/catalogue.h"
#include "i18n/lang.h"

namespace ctemplate {
class TemplateDictionary;
}

namespace ruban::i18n {

// Fills the template of this name, "letter" for templates/letter.tpl, "mail/code_text" for
// templates/mail/code_text.tpl. Values are escaped for the place where they stand. The name must exist.
std::string expand(Lang lang, std::string_view name, const ctemplate::TemplateDictionary& values);

// A template's text with its sentences translated. Fails on a mark that isn't closed, and on a translation
// that doesn't hold the same placeholders and the same tags as the original.
Result<std::string> translate_template(const Catalogue& catalogue, std::string_view text);

}  // namespace ruban::i18n
