// SPDX-License-Identifier: AGPL-3.0-or-later
// Mail as the configuration wants it: who sends, by which transport.
#pragma once

#include <memory>

#include "app/config.h"
#include "cli/doors.h"
#include "crypto/random.h"
#include "mail/message.h"
#include "mail/transport.h"
#include "service/mail_news.h"
#include "service/request_code.h"

namespace ruban::app {

Result<mail::Sender> sender_of(const Config& config);
// Kind::invalid names the setting in `field`.
Result<std::unique_ptr<mail::Transport>> transport_of(const Config& config);
// `random` must outlive it.
service::CodeMailWriter code_mail_writer(mail::Sender sender, crypto::Random& random);
service::NewsMailWriter news_mail_writer(mail::Sender sender, std::string url, crypto::Random& random);
Result<std::string> delivery_mail(const mail::Sender& sender, const mail::Address& to,
                                  const cli::DeliveryText& text, crypto::Random& random, Instant date);
Result<std::string> invitation_mail(const mail::Sender& sender, const mail::Address& to,
                                    const cli::InvitationText& text, std::string_view code,
                                    crypto::Random& random, Instant date);

}  // namespace ruban::app
