// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/json.hpp>

#include "cli/audit_report.h"

namespace ruban::cli {
namespace {

namespace json = boost::json;

std::string_view word(audit::Weight weight) {
  switch (weight) {
    case audit::Weight::remark:
      return "remark";
    case audit::Weight::invalid:
      return "invalid";
    case audit::Weight::alarm:
      return "alarm";
  }
  return {};
}

std::string_view word(audit::Problem::Weight weight) {
  switch (weight) {
    case audit::Problem::Weight::not_compared:
      return "not_compared";
    case audit::Problem::Weight::wrong:
      return "wrong";
  }
  return {};
}

json::array json_of(const std::vector<audit::IssuerCount>& counts) {
  json::array out;
  for (const auto& c : counts) {
    out.push_back(json::object{{"label", c.label},
                               {"class", c.class_name},
                               {"named", c.named},
                               {"anon", c.anon},
                               {"withdrawn", c.withdrawn},
                               {"taken_down", c.taken_down},
                               {"kept", c.kept}});
  }
  return out;
}

json::object json_of(const audit::LetterReport& report) {
  const auto& letter = report.letter;
  return {{"letter", to_base64(letter.id.view())},
          {"slug", letter.entry.slug},
          {"version", letter.entry.version},
          {"index", letter.index},
          {"end", letter.end ? json::value(ledger::word(*letter.end)) : json::value(nullptr)},
          {"agrees", report.claimed ? json::value(report.agrees) : json::value(nullptr)},
          {"claimed_size", report.claimed ? json::value(report.claimed->size) : json::value(nullptr)},
          {"pledge", report.has_pledge},
          {"text_matches", report.text_matches},
          {"texts_checked", report.texts_checked},
          {"texts_erased", report.texts_erased},
          {"texts_absent", report.texts_absent},
          {"issuers_at", json_of(report.counts_at)},
          {"issuers", json_of(report.counts)}};
}

std::string_view word(audit::ClientReport::State state) {
  switch (state) {
    case audit::ClientReport::State::no_entry:
      return "no_entry";
    case audit::ClientReport::State::not_looked_at:
      return "not_looked_at";
    case audit::ClientReport::State::fits:
      return "fits";
    case audit::ClientReport::State::differs:
      return "differs";
  }
  return {};
}

json::object json_of(const audit::ClientReport& client) {
  json::object out{{"state", word(client.state)}};
  if (client.state == audit::ClientReport::State::no_entry) return out;
  out["index"] = client.index;
  out["version"] = client.version;
  out["manifest_sha256"] = to_hex(client.manifest_sha256.view());
  out["scripts"] = client.scripts;
  out["earlier"] = client.earlier;
  out["earlier_kept"] = client.earlier_kept;
  return out;
}

json::object json_of(const audit::SignedCheckpoint& checkpoint) {
  return {{"size", checkpoint.checkpoint.size},
          {"root", to_base64(checkpoint.checkpoint.root.view())},
          {"note", checkpoint.note}};
}

json::value json_of(const std::optional<audit::Contradiction>& contradiction) {
  if (!contradiction) return nullptr;
  const bool forked = contradiction->what == audit::Contradiction::What::forked;
  return json::object{{"what", forked ? "forked" : "went_back"},
                      {"before", json_of(contradiction->before)},
                      {"now", json_of(contradiction->now)}};
}

json::value json_of(const std::optional<audit::NewEntries>& only_new) {
  if (!only_new) return nullptr;
  json::object types;
  for (const auto& [type, number] : only_new->types) types[type] = number;
  return json::object{{"from", only_new->from},
                      {"types", std::move(types)},
                      {"proven", only_new->proven},
                      {"own_key", only_new->own_key}};
}

}  // namespace

std::string AuditReport::json() const {
  const auto& checkpoint = report.served.checkpoint;
  json::array letters, findings, problems, files;
  for (const auto& letter : report.letters) letters.push_back(json_of(letter));
  for (const auto& f : report.findings) {
    findings.push_back(json::object{{"index", f.index},
                                    {"reason", audit::name_of(f.reason)},
                                    {"weight", word(audit::weight_of(f.reason))},
                                    {"what", audit::sentence_of(f.reason)}});
  }
  for (const auto& p : report.problems) {
    problems.push_back(json::object{{"weight", word(p.weight)}, {"what", p.what}, {"where", p.where}});
  }
  for (const auto& file : evidence) files.emplace_back(file.string());
  const bool witnessed = report.checkpoint.assurance == ledger::Assurance::witnessed;
  const auto entry_bytes = report.only_new ? report.only_new->entry_bytes : report.entry_bytes;
  return json::serialize(json::object{
             {"source", source},
             {"passed", passed},
             {"origin", checkpoint.origin},
             {"size", checkpoint.size},
             {"root", to_base64(checkpoint.root.view())},
             {"checkpoint", report.served.note},
             {"assurance", witnessed ? "witnessed" : "committed"},
             {"witnessed", json::object{{"have", report.checkpoint.have}, {"of", report.checkpoint.of}}},
             {"key", trust.word()},
             {"begun_at", report.begun_at},
             {"texts_from", report.texts_from},
             {"only_new", json_of(report.only_new)},
             {"contradiction", json_of(report.contradiction)},
             {"entry_bytes", entry_bytes},
             {"signatures_verified", report.signatures_verified},
             {"at", at ? json::value(*at) : json::value(nullptr)},
             {"letters", std::move(letters)},
             {"client", report.only_new || report.contradiction ? json::value(nullptr)
                                                                : json::value(json_of(report.client))},
             {"findings", std::move(findings)},
             {"problems", std::move(problems)},
             {"state", state.empty() ? json::value(nullptr) : json::value(state.string())},
             {"evidence", std::move(files)},
         }) +
         "\n";
}

}  // namespace ruban::cli
