// SPDX-License-Identifier: AGPL-3.0-or-later
// Site: what the handlers of pages and API share: the services they call, and what every page says of the
// instance.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "service/accept_signature.h"
#include "service/accept_withdrawal.h"
#include "service/captures.h"
#include "service/confirm_code.h"
#include "service/count.h"
#include "service/issue_credential.h"
#include "service/letter_keys.h"
#include "service/letters.h"
#include "service/request_code.h"
#include "service/sequencer.h"
#include "service/sign_letter.h"
#include "service/unsubscribe.h"
#include "service/withdraw_signature.h"
#include "web/http/request.h"
#include "web/http/response.h"
#include "web/http/visit.h"
#include "web/pages/demo_mail_page.h"
#include "web/pages/layout.h"
#include "web/pages/obstacle.h"

namespace ruban::web {

struct Site {
  service::Instance instance;
  service::Letters& letters;
  service::LetterKeys& keys;
  service::Sequencer& sequencer;
  service::RequestCode& request_code;
  service::ConfirmCode& confirm_code;
  service::SignLetter& sign_letter;
  service::IssueCredential& issue_credential;
  service::AnonymitySets& anonymity_sets;
  service::AcceptSignature& accept_signature;
  service::AcceptWithdrawal& accept_withdrawal;
  service::WithdrawSignature& withdraw_signature;
  const service::Unsubscribe& unsubscribe;
  service::Captures& captures;
  std::string url;  // scheme and host, without a slash at the end
  std::function<void()> mail_was_queued;
  std::function<std::chrono::seconds()> mail_delay;
  std::function<bool()> mail_is_away;  // the mail server can't be used at the moment
  // Of the demonstration alone.
  std::function<std::vector<DemoMail>()> demo_mails;
  // After a letter's end; then what its signers wrote erases itself.
  std::optional<std::chrono::days> erase_after = std::nullopt;
  // Of a site that only an archive is made of.
  std::optional<ArchiveNote> archive = std::nullopt;

  Instant now() const { return instance.clock.now(); }
  // What may be said of a published checkpoint's witnesses.
  service::Standing standing(const store::Checkpoint& published) const;
  CheckpointFoot foot(const store::Checkpoint& published) const;
  bool demonstration() const { return static_cast<bool>(demo_mails); }

  // What /log/policy answers: the record's keys and witnesses.
  std::string policy_text() const;

  // `path` without language, as Layout::path wants it.
  Layout layout(std::string path) const;
  // With the last published checkpoint at the foot.
  Layout layout(std::string path, const std::optional<store::Checkpoint>& published) const;
};

// The language that the path names.
i18n::Lang lang_of(const Request& request);
// The letter that {slug} and, if the route has it, {version} ("v2") name.
Result<service::LetterPointer> letter_of(const Site& site, const Request& request);
// "?id=HEX" of a link that says which letter it means, to be carried on; "?id=", which no letter has, if it
// was garbled; empty without one. letter_of() compares it.
std::string meant_by_link(const Request& request);
// Whether programs read what is at this path, so that its errors are problem documents and not pages.
bool is_for_machines(std::string_view path);
// How addresses name it: with the version only when the address did.
LetterPlace place_of(const Request& request, const service::PublishedLetter& letter);
LetterHead head_of(const Site& site, const Request& request, const service::PublishedLetter& letter,
                   i18n::Lang lang);
// A text in the page's language where the letter has it, else in the letter's own.
const std::string& text_in(const service::PublishedLetter& letter, const letter::LocalText& text,
                           i18n::Lang lang);
letter::Language language_in(const service::PublishedLetter& letter, i18n::Lang lang);
std::string_view class_label(const service::PublishedLetter& letter, std::string_view issuer,
                             i18n::Lang lang);
SignatoryLine line_of(const std::optional<store::Payload>& payload);

// A page that says what went wrong, in the visitor's language.
Response error_page(const Site& site, const Request& request, const Error& error);
Response error_page(const Site& site, const Request& request, int status, const Error& error);
// The same for what stands in the way; `opens` is for a letter that isn't open yet.
Response obstacle_page(const Site& site, const Request& request, Obstacle obstacle, std::string go_on,
                       std::string_view message = {}, std::optional<Instant> opens = std::nullopt);
// The page of a letter that was withdrawn or removed.
Response gone_page(const Site& site, const Request& request, const service::PublishedLetter& letter);

}  // namespace ruban::web
