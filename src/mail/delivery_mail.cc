// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/delivery_mail.h"

#include <ctemplate/template_dictionary.h>
#include <templates/mail/delivery_html.varnames.h>
#include <templates/mail/delivery_text.varnames.h>

#include "core/bytes.h"
#include "crypto/sha256.h"
#include "i18n/format.h"
#include "i18n/templates.h"
#include "i18n/tr.h"

namespace ruban::mail {
namespace {

std::string sha256_of(const DeliveredFile& file) { return to_hex(crypto::sha256(file.bytes).view()); }

std::string size_of(const DeliveryMail& mail) {
  return i18n::tr(mail.language, "Behind it stood, after {size} entries of the public record:",
                  {{"size", i18n::format_number(mail.language, mail.size)}});
}

std::string text_part(const DeliveryMail& mail) {
  ctemplate::TemplateDictionary values("delivery_text");
  values.SetValue(kdt_TITLE, std::string(mail.title));
  values.SetValue(kdt_SIZE, size_of(mail));
  for (const auto& line : mail.counts) values.AddSectionDictionary(kdt_COUNTS)->SetValue(kdt_COUNT, line);
  values.SetValue(kdt_LINK, std::string(mail.address));
  for (const auto& file : mail.files) {
    auto* one = values.AddSectionDictionary(kdt_FILES);
    one->SetValue(kdt_NAME, file.name);
    one->SetValue(kdt_SHA256, sha256_of(file));
    one->SetValue(kdt_ADDRESS, file.address);
  }
  return i18n::expand(mail.language, "mail/delivery_text", values);
}

std::string html_part(const DeliveryMail& mail) {
  ctemplate::TemplateDictionary values("delivery_html");
  values.SetValue(kdh_LANG, std::string(i18n::tag(mail.language)));
  values.SetValue(kdh_TITLE, std::string(mail.title));
  values.SetValue(kdh_SIZE, size_of(mail));
  for (const auto& line : mail.counts) values.AddSectionDictionary(kdh_COUNTS)->SetValue(kdh_COUNT, line);
  values.SetValue(kdh_LINK, std::string(mail.address));
  for (const auto& file : mail.files) {
    auto* one = values.AddSectionDictionary(kdh_FILES);
    one->SetValue(kdh_NAME, file.name);
    one->SetValue(kdh_SHA256, sha256_of(file));
    one->SetValue(kdh_ADDRESS, file.address);
  }
  return i18n::expand(mail.language, "mail/delivery_html", values);
}

}  // namespace

Message delivery_message(const DeliveryMail& mail, std::string message_id) {
  Message out{.to = mail.to,
              .subject = i18n::tr(mail.language, "An open letter is handed over to you"),
              .text = text_part(mail),
              .html = html_part(mail),
              .language = mail.language,
              .message_id = std::move(message_id)};
  for (const auto& file : mail.files) out.attachments.push_back({file.name, "application/pdf", file.bytes});
  return out;
}

}  // namespace ruban::mail
