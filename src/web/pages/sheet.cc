// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/sheet.h"

#include "i18n/format.h"
#include "i18n/templates.h"
#include "i18n/tr.h"
#include "templates/layout.varnames.h"
#include "web/pages/static_files.h"

namespace ruban::web {
namespace {

using ctemplate::TemplateDictionary;
using i18n::Lang;
using i18n::tr;
using i18n::tr_plural;

std::string titled(const SheetHead& head, Lang lang) {
  std::string title = head.title;
  if (!head.letter) title.append(" – Ruban");
  return head.failed ? tr(lang, "Error: {title}", {{"title", title}}) : title;
}

void fill_checkpoint(TemplateDictionary& values, const CheckpointFoot& checkpoint, bool archived, Lang lang) {
  auto* foot = values.AddSectionDictionary(kl_IF_CHECKPOINT);
  const std::string root = to_hex(checkpoint.root.view());
  set(*foot, kl_AT, i18n::format_instant_short(lang, checkpoint.at));
  set(*foot, kl_SIZE, tr_plural(lang, "{count} entry", "{count} entries", checkpoint.size));
  set(*foot, kl_ROOT, root);
  set(*foot, kl_ROOT_SHORT, root.substr(0, 16));
  set(*foot, kl_WITNESSED, witnessed(checkpoint, lang));
  show_if(*foot, archived ? kl_IF_KEPT : kl_IF_LIVE, true);
}

void fill_archive(TemplateDictionary& values, const ArchiveNote& archive, Lang lang) {
  auto* note = values.AddSectionDictionary(kl_IF_ARCHIVE);
  set(*note, kl_AT, i18n::format_instant_short(lang, archive.at));
  set(*note, kl_SIZE, tr_plural(lang, "{count} entry", "{count} entries", archive.size));
  set(*note, kl_LETTER, archive.letter);
  show_if(*note, kl_IF_NO_NAMES, !archive.names);
}

// A link's own word of which letter it means is its reader's, not part of the address that everybody shares.
std::string_view shared_path(std::string_view path) { return path.substr(0, path.find("?id=")); }

}  // namespace

std::string witnessed(const CheckpointFoot& checkpoint, Lang lang) {
  if (checkpoint.witnesses_of == 0)
    return tr(lang, "Log only: signed by this site alone, watched by no witness.");
  if (!checkpoint.quorum) {
    return tr(lang, "Log only: {have} of {all} witnesses have signed it, fewer than the policy asks for.",
              {{"have", i18n::format_number(lang, checkpoint.witnesses_have)},
               {"all", i18n::format_number(lang, checkpoint.witnesses_of)}});
  }
  std::string text = tr(lang, "Witnessed by {have} of {all}.",
                        {{"have", i18n::format_number(lang, checkpoint.witnesses_have)},
                         {"all", i18n::format_number(lang, checkpoint.witnesses_of)}});
  if (!checkpoint.recounted_by.empty()) {
    text.append(" ").append(
        tr(lang, "Recounted by {names}.", {{"names", i18n::format_list(lang, checkpoint.recounted_by)}}));
  }
  return text;
}

void set(TemplateDictionary& values, const ctemplate::StaticTemplateString& name, std::string_view value) {
  values.SetValue(name, ctemplate::TemplateString(value.data(), value.size()));
}

void show_if(TemplateDictionary& values, const ctemplate::StaticTemplateString& section, bool condition) {
  if (condition) values.ShowSection(section);
}

Sheet::Sheet(const Layout& layout, const SheetHead& head, std::string_view body, Lang lang)
    : lang_(lang), layout_(std::make_unique<TemplateDictionary>("layout")), body_(nullptr) {
  auto& values = *layout_;
  const Lang other = i18n::other(lang);
  // What is made anew for everybody has no language in its address.
  const bool bare = layout.path.starts_with(kDemoMailPath);
  set(values, kl_LANG, i18n::tag(lang));
  set(values, kl_OTHER_LANG, i18n::tag(other));
  set(values, kl_OTHER_NAME, i18n::own_name(other));
  set(values, kl_TITLE, titled(head, lang));
  set(values, kl_STYLE, static_path("ruban.css"));
  set(values, kl_ICON, static_path("favicon.svg"));
  set(values, kl_ORIGIN, layout.origin);
  set(values, kl_PATH, path_in(lang, shared_path(layout.path)));
  set(values, kl_OTHER_PATH, path_in(other, shared_path(layout.path)));
  set(values, kl_OTHER_LINK, path_in(other, layout.path));
  set(values, kl_BARE_PATH, shared_path(layout.path));
  set(values, kl_HOME, path_in(lang, "/"));
  set(values, kl_VERIFY, path_in(lang, "/verify"));
  set(values, kl_ABOUT, path_in(lang, "/about"));
  set(values, kl_KIND, head.letter ? "article" : "website");
  set(values, kl_MAIL_BOX, path_in(lang, kDemoMailPath));
  show_if(values, kl_IF_DEMONSTRATION, layout.demonstration);
  show_if(values, kl_IF_ROLLBACK, layout.rollback_accepted);
  show_if(values, layout.listed && !head.failed && !bare ? kl_IF_LISTED : kl_IF_UNLISTED, true);
  if (!head.description.empty()) {
    set(values, kl_DESCRIPTION, head.description);
    values.ShowSection(kl_IF_DESCRIPTION);
  }
  if (layout.mail_delay && *layout.mail_delay >= std::chrono::minutes(1)) {
    set(*values.AddSectionDictionary(kl_IF_MAIL_DELAY), kl_MAIL_DELAY,
        i18n::format_duration(lang, *layout.mail_delay));
  }
  if (layout.archive) fill_archive(values, *layout.archive, lang);
  if (layout.checkpoint) fill_checkpoint(values, *layout.checkpoint, layout.archive.has_value(), lang);
  body_ = values.AddIncludeDictionary(kl_BODY);
  body_->SetFilename(ctemplate::TemplateString(body.data(), body.size()));
}

std::string Sheet::html() const { return i18n::expand(lang_, "layout", *layout_); }

}  // namespace ruban::web
