// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/code_mail.h"

#include <ctemplate/template_dictionary.h>
#include <templates/mail/code_html.varnames.h>
#include <templates/mail/code_text.varnames.h>

#include <algorithm>

#include "i18n/format.h"
#include "i18n/templates.h"
#include "i18n/tr.h"

namespace ruban::mail {
namespace {

std::string text_part(const CodeMail& mail, const std::string& code, const std::string& life) {
  ctemplate::TemplateDictionary values("code_text");
  values.SetValue(kct_CODE, code);
  values.SetValue(kct_LIFE, life);
  return i18n::expand(mail.language, "mail/code_text", values);
}

std::string html_part(const CodeMail& mail, const std::string& code, const std::string& life) {
  ctemplate::TemplateDictionary values("code_html");
  values.SetValue(kch_LANG, std::string(i18n::tag(mail.language)));
  values.SetValue(kch_CODE, code);
  values.SetValue(kch_LIFE, life);
  return i18n::expand(mail.language, "mail/code_html", values);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

Message code_message(const CodeMail& mail, std::string message_id) {
  const std::string code(mail.shown_code);
  const auto life = i18n::format_duration(mail.language, mail.life);
  return {.to = mail.to,
          .subject = i18n::tr(mail.language, "Your code"),
          .text = text_part(mail, code, life),
          .html = html_part(mail, code, life),
          .language = mail.language,
          .message_id = std::move(message_id)};
}

std::string find_code(std::string_view text) {
  constexpr std::string_view kShape = "0000 0000";
  for (std::size_t at = 0; at + kShape.size() <= text.size(); ++at) {
    const auto part = text.substr(at, kShape.size());
    const auto like = [](char c, char shape) { return shape == '0' ? is_digit(c) : c == shape; };
    if (std::ranges::equal(part, kShape, like)) return std::string(part);
  }
  return {};
}

}  // namespace ruban::mail
