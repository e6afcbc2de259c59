// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/invitation_mail.h"

#include <ctemplate/template_dictionary.h>
#include <templates/mail/invitation_html.varnames.h>
#include <templates/mail/invitation_text.varnames.h>

#include "i18n/templates.h"
#include "i18n/tr.h"

namespace ruban::mail {
namespace {

std::string link_of(const InvitationMail& mail) {
  return std::string(mail.address) + "#code=" + std::string(mail.code);
}

std::string text_part(const InvitationMail& mail) {
  ctemplate::TemplateDictionary values("invitation_text");
  values.SetValue(kit_TITLE, std::string(mail.title));
  values.SetValue(kit_CODE, std::string(mail.code));
  values.SetValue(kit_LINK, link_of(mail));
  return i18n::expand(mail.language, "mail/invitation_text", values);
}

std::string html_part(const InvitationMail& mail) {
  ctemplate::TemplateDictionary values("invitation_html");
  values.SetValue(kih_LANG, std::string(i18n::tag(mail.language)));
  values.SetValue(kih_TITLE, std::string(mail.title));
  values.SetValue(kih_CODE, std::string(mail.code));
  values.SetValue(kih_LINK, link_of(mail));
  return i18n::expand(mail.language, "mail/invitation_html", values);
}

}  // namespace

Message invitation_message(const InvitationMail& mail, std::string message_id) {
  return {.to = mail.to,
          .subject = i18n::tr(mail.language, "An open letter, and your code to sign it"),
          .text = text_part(mail),
          .html = html_part(mail),
          .language = mail.language,
          .message_id = std::move(message_id)};
}

}  // namespace ruban::mail
