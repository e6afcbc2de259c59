// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/audit_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "core/utf8.h"

namespace ruban::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostLines = 50;  // of findings and of problems, for people

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

struct ClassTotal {
  std::string name;
  std::uint64_t named = 0, anon = 0, withdrawn = 0, taken_down = 0;
};

std::vector<ClassTotal> by_class(const std::vector<audit::IssuerCount>& counts) {
  std::vector<ClassTotal> out;
  for (const auto& count : counts) {
    auto at = std::ranges::find(out, count.class_name, &ClassTotal::name);
    if (at == out.end()) at = out.insert(out.end(), ClassTotal{count.class_name});
    at->named += count.named;
    at->anon += count.anon;
    at->withdrawn += count.withdrawn;
    at->taken_down += count.taken_down;
  }
  return out;
}

std::string state_of(const audit::LetterRecord& letter) {
  if (letter.replaced_by) return "replaced by a newer version";
  return letter.end ? std::string(ledger::word(*letter.end)) : "not ended";
}

std::string text_of(const audit::LetterReport& report) {
  const auto& entry = report.letter.entry;
  const auto verdict = !report.claimed ? "not compared with the page"
                       : report.agrees ? "agrees with the page"
                                       : "DOES NOT AGREE with the page";
  auto out = fmt::format("\n{} v{} ({}): {}\n", entry.slug, entry.version, state_of(report.letter), verdict);
  for (const auto& c : by_class(report.counts)) {
    out += fmt::format("  {:<20} {:>8} by name {:>8} anonymous {:>6} withdrawn {:>6} taken down\n", c.name,
                       c.named, c.anon, c.withdrawn, c.taken_down);
  }
  out +=
      fmt::format("  the letter's text {}; texts of signatures: {} as committed, {} erased, {} not served\n",
                  report.text_matches ? "is the one in the record" : "was not confirmed",
                  report.texts_checked, report.texts_erased, report.texts_absent);
  return out;
}

// Names of places come from the server.
std::string printable(const std::string& text) {
  return is_utf8(text) && !has_forbidden_characters(text) ? text : "(a name that can't be printed)";
}

template <class List, class Line>
std::string lines(const List& list, const Line& line) {
  std::string out;
  for (std::size_t i = 0; i < list.size() && i < kMostLines; ++i) out += line(list[i]);
  if (list.size() > kMostLines)
    out += fmt::format("  and {} more: --json has all of them\n", list.size() - kMostLines);
  return out;
}

json::object json_of(const audit::LetterReport& report) {
  json::array issuers;
  for (const auto& c : report.counts) {
    issuers.push_back(json::object{{"label", c.label},
                                   {"class", c.class_name},
                                   {"named", c.named},
                                   {"anon", c.anon},
                                   {"withdrawn", c.withdrawn},
                                   {"taken_down", c.taken_down}});
  }
  const auto& letter = report.letter;
  return {{"letter", to_base64(letter.id.view())},
          {"slug", letter.entry.slug},
          {"version", letter.entry.version},
          {"index", letter.index},
          {"end", letter.end ? json::value(ledger::word(*letter.end)) : json::value(nullptr)},
          {"agrees", report.claimed ? json::value(report.agrees) : json::value(nullptr)},
          {"claimed_size", report.claimed ? json::value(report.claimed->size) : json::value(nullptr)},
          {"text_matches", report.text_matches},
          {"texts_checked", report.texts_checked},
          {"texts_erased", report.texts_erased},
          {"texts_absent", report.texts_absent},
          {"issuers", std::move(issuers)}};
}

}  // namespace

std::string AuditReport::text() const {
  const auto& checkpoint = report.checkpoint.opened.checkpoint;
  auto out = fmt::format("Record {}: {} entries, root {}\n", checkpoint.origin, checkpoint.size,
                         to_hex(checkpoint.root.view()));
  out += report.checkpoint.assurance == ledger::Assurance::witnessed
             ? fmt::format("Witnessed: {} of {} witnesses have cosigned this checkpoint.\n",
                           report.checkpoint.have, report.checkpoint.of)
             : "Committed: the server has signed this checkpoint, and no quorum of witnesses has.\n";
  out += trust.sentence() + "\n";
  out += fmt::format(
      "Every entry was fetched and the root recomputed; {} signatures were verified, each with its "
      "credential.\n",
      report.signatures_verified);
  for (const auto& letter : report.letters) out += text_of(letter);
  if (report.letters.empty()) out += "\nThere is no letter in this record.\n";

  if (!report.findings.empty()) {
    out += fmt::format("\nFindings in the record ({} of them alarms):\n", report.alarms());
    out += lines(report.findings, [](const audit::Finding& f) {
      return fmt::format("  entry {} ({}): {}\n", f.index, word(audit::weight_of(f.reason)),
                         audit::sentence_of(f.reason));
    });
  }
  if (!report.problems.empty()) {
    out += "\nCompared with what the server says:\n";
    out += lines(report.problems, [](const audit::Problem& p) {
      return fmt::format("  {}{}{}{}\n", p.weight == audit::Problem::Weight::wrong ? "WRONG: " : "",
                         printable(p.where), p.where.empty() ? "" : ": ", p.what);
    });
  }
  return out + (passed ? "\nThe audit passed.\n" : "\nTHE AUDIT FAILED.\n");
}

std::string AuditReport::json() const {
  const auto& checkpoint = report.checkpoint.opened.checkpoint;
  json::array letters, findings, problems;
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
  const bool witnessed = report.checkpoint.assurance == ledger::Assurance::witnessed;
  return json::serialize(json::object{
             {"source", source},
             {"passed", passed},
             {"origin", checkpoint.origin},
             {"size", checkpoint.size},
             {"root", to_base64(checkpoint.root.view())},
             {"assurance", witnessed ? "witnessed" : "committed"},
             {"witnessed", json::object{{"have", report.checkpoint.have}, {"of", report.checkpoint.of}}},
             {"key", trust.word()},
             {"entry_bytes", report.entry_bytes},
             {"signatures_verified", report.signatures_verified},
             {"letters", std::move(letters)},
             {"findings", std::move(findings)},
             {"problems", std::move(problems)},
         }) +
         "\n";
}

}  // namespace ruban::cli
