// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/news_mail.h"

#include <ctemplate/template_dictionary.h>
#include <templates/mail/news_html.varnames.h>
#include <templates/mail/news_text.varnames.h>

#include <vector>

#include "i18n/templates.h"
#include "i18n/tr.h"

namespace ruban::mail {
namespace {

std::vector<std::string> paragraphs(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (end != 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

std::string text_part(const NewsMail& mail) {
  ctemplate::TemplateDictionary values("news_text");
  values.SetValue(knt_LETTER, std::string(mail.letter));
  if (!mail.title.empty()) values.SetValueAndShowSection(knt_TITLE, std::string(mail.title), knt_IF_TITLE);
  if (mail.topic == NewsTopic::pledge_by_date) values.ShowSection(knt_IF_DATE);
  if (mail.topic == NewsTopic::pledge_by_demand) values.ShowSection(knt_IF_DEMAND);
  for (const auto& paragraph : paragraphs(mail.text))
    values.AddSectionDictionary(knt_PARAGRAPHS)->SetValue(knt_PARAGRAPH, paragraph);
  values.SetValue(knt_LINK, std::string(mail.address));
  values.SetValue(knt_UNSUBSCRIBE, std::string(mail.unsubscribe));
  return i18n::expand(mail.language, "mail/news_text", values);
}

std::string html_part(const NewsMail& mail) {
  ctemplate::TemplateDictionary values("news_html");
  values.SetValue(knh_LANG, std::string(i18n::tag(mail.language)));
  values.SetValue(knh_LETTER, std::string(mail.letter));
  values.SetValue(knh_SAID_LANG, std::string(mail.text_language));
  if (!mail.title.empty()) values.SetValueAndShowSection(knh_TITLE, std::string(mail.title), knh_IF_TITLE);
  if (mail.topic == NewsTopic::pledge_by_date) values.ShowSection(knh_IF_DATE);
  if (mail.topic == NewsTopic::pledge_by_demand) values.ShowSection(knh_IF_DEMAND);
  for (const auto& paragraph : paragraphs(mail.text))
    values.AddSectionDictionary(knh_PARAGRAPHS)->SetValue(knh_PARAGRAPH, paragraph);
  values.SetValue(knh_LINK, std::string(mail.address));
  values.SetValue(knh_UNSUBSCRIBE, std::string(mail.unsubscribe));
  return i18n::expand(mail.language, "mail/news_html", values);
}

}  // namespace

Message news_message(const NewsMail& mail, std::string message_id) {
  Message out{.to = mail.to,
              .subject = mail.topic == NewsTopic::update
                             ? i18n::tr(mail.language, "News of an open letter")
                             : i18n::tr(mail.language, "The pledge of an open letter is due"),
              .text = text_part(mail),
              .html = html_part(mail),
              .language = mail.language,
              .message_id = std::move(message_id),
              .list_id = std::string(mail.list_id)};
  if (mail.unsubscribe.starts_with("https://")) out.list_unsubscribe = std::string(mail.unsubscribe);
  return out;
}

}  // namespace ruban::mail
