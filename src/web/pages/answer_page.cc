// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "i18n/format.h"
#include "i18n/tr.h"
#include "templates/answer.varnames.h"
#include "web/pages/answer_pages.h"
#include "web/pages/sheet.h"

namespace ruban::web {
namespace {

using ctemplate::TemplateDictionary;
using i18n::Lang;
using i18n::tr;

bool is_wrong(const AnswerPage& page, std::string_view field) {
  return std::ranges::any_of(page.form.errors, [&](const Error& error) { return error.field == field; });
}

void add_demand(TemplateDictionary& part, const AnswerPage& page, const AnswerFields& fields,
                const AnswerPage::Demand& demand, const std::string& id, Lang lang) {
  auto* row = part.AddSectionDictionary(ka_DEMAND);
  const bool wrong = is_wrong(page, id);
  set(*row, ka_SAID_ID, id);
  set(*row, ka_SAID_LABEL,
      tr(lang, "What you say to demand {number}, in one sentence (you may leave this empty)",
         {{"number", i18n::format_number(lang, static_cast<std::uint64_t>(demand.number))}}));
  set(*row, ka_DEMAND_TEXT, demand.text);
  const auto found = fields.said.find(demand.number);
  set(*row, ka_SAID, found == fields.said.end() ? std::string_view() : std::string_view(found->second));
  add_field_error(*row, ka_SAID_ERROR, page.form, id, lang);
  show_if(*row, ka_IF_SAID_ERROR, wrong);
  set(*row, ka_SAID_DESCRIBED, wrong ? id + "-error " + id + "-hint" : id + "-hint");
}

// The answer, or its translation.
void add_part(TemplateDictionary& body, const AnswerPage& page, bool translation, Lang lang) {
  const auto& fields = translation ? page.translation : page.words;
  const int line = translation ? page.line_of_translation : page.line;
  const std::string second = translation ? "-2" : "";
  auto* part = body.AddSectionDictionary(ka_PART);
  if (translation) {
    auto* begin = part->AddSectionDictionary(ka_IF_TRANSLATION);
    const bool wrong = std::ranges::any_of(page.form.errors, [](const Error& error) {
      return error.field == "title-2" || error.field == "text-2" || error.field.starts_with("said-2-");
    });
    show_if(*begin, ka_IF_OPEN,
            wrong || !fields.title.empty() || !fields.text.empty() || !fields.said.empty());
    part->ShowSection(ka_IF_END_OF_TRANSLATION);
  }
  const auto title = "title" + second, text = "text" + second;
  set(*part, ka_TITLE_ID, title);
  set(*part, ka_TITLE_LABEL,
      translation ? tr(lang, "The title, translated") : tr(lang, "The title of your answer"));
  set(*part, ka_TITLE, fields.title);
  add_field_error(*part, ka_TITLE_ERROR, page.form, title, lang);
  show_if(*part, ka_IF_TITLE_ERROR, is_wrong(page, title));
  set(*part, ka_TEXT_ID, text);
  set(*part, ka_TEXT_LABEL,
      translation ? tr(lang, "The text, translated") : tr(lang, "The text of your answer"));
  set(*part, ka_TEXT, fields.text);
  add_field_error(*part, ka_TEXT_ERROR, page.form, text, lang);
  show_if(*part, ka_IF_TEXT_ERROR, is_wrong(page, text));
  show_if(*part, ka_IF_NEEDED, !translation);
  set(*part, ka_TEXT_DESCRIBED, line > 0 ? text + "-error " + text + "-line" : text + "-error");
  if (line > 0) {
    set(*part->AddSectionDictionary(ka_IF_LINE), ka_LINE,
        tr(lang, "Look at line {number} of the text first.",
           {{"number", i18n::format_number(lang, static_cast<std::uint64_t>(line))}}));
  }
  for (const auto& demand : page.demands)
    add_demand(*part, page, fields, demand, "said" + second + "-" + std::to_string(demand.number), lang);
}

}  // namespace

std::string render(const AnswerPage& page, Lang lang) {
  const auto heading = page.corrects ? tr(lang, "Correct your answer no. {number}",
                                          {{"number", i18n::format_number(lang, *page.corrects)}})
                                     : tr(lang, "Answer this letter");
  Sheet sheet(page.layout, {.title = heading, .failed = !page.form.errors.empty()}, "answer", lang);
  auto& body = sheet.body();
  std::vector<std::string> ids{"title", "text", "title-2", "text-2", "name", "role"};
  for (const auto& demand : page.demands) {
    ids.push_back("said-" + std::to_string(demand.number));
    ids.push_back("said-2-" + std::to_string(demand.number));
  }
  const std::vector<std::string_view> fields(ids.begin(), ids.end());
  add_crumb(body, ka_CRUMB, page.head, lang);
  set(body, ka_HEADING, heading);
  add_errors(body, ka_ERRORS, page.form, fields, lang);
  set(body, ka_DOMAIN, page.domain);
  set(body, ka_ACTION, letter_path(lang, page.head.place, "/answer/write"));
  set(body, ka_CSRF, page.form.csrf);
  set(body, ka_CODE, page.code);
  show_if(body, page.language == letter::Language::fr ? ka_IF_FRENCH : ka_IF_ENGLISH, true);
  add_part(body, page, false, lang);
  add_part(body, page, true, lang);
  set(body, ka_NAME, page.name);
  add_field_error(body, ka_NAME_ERROR, page.form, "name", lang);
  show_if(body, ka_IF_NAME_ERROR, is_wrong(page, "name"));
  set(body, ka_NAME_DESCRIBED, is_wrong(page, "name") ? "name-error name-hint" : "name-hint");
  set(body, ka_ROLE, page.role);
  add_field_error(body, ka_ROLE_ERROR, page.form, "role", lang);
  show_if(body, ka_IF_ROLE_ERROR, is_wrong(page, "role"));
  return sheet.html();
}

}  // namespace ruban::web
