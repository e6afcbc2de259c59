// SPDX-License-Identifier: AGPL-3.0-or-later
// Sheet: a page while it is being made: the layout around a body template, and the parts that bodies share.
#pragma once

// clang-format off
#include <cstring>  // ctemplate calls strlen() and doesn't include it
#include <ctemplate/template_dictionary.h>
// clang-format on

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "i18n/lang.h"
#include "web/pages/layout.h"

namespace ruban::web {

struct SheetHead {
  std::string title{};        // without "Error: " and without "Ruban"
  std::string description{};  // a sentence for search engines and previews; may be empty
  bool failed = false;        // a form came back with errors
  bool letter = false;  // the letter itself: the title stands alone, and previews take it for an article
};

class Sheet {
 public:
  // `body` is the name of the body's template.
  Sheet(const Layout& layout, const SheetHead& head, std::string_view body, i18n::Lang lang);
  ctemplate::TemplateDictionary& body() { return *body_; }
  std::string html() const;

 private:
  i18n::Lang lang_;
  std::unique_ptr<ctemplate::TemplateDictionary> layout_;
  ctemplate::TemplateDictionary* body_;
};

// Copies: ctemplate would keep a pointer to what it takes for a literal.
void set(ctemplate::TemplateDictionary& values, const ctemplate::StaticTemplateString& name,
         std::string_view value);
void show_if(ctemplate::TemplateDictionary& values, const ctemplate::StaticTemplateString& section,
             bool condition);

// templates/letter_crumb.tpl: whose letter a page is about, with the way back to it.
void add_crumb(ctemplate::TemplateDictionary& body, const ctemplate::StaticTemplateString& place,
               const LetterHead& head, i18n::Lang lang);
// templates/form_errors.tpl: the list of what was wrong; nothing if nothing was. `fields` are the form's
// inputs; an error of another field is said without a link.
void add_errors(ctemplate::TemplateDictionary& body, const ctemplate::StaticTemplateString& place,
                const FormState& form, std::span<const std::string_view> fields, i18n::Lang lang);
// templates/field_error.tpl: the errors of one field, with the id FIELD-error.
void add_field_error(ctemplate::TemplateDictionary& body, const ctemplate::StaticTemplateString& place,
                     const FormState& form, std::string_view field, i18n::Lang lang);
// templates/signatory_line.tpl: the line as it is printed.
void add_line(ctemplate::TemplateDictionary& body, const ctemplate::StaticTemplateString& place,
              const SignatoryLine& line);

// "Witnessed by 2 of 3. Recounted by Le Journal.", or "Log only: …"; never more than holds.
std::string witnessed(const CheckpointFoot& checkpoint, i18n::Lang lang);

// "to Ada Lovelace, Analytical Engines": the recipient in one line, as a title or list shows it.
std::string recipient_line(const LetterHead& head);

}  // namespace ruban::web
