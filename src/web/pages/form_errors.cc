// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "i18n/tr.h"
#include "templates/form_errors.varnames.h"
#include "web/pages/sheet.h"

namespace ruban::web {

void add_errors(ctemplate::TemplateDictionary& body, const ctemplate::StaticTemplateString& place,
                const FormState& form, std::span<const std::string_view> fields, i18n::Lang lang) {
  if (form.errors.empty()) return;
  auto* errors = body.AddIncludeDictionary(place);
  errors->SetFilename("form_errors");
  auto* list = errors->AddSectionDictionary(kfe_IF_ERRORS);
  for (const auto& error : form.errors) {
    auto* row = list->AddSectionDictionary(kfe_ERROR);
    set(*row, kfe_MESSAGE, i18n::tr(lang, error));
    if (std::find(fields.begin(), fields.end(), error.field) != fields.end()) {
      set(*row->AddSectionDictionary(kfe_IF_FIELD), kfe_FIELD, error.field);
    } else {
      row->ShowSection(kfe_IF_NO_FIELD);
    }
  }
}

}  // namespace ruban::web
