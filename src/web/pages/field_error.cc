// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/tr.h"
#include "templates/field_error.varnames.h"
#include "web/pages/sheet.h"

namespace ruban::web {

void add_field_error(ctemplate::TemplateDictionary& body, const ctemplate::StaticTemplateString& place,
                     const FormState& form, std::string_view field, i18n::Lang lang) {
  // The first one: the others are told once it is put right, and an id stands once on a page.
  for (const auto& error : form.errors) {
    if (error.field != field) continue;
    auto* part = body.AddIncludeDictionary(place);
    part->SetFilename("field_error");
    auto* row = part->AddSectionDictionary(kfe_IF_ERROR);
    set(*row, kfe_FIELD, field);
    set(*row, kfe_MESSAGE, i18n::tr(lang, error));
    return;
  }
}

}  // namespace ruban::web
