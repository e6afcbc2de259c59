// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/audit_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/utf8.h"

namespace ruban::cli {
namespace {

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

struct ClassTotal {
  std::string name;
  std::uint64_t named = 0, anon = 0, withdrawn = 0, taken_down = 0, kept = 0;
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
    at->kept += count.kept;
  }
  return out;
}

std::string state_of(const audit::LetterRecord& letter) {
  if (letter.replaced_by) return "replaced by a newer version";
  return letter.end ? std::string(ledger::word(*letter.end)) : "not ended";
}

std::string text_of(const ClassTotal& c) {
  return fmt::format("  {:<20} {:>8} by name {:>8} anonymous {:>6} withdrawn {:>6} taken down\n", c.name,
                     c.named, c.anon, c.withdrawn, c.taken_down);
}

std::string text_of(const audit::LetterReport& report, const std::optional<std::uint64_t>& at) {
  const auto& entry = report.letter.entry;
  const auto verdict = !report.claimed ? "not compared with the page"
                       : report.agrees ? "agrees with the page"
                                       : "DOES NOT AGREE with the page";
  auto out = fmt::format("\n{} v{} ({}): {}\n", entry.slug, entry.version, state_of(report.letter), verdict);
  for (const auto& c : by_class(report.counts)) {
    out += text_of(c);
    if (report.has_pledge)
      out +=
          fmt::format("  {:<20} {:>8} of these {} by name say that they have done what the letter pledges\n",
                      "", c.kept, c.named);
  }
  if (at) {
    out += report.counts_at.empty() ? fmt::format("  the letter came after the first {} entries\n", *at)
                                    : fmt::format("  by the first {} entries:\n", *at);
    for (const auto& c : by_class(report.counts_at)) out += text_of(c);
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

std::string how_far(const audit::Report& report) {
  if (report.begun_at == 0) {
    return fmt::format(
        "Every entry was fetched and the root recomputed; {} signatures were verified, each with its "
        "credential.\n",
        report.signatures_verified);
  }
  return fmt::format(
      "The entries below {} were checked by an earlier audit of yours and not fetched again; every later one "
      "was fetched and the root recomputed. With them, {} signatures were verified, each with its "
      "credential.\n",
      report.begun_at, report.signatures_verified);
}

std::string text_of(const audit::NewEntries& only_new) {
  auto out = fmt::format(
      "Only what came after entry {} was looked at: {} entries were fetched, the root was recomputed from "
      "the "
      "earlier checkpoint's, and that is consistent with this one.\n",
      only_new.from, only_new.to - only_new.from);
  for (const auto& [type, number] : only_new.types) out += fmt::format("  {:<12} {:>8}\n", type, number);
  return out +
         fmt::format(
             "{} signatures are for letters published since: credential and signature verify. {} are for "
             "older letters: the signature by the signer's key verifies.\n"
             "Not checked, because the entries before aren't known: the credentials of those {}, whether "
             "a key has signed before, what a withdrawal refers to, every count and every tally. "
             "An audit without --since checks all of it.\n",
             only_new.proven, only_new.own_key, only_new.own_key);
}

std::string text_of(const audit::ClientReport& client) {
  using State = audit::ClientReport::State;
  const auto named =
      fmt::format("\nScripts of the pages: release {} (entry {}) ", client.version, client.index);
  const auto earlier = client.earlier == 0
                           ? std::string()
                           : fmt::format("  of {} earlier releases, {} are still served with every script\n",
                                         client.earlier, client.earlier_kept);
  switch (client.state) {
    case State::no_entry:
      return "\nScripts of the pages: the record names no release of them, so they were not compared.\n";
    case State::not_looked_at:
      return named + "was not looked at: it isn't all there to compare.\n" + earlier;
    case State::fits:
      return named +
             fmt::format(
                 "is what is served: {} compared, where pages load them and where they are kept.\n"
                 "  This is what was served to this audit. A script delivered to one person alone "
                 "isn't detected.\n",
                 client.scripts) +
             earlier;
    case State::differs:
      return named + "IS NOT WHAT IS SERVED: see below.\n" + earlier;
  }
  return {};
}

}  // namespace

std::string sentence_of(const audit::Contradiction& contradiction) {
  const auto& before = contradiction.before.checkpoint;
  const auto& now = contradiction.now.checkpoint;
  switch (contradiction.what) {
    case audit::Contradiction::What::forked:
      return fmt::format(
          "FORK: the record's key has signed a checkpoint of {} entries and one of {} entries that can't "
          "both be "
          "true: they have different entries in the same places. Somebody was shown another record than you.",
          before.size, now.size);
    case audit::Contradiction::What::went_back:
      return fmt::format(
          "ROLLBACK: the record has gone back from {} entries to {}. What its key had signed is gone, and "
          "can be "
          "replaced by something else.",
          before.size, now.size);
  }
  return {};
}

std::string AuditReport::text() const {
  const auto& checkpoint = report.served.checkpoint;
  auto out = fmt::format("Record {}: {} entries, root {}\n", checkpoint.origin, checkpoint.size,
                         to_hex(checkpoint.root.view()));
  out += report.checkpoint.assurance == ledger::Assurance::witnessed
             ? fmt::format("Witnessed: {} of {} witnesses have cosigned this checkpoint.\n",
                           report.checkpoint.have, report.checkpoint.of)
             : "Committed: the server has signed this checkpoint. " + trust.without_witnesses() + "\n";
  out += trust.sentence() + "\n";
  if (report.contradiction) {
    out += sentence_of(*report.contradiction) + "\n";
  } else if (report.only_new) {
    out += text_of(*report.only_new);
  } else {
    out += how_far(report);
    for (const auto& letter : report.letters) out += text_of(letter, at);
    if (report.letters.empty()) out += "\nThere is no letter in this record.\n";
    out += text_of(report.client);
    if (report.texts_from > 0) {
      out += fmt::format("Texts of signatures below entry {} were compared by the earlier audit.\n",
                         report.texts_from);
    }
  }

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
  if (!checkpoint_file.empty()) {
    out +=
        fmt::format("\nThe checkpoint was kept: ruban audit {} --since {} checks only what comes after it.\n",
                    source, checkpoint_file.string());
  }
  for (const auto& file : evidence) out += fmt::format("Evidence: {}\n", file.string());
  return out + (passed ? "\nThe audit passed.\n" : "\nTHE AUDIT FAILED.\n");
}

}  // namespace ruban::cli
