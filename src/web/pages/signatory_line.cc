// SPDX-License-Identifier: AGPL-3.0-or-later
#include "templates/signatory_line.varnames.h"
#include "web/pages/sheet.h"

namespace ruban::web {

void add_line(ctemplate::TemplateDictionary& body, const ctemplate::StaticTemplateString& place,
              const SignatoryLine& line) {
  if (line.name.empty()) return;
  auto* part = body.AddIncludeDictionary(place);
  part->SetFilename("signatory_line");
  set(*part, ksl_NAME, line.name);
  if (!line.role.empty()) set(*part->AddSectionDictionary(ksl_IF_ROLE), ksl_ROLE, line.role);
  if (!line.comment.empty()) set(*part->AddSectionDictionary(ksl_IF_COMMENT), ksl_COMMENT, line.comment);
}

}  // namespace ruban::web
