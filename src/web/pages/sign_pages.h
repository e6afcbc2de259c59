// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages of signing, one question each: form, code, preview, receipt; and the answer to a used address.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "letter/letter.h"
#include "web/pages/layout.h"

namespace ruban::web {

// One way to belong.
struct IssuerChoice {
  std::string label;        // the field's value: "employee-email"
  std::string class_label;  // in the plural: "Employees of Microsoft"
  letter::Method method = letter::Method::email_any;
  std::vector<std::string> domains;  // of email_domain
};

// What the script needs that signs in the visitor's own browser.
struct OwnSigning {
  std::string slug;
  std::uint64_t version = 1;
  LetterId letter;
  std::string policy;      // as /log/policy answers it
  bool anonymous = false;  // the letter takes signatures without a name, too
};

struct SignPage {
  Layout layout;
  LetterHead head;
  FormState form;  // fields: issuer, name, role, comment, email, invitation, updates
  std::string constituency;
  std::vector<IssuerChoice> issuers;  // asked for if there are several
  bool comments = false;
  // as typed
  std::string issuer, name, role, comment, email, invitation;
  bool updates = false;
  OwnSigning own;
  bool has_pledge = false;                       // of the letter: the key file serves once more, then
  std::optional<std::chrono::days> erase_after;  // the letter's end: then the site erases what is typed here
};
std::string render(const SignPage& page, i18n::Lang lang);
// "An address that ends in @example.org"
std::string address_hint(const IssuerChoice& issuer, i18n::Lang lang);
// "Your name, and …"
std::string public_sees(const SignPage& page, i18n::Lang lang);
// By when the site erases what is typed, where it does.
std::optional<std::string> when_erased(const SignPage& page, i18n::Lang lang);
// How people can prove that they belong, over all issuers: what a page has to ask for.
struct Proofs {
  bool by_mail = false, by_invitation = false;
};
Proofs proofs_of(const std::vector<IssuerChoice>& issuers);

enum class CodePurpose { sign, withdraw };

struct CodePage {
  Layout layout;  // its mail_delay is told here in any case
  LetterHead head;
  FormState form;  // field: code
  CodePurpose purpose = CodePurpose::sign;
  std::string email;  // where the mail went, as typed
  bool resent = false;
};
std::string render(const CodePage& page, i18n::Lang lang);

struct PreviewPage {
  Layout layout;
  LetterHead head;
  FormState form;
  SignatoryLine line;       // exactly what will be printed
  std::string class_label;  // under which heading
  bool updates = false;
  bool by_invitation = false;  // then there was no code by mail in between
};
std::string render(const PreviewPage& page, i18n::Lang lang);

struct ReceiptPage {
  Layout layout;
  LetterHead head;
  FormState form;  // for the key file's button
  SignatoryLine line;
  std::optional<EntryIndex> number;          // once it is in the record
  bool published = false;                    // the receipt can be downloaded
  std::optional<CheckpointFoot> checkpoint;  // that it stands under
  std::optional<Instant>
      key_file_until;          // until when the key file can be downloaded; absent: it no longer can
  bool by_invitation = false;  // then the key file alone withdraws
  bool has_pledge = false;     // then the key file alone says that it is kept
};
std::string render(const ReceiptPage& page, i18n::Lang lang);

struct AlreadySignedPage {
  Layout layout;
  LetterHead head;
  bool by_invitation = false;
};
std::string render(const AlreadySignedPage& page, i18n::Lang lang);

}  // namespace ruban::web
