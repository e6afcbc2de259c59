// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/own_signing.h"

#include "i18n/tr.h"
#include "templates/sign_own.varnames.h"
#include "web/pages/static_files.h"

namespace ruban::web {
namespace {

void fill_issuers(ctemplate::TemplateDictionary& part, const SignPage& page, i18n::Lang lang) {
  if (page.issuers.size() == 1) {
    auto& only = *part.AddSectionDictionary(kso_IF_ONE_ISSUER);
    set(only, kso_VALUE, page.issuers.front().label);
    show_if(only, kso_IF_BY_CODE, page.issuers.front().method == letter::Method::invitation);
    set(part, kso_EMAIL_HINT, address_hint(page.issuers.front(), lang));
    return;
  }
  set(part, kso_EMAIL_HINT, i18n::tr(lang, "One that belongs to what you chose above."));
  auto* list = part.AddSectionDictionary(kso_IF_ISSUERS);
  for (const auto& issuer : page.issuers) {
    auto* row = list->AddSectionDictionary(kso_ISSUER);
    set(*row, kso_ID, issuer.label);
    set(*row, kso_VALUE, issuer.label);
    set(*row, kso_LABEL, issuer.class_label);
    set(*row, kso_HINT, address_hint(issuer, lang));
    show_if(*row, kso_IF_INVITES, issuer.method == letter::Method::invitation);
  }
}

}  // namespace

void add_own_signing(ctemplate::TemplateDictionary& body, const ctemplate::StaticTemplateString& place,
                     const SignPage& page, i18n::Lang lang) {
  const auto& own = page.own;
  auto& part = *body.AddIncludeDictionary(place);
  part.SetFilename("sign_own");
  set(part, kso_SLUG, own.slug);
  set(part, kso_VERSION, std::to_string(own.version));
  set(part, kso_LETTER_ID, to_base64(own.letter.view()));
  set(part, kso_POLICY, own.policy);
  set(part, kso_ACTION, letter_path(lang, page.head.place, "/sign"));
  set(part, kso_LETTER, letter_path(lang, page.head.place));
  set(part, kso_SCRIPT, static_path("sign.js"));
  part.AddIncludeDictionary(kso_KEY)->SetFilename("own_key");
  show_if(part, kso_IF_COMMENTS, page.comments);
  show_if(part, kso_IF_PLEDGE, page.has_pledge);
  set(part, kso_PUBLIC, public_sees(page, lang));
  if (const auto erased = when_erased(page, lang))
    set(*part.AddSectionDictionary(kso_IF_ERASED), kso_ERASED, *erased);
  show_if(part, kso_IF_CHOICE, own.anonymous);
  show_if(part, kso_IF_NAMES, !own.anonymous);
  fill_issuers(part, page, lang);
  const auto proofs = proofs_of(page.issuers);
  show_if(part, kso_IF_MAIL, proofs.by_mail);
  show_if(part, kso_IF_INVITED, proofs.by_invitation);
  show_if(part, kso_IF_ONLY_INVITED, !proofs.by_mail);
}

}  // namespace ruban::web
