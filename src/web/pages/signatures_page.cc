// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/signatures_page.h"

#include "core/check.h"
#include "i18n/format.h"
#include "i18n/tr.h"
#include "templates/signatures.varnames.h"
#include "web/pages/sheet.h"

namespace ruban::web {
namespace {

using i18n::Lang;
using i18n::tr;
using State = SignatureOnPage::State;

// What stands instead of the name.
std::string instead(State state, bool archived, Lang lang) {
  switch (state) {
    case State::named:
      return {};
    case State::anonymous:
      return tr(lang, "without a name");
    case State::erased:
      // It may as well have been withdrawn later than what the archive shows, or been left out.
      return archived ? tr(lang, "by name, which isn’t in this archive")
                      : tr(lang, "name erased by its owner");
    case State::withdrawn:
      return tr(lang, "withdrawn by its signatory");
    case State::taken_down:
      return tr(lang, "taken down");
  }
  CHECK(false);
}

void fill(ctemplate::TemplateDictionary& row, const SignatureOnPage& signature, bool archived, Lang lang) {
  set(row, ks_NUMBER, i18n::format_number(lang, signature.index));
  set(row, ks_CLASS, signature.class_label);
  if (signature.state != State::named) {
    set(*row.AddSectionDictionary(ks_IF_OTHER), ks_OTHER, instead(signature.state, archived, lang));
    return;
  }
  auto* named = row.AddSectionDictionary(ks_IF_NAMED);
  set(*named, ks_NAME, signature.line.name);
  if (!signature.line.role.empty())
    set(*named->AddSectionDictionary(ks_IF_ROLE), ks_ROLE, signature.line.role);
  if (!signature.line.comment.empty()) {
    set(*named->AddSectionDictionary(ks_IF_COMMENT), ks_COMMENT, signature.line.comment);
  }
}

}  // namespace

std::string render(const SignaturesPage& page, Lang lang) {
  Sheet sheet(page.layout, {.title = tr(lang, "Signatures: {title}", {{"title", page.head.title}})},
              "signatures", lang);
  auto& body = sheet.body();
  const std::string path = letter_path(lang, page.head.place, "/signatures");
  add_crumb(body, ks_CRUMB, page.head, lang);
  set(body, ks_PATH, path);
  set(body, ks_QUERY, page.query);
  if (!page.query.empty()) {
    // What is found and isn't on this page is behind the next link: no total is known.
    auto* query = body.AddSectionDictionary(ks_IF_QUERY);
    set(*query, ks_FOUND,
        page.signatures.empty()
            ? tr(lang, "Nobody of this name is among those who signed by name.")
            : tr(lang, "Signatories whose name begins with “{query}”.", {{"query", page.query}}));
  }
  show_if(body, ks_IF_NONE, page.signatures.empty() && page.query.empty() && !page.after);
  if (!page.signatures.empty()) {
    auto* list = body.AddSectionDictionary(ks_IF_SOME);
    for (const auto& signature : page.signatures)
      fill(*list->AddSectionDictionary(ks_SIGNATURE), signature, page.layout.archive.has_value(), lang);
  }
  show_if(body, ks_IF_LIVE, !page.layout.archive);
  show_if(body, ks_IF_SEARCHED, !page.query.empty());
  show_if(body, ks_IF_LATER_PAGE, page.after.has_value());
  if (page.next) set(*body.AddSectionDictionary(ks_IF_NEXT), ks_NEXT, std::to_string(*page.next));
  return sheet.html();
}

}  // namespace ruban::web
