// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/witness_page.h"

#include "i18n/format.h"
#include "i18n/templates.h"
#include "i18n/tr.h"
#include "templates/witness.varnames.h"
#include "web/pages/paths.h"
#include "web/pages/sheet.h"
#include "web/pages/static_files.h"

namespace ruban::web {
namespace {

using ctemplate::TemplateDictionary;
using i18n::Lang;
using i18n::tr;

void add_log(TemplateDictionary& logs, const WatchedLog& log, Lang lang) {
  auto& row = *logs.AddSectionDictionary(kw_LOG);
  set(row, kw_ORIGIN, log.origin);
  if (!log.anything) return row.ShowSection(kw_IF_NOTHING);
  auto& cosigned = *row.AddSectionDictionary(kw_IF_COSIGNED);
  set(cosigned, kw_SIZE, i18n::tr_plural(lang, "{count} entry", "{count} entries", log.size));
  set(cosigned, kw_TIME, i18n::format_instant_short(lang, log.time));
  set(cosigned, kw_CHECKPOINT, log.checkpoint);
}

}  // namespace

std::string render(const WitnessPage& page, Lang lang) {
  TemplateDictionary values("witness");
  const Lang other = i18n::other(lang);
  set(values, kw_LANG, i18n::tag(lang));
  set(values, kw_OTHER_LANG, i18n::tag(other));
  set(values, kw_OTHER_NAME, i18n::own_name(other));
  set(values, kw_OTHER_PATH, path_in(other, "/"));
  set(values, kw_STYLE, static_path("ruban.css"));
  set(values, kw_ICON, static_path("favicon.svg"));
  set(values, kw_TITLE,
      page.run_by.empty() ? tr(lang, "A witness of open letters")
                          : tr(lang, "{name} is a witness of open letters", {{"name", page.run_by}}));
  set(values, kw_NAME, page.name);
  if (!page.run_by.empty()) set(*values.AddSectionDictionary(kw_IF_RUN_BY), kw_RUN_BY, page.run_by);
  if (!page.contact.empty()) set(*values.AddSectionDictionary(kw_IF_CONTACT), kw_CONTACT, page.contact);
  set(values, kw_KEY, page.key);
  set(values, kw_POLICY, page.policy);
  const bool recounts = !page.recount_promise.empty();
  show_if(values, recounts ? kw_IF_RECOUNTS : kw_IF_ONLY_WATCHES, true);
  if (recounts) set(*values.AddSectionDictionary(kw_IF_PROMISE), kw_PROMISE, page.recount_promise);
  if (page.logs.empty()) values.ShowSection(kw_IF_NO_LOG);
  if (!page.logs.empty()) {
    auto& logs = *values.AddSectionDictionary(kw_IF_LOGS);
    for (const auto& log : page.logs) add_log(logs, log, lang);
  }
  return i18n::expand(lang, "witness", values);
}

}  // namespace ruban::web
