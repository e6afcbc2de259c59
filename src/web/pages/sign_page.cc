// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>

#include "core/check.h"
#include "i18n/tr.h"
#include "templates/sign.varnames.h"
#include "web/pages/own_signing.h"
#include "web/pages/sheet.h"
#include "web/pages/sign_pages.h"

namespace ruban::web {
namespace {

using ctemplate::StaticTemplateString;
using ctemplate::TemplateDictionary;
using i18n::Lang;
using i18n::tr;

void fill_issuers(TemplateDictionary& body, const SignPage& page, Lang lang) {
  CHECK(!page.issuers.empty());
  if (page.issuers.size() == 1) {
    set(*body.AddSectionDictionary(ks_IF_ONE_ISSUER), ks_VALUE, page.issuers.front().label);
    return;
  }
  auto* list = body.AddSectionDictionary(ks_IF_ISSUERS);
  add_field_error(*list, ks_ISSUER_ERROR, page.form, "issuer", lang);
  bool first = true;
  for (const auto& issuer : page.issuers) {
    auto* row = list->AddSectionDictionary(ks_ISSUER);
    // The first one has the field's name as its id, where the list of errors leads to.
    set(*row, ks_ID, first ? "issuer" : "issuer-" + issuer.label);
    set(*row, ks_VALUE, issuer.label);
    set(*row, ks_LABEL, issuer.class_label);
    set(*row, ks_HINT, address_hint(issuer, lang));
    show_if(*row, ks_IF_CHOSEN, issuer.label == page.issuer);
    first = false;
  }
}

bool has_error(const FormState& form, std::string_view field) {
  for (const auto& error : form.errors) {
    if (error.field == field) return true;
  }
  return false;
}

struct Field {
  std::string_view name;
  const StaticTemplateString& value_name;
  const StaticTemplateString& error;
  const StaticTemplateString& if_error;
  const StaticTemplateString& described;
};

void fill_field(TemplateDictionary& body, const SignPage& page, const Field& field, std::string_view value,
                Lang lang) {
  const bool failed = has_error(page.form, field.name);
  const std::string name(field.name);
  set(body, field.value_name, value);
  set(body, field.described, failed ? name + "-error " + name + "-hint" : name + "-hint");
  show_if(body, field.if_error, failed);
  add_field_error(body, field.error, page.form, field.name, lang);
}

}  // namespace

std::string address_hint(const IssuerChoice& issuer, Lang lang) {
  switch (issuer.method) {
    case letter::Method::email_domain: {
      std::string domains;
      for (const auto& domain : issuer.domains) domains += (domains.empty() ? "@" : ", @") + domain;
      return tr(lang, "An address that ends in {domains}", {{"domains", domains}});
    }
    case letter::Method::email_list:
      return tr(lang, "An address on the organisers’ list");
    case letter::Method::email_any:
      return tr(lang, "Any address whose mail you can read");
    case letter::Method::invitation:
      return tr(lang, "The invitation code that you were given");
    case letter::Method::oidc:
    case letter::Method::ssh:
      return {};
  }
  CHECK(false);
}

std::string public_sees(const SignPage& page, Lang lang) {
  return page.comments
             ? tr(lang, "Your name, and your role and comment if you give them. The record shows the minute.")
             : tr(lang, "Your name, and your role if you give it. The record shows the minute.");
}

std::optional<std::string> when_erased(const SignPage& page, Lang lang) {
  if (!page.erase_after) return std::nullopt;
  return i18n::tr_plural(lang,
                         "{count} day after the letter’s end, what you write here is erased on this site by "
                         "itself. The count stays, and so does every copy that others have made.",
                         "{count} days after the letter’s end, what you write here is erased on this site by "
                         "itself. The count stays, and so does every copy that others have made.",
                         static_cast<std::uint64_t>(page.erase_after->count()));
}

Proofs proofs_of(const std::vector<IssuerChoice>& issuers) {
  Proofs out;
  for (const auto& issuer : issuers) {
    const bool invited = issuer.method == letter::Method::invitation;
    out.by_invitation |= invited;
    out.by_mail |= !invited;
  }
  return out;
}

namespace {

// One field for each proof that the letter takes; where it takes two, which one is needed depends on the
// group.
void fill_proofs(TemplateDictionary& body, const SignPage& page, Lang lang) {
  const auto proofs = proofs_of(page.issuers);
  const bool both = proofs.by_mail && proofs.by_invitation;
  show_if(body, ks_IF_ONLY_MAIL, !proofs.by_invitation);
  show_if(body, ks_IF_INVITED, proofs.by_invitation);
  show_if(body, ks_IF_ONLY_INVITED, !proofs.by_mail);
  show_if(body, ks_IF_MAIL, proofs.by_mail);
  if (proofs.by_mail) {
    auto& field = *body.AddSectionDictionary(ks_IF_BY_MAIL);
    set(field, ks_EMAIL_HINT,
        page.issuers.size() == 1 ? address_hint(page.issuers.front(), lang)
        : both
            ? tr(lang, "One that belongs to what you chose above, unless you were given an invitation code.")
            : tr(lang, "One that belongs to what you chose above."));
    show_if(field, ks_IF_NEEDED, !both);
    show_if(field, ks_IF_UPDATES, page.updates);
    fill_field(field, page, {"email", ks_EMAIL, ks_EMAIL_ERROR, ks_IF_EMAIL_ERROR, ks_EMAIL_DESCRIBED},
               page.email, lang);
  }
  if (proofs.by_invitation) {
    auto& field = *body.AddSectionDictionary(ks_IF_BY_INVITATION);
    show_if(field, ks_IF_NEEDED, !both);
    fill_field(
        field, page,
        {"invitation", ks_INVITATION, ks_INVITATION_ERROR, ks_IF_INVITATION_ERROR, ks_INVITATION_DESCRIBED},
        page.invitation, lang);
  }
  set(body, ks_SUBMIT, proofs.by_invitation ? tr(lang, "Go on") : tr(lang, "Send me a code"));
  set(body, ks_STEP, proofs.by_mail ? tr(lang, "Step 1 of 3") : tr(lang, "Step 1 of 2"));
}

}  // namespace

std::string render(const SignPage& page, Lang lang) {
  const auto heading =
      page.own.anonymous ? tr(lang, "Sign, with your name or without") : tr(lang, "Sign with your name");
  Sheet sheet(page.layout, {.title = heading, .failed = !page.form.errors.empty()}, "sign", lang);
  auto& body = sheet.body();
  constexpr std::array<std::string_view, 7> kFields{"issuer", "name",       "role",   "comment",
                                                    "email",  "invitation", "updates"};
  set(body, ks_HEADING, heading);
  add_crumb(body, ks_CRUMB, page.head, lang);
  add_errors(body, ks_ERRORS, page.form, kFields, lang);
  set(body, ks_PUBLIC, public_sees(page, lang));
  if (const auto erased = when_erased(page, lang))
    set(*body.AddSectionDictionary(ks_IF_ERASED), ks_ERASED, *erased);
  set(body, ks_ACTION, letter_path(lang, page.head.place, "/sign"));
  set(body, ks_CSRF, page.form.csrf);
  set(body, ks_VERSION, std::to_string(page.own.version));
  fill_issuers(body, page, lang);
  show_if(body, ks_IF_CHOICE, page.own.anonymous);
  // Who has sent the server's form has no script that took it over: its faults aren't hidden behind one.
  const bool offers_own = page.form.errors.empty();
  show_if(body, ks_IF_OWN, offers_own);
  if (offers_own) add_own_signing(body, ks_OWN, page, lang);
  show_if(body, ks_IF_ISSUER_ERROR, has_error(page.form, "issuer"));
  fill_field(body, page, {"name", ks_NAME, ks_NAME_ERROR, ks_IF_NAME_ERROR, ks_NAME_DESCRIBED}, page.name,
             lang);
  fill_field(body, page, {"role", ks_ROLE, ks_ROLE_ERROR, ks_IF_ROLE_ERROR, ks_ROLE_DESCRIBED}, page.role,
             lang);
  if (page.comments) {
    auto* comments = body.AddSectionDictionary(ks_IF_COMMENTS);
    fill_field(*comments, page,
               {"comment", ks_COMMENT, ks_COMMENT_ERROR, ks_IF_COMMENT_ERROR, ks_COMMENT_DESCRIBED},
               page.comment, lang);
  }
  fill_proofs(body, page, lang);
  return sheet.html();
}

}  // namespace ruban::web
