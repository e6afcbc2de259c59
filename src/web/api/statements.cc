// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/statements.h"

#include "web/api/api.h"
#include "web/api/reading.h"

namespace ruban::web {
namespace {

namespace json = boost::json;

json::object wording_json(letter::Language language, const service::Wording& wording, bool translates) {
  const auto hex = to_hex(wording.sha256.view());
  json::object out{{"lang", letter::code(language)},
                   {"index", wording.index.value_or(0)},
                   {"sha256", hex},
                   {"url", "/api/v1/documents/" + hex},
                   {"translation", translates},
                   {"taken_down", !wording.document.has_value()}};
  if (!wording.document) return out;
  const auto& document = *wording.document;
  out["title"] = document.title;
  if (document.date) out["date"] = format_rfc3339(*document.date);
  if (document.by) out["by"] = *document.by;
  if (document.source) out["source"] = *document.source;
  json::object said;
  for (const auto& one : document.said) said[std::to_string(one.demand)] = one.text;
  if (!said.empty()) out["said"] = std::move(said);
  json::array files;
  for (const auto& file : document.attachments) {
    files.push_back(json::object{{"name", file.name},
                                 {"type", file.type},
                                 {"bytes", file.bytes},
                                 {"sha256", to_hex(file.sha256.view())}});
  }
  if (!files.empty()) out["attachments"] = std::move(files);
  return out;
}

json::object statement_json(const service::Statement& statement) {
  json::object out{{"kind", letter::code(statement.kind)},
                   {"number", statement.number},
                   {"index", statement.index().value_or(0)},
                   {"time", format_minute(statement.time().value_or(Instant()))}};
  if (statement.state) out["state"] = letter::code(*statement.state);
  if (statement.by) {
    out["by"] = ledger::word(*statement.by);
    out["domain"] = statement.domain ? json::value(*statement.domain) : json::value(nullptr);
  }
  json::array wordings;
  for (const auto& [language, all] : statement.wordings) {
    for (const auto& one : all)
      wordings.push_back(wording_json(language, one, language != statement.original));
  }
  out["wordings"] = std::move(wordings);
  return out;
}

}  // namespace

Response api_statements(const Site& site, const Request& request) {
  const auto letter = letter_in(site, request);
  if (!letter) return problem(letter.error());
  const auto size = site.instance.store.record().published_checkpoint()->size;
  json::array out;
  if ((*letter)->state(site.now()) != letter::LetterState::removed) {
    for (const auto& one : service::statements(site.instance, (*letter)->id(), size))
      out.push_back(statement_json(one));
  }
  return answer(json::object{
      {"letter", to_base64((*letter)->id().view())}, {"size", size}, {"statements", std::move(out)}});
}

}  // namespace ruban::web
