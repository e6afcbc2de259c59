// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/mailing.h"

#include <charconv>

#include "mail/code_mail.h"
#include "mail/delivery_mail.h"
#include "mail/file_transport.h"
#include "mail/invitation_mail.h"
#include "mail/news_mail.h"
#include "mail/smtp_transport.h"

namespace ruban::app {

Result<mail::Sender> sender_of(const Config& config) {
  auto address = mail::Address::parse(config.mail_from);
  if (!address) return fail(Kind::invalid, "Mail needs an address that it comes from.", "mail-from");
  return mail::Sender{config.mail_name, *std::move(address)};
}

Result<std::unique_ptr<mail::Transport>> transport_of(const Config& config) {
  if (config.mail.starts_with("file:")) {
    return std::make_unique<mail::FileTransport>(config.data / config.mail.substr(5));
  }
  const bool implicit = config.mail.starts_with("smtps://");
  if (!implicit && !config.mail.starts_with("smtp://")) {
    return fail(Kind::invalid, "Codes are sent by mail: say how, with smtp://HOST:PORT or file:FOLDER.",
                "mail");
  }
  mail::SmtpOptions options;
  auto rest = config.mail.substr(config.mail.find("//") + 2);
  const auto colon = rest.rfind(':');
  options.port = implicit ? 465 : 587;
  if (colon != std::string::npos) {
    const auto digits = rest.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), options.port);
    if (error != std::errc() || end != digits.data() + digits.size()) {
      return fail(Kind::invalid, "Write smtp://HOST:PORT.", "mail");
    }
  }
  options.host = rest.substr(0, colon);
  options.tls = implicit                        ? mail::Tls::implicit
                : config.mail_tls == "required" ? mail::Tls::starttls
                : config.mail_tls == "offered"  ? mail::Tls::starttls_if
                                                : mail::Tls::none;
  options.user = config.mail_user;
  if (!config.mail_password_file.empty()) options.password_file = config.mail_password_file;
  if (!config.mail_ca_file.empty()) options.ca_file = config.mail_ca_file;
  const auto host = config.url.substr(config.url.find("//") + 2);
  options.hello = host.substr(0, host.find(':'));
  return TRY(mail::SmtpTransport::open(std::move(options)));
}

service::CodeMailWriter code_mail_writer(mail::Sender sender, crypto::Random& random) {
  return [sender = std::move(sender), &random](const mail::Address& to, std::string_view code,
                                               std::string_view language, Instant date) {
    const mail::CodeMail mail{to, code, std::chrono::minutes{60},
                              i18n::parse_lang(language).value_or(i18n::Lang::en)};
    return mail::compose(mail::code_message(mail, mail::new_message_id(sender, random)), sender, date);
  };
}

service::NewsMailWriter news_mail_writer(mail::Sender sender, std::string url, crypto::Random& random) {
  auto host = url.substr(url.find("//") + 2);
  host = host.substr(0, host.find(':'));
  return [sender = std::move(sender), host, &random](const mail::Address& to, const service::News& news,
                                                     Instant date) {
    const auto list = news.list + "." + host;
    using Cause = letter::PledgeStanding::Cause;
    const mail::NewsMail mail{.to = to,
                              .topic = !news.pledge_due ? mail::NewsTopic::update
                                       : *news.pledge_due == Cause::demand_failed
                                           ? mail::NewsTopic::pledge_by_demand
                                           : mail::NewsTopic::pledge_by_date,
                              .letter = news.letter,
                              .title = news.title,
                              .text = news.text,
                              .text_language = news.text_language,
                              .address = news.address,
                              .unsubscribe = news.unsubscribe,
                              .list_id = list,
                              .language = i18n::parse_lang(news.language).value_or(i18n::Lang::en)};
    return mail::compose(mail::news_message(mail, mail::new_message_id(sender, random)), sender, date);
  };
}

Result<std::string> delivery_mail(const mail::Sender& sender, const mail::Address& to,
                                  const cli::DeliveryText& text, crypto::Random& random, Instant date) {
  mail::DeliveryMail mail{to,
                          text.title,
                          text.address,
                          text.size,
                          text.counts,
                          {},
                          i18n::parse_lang(text.language).value_or(i18n::Lang::en)};
  for (const auto& file : text.files) mail.files.push_back({file.name, file.bytes, file.address});
  return mail::compose(mail::delivery_message(mail, mail::new_message_id(sender, random)), sender, date);
}

Result<std::string> invitation_mail(const mail::Sender& sender, const mail::Address& to,
                                    const cli::InvitationText& text, std::string_view code,
                                    crypto::Random& random, Instant date) {
  const mail::InvitationMail mail{to, code, text.title, text.address,
                                  i18n::parse_lang(text.language).value_or(i18n::Lang::en)};
  return mail::compose(mail::invitation_message(mail, mail::new_message_id(sender, random)), sender, date);
}

}  // namespace ruban::app
