// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/audit.h"

#include <fmt/format.h>

#include <thread>

#include "cli/audit_report.h"
#include "cli/commands.h"
#include "cli/folder_source.h"
#include "cli/progress_bar.h"
#include "cli/trust.h"
#include "cli/url_source.h"

namespace ruban::cli {
namespace {

// What both kinds of source have beside audit::Source.
struct Copy {
  std::unique_ptr<audit::Source> source;
  std::function<Result<std::string>()> policy;
  std::string site;  // empty for a folder
};

Result<Copy> open_source(const std::string& where) {
  if (where.find("://") == std::string::npos) {
    if (!std::filesystem::is_directory(where))
      return fail(Kind::not_found, "There is no folder here.", where);
    auto folder = std::make_unique<FolderSource>(where);
    auto* raw = folder.get();
    return Copy{std::move(folder), [raw] { return raw->policy(); }, {}};
  }
  auto site = parse_site(where);
  if (!site) {
    site.error().field = where;
    return tl::unexpected(site.error());
  }
  auto url = std::make_unique<UrlSource>(*site);
  auto* raw = url.get();
  return Copy{std::move(url), [raw] { return raw->policy(); }, *site};
}

// A checkpoint that lacks its quorum is the server's word alone.
bool lacks_quorum(const ledger::Judgement& judged, const ledger::Policy& policy) {
  return policy.quorum() != "none" && judged.assurance != ledger::Assurance::witnessed;
}

}  // namespace

Outcome audit(const Audit& command, Terminal& terminal) {
  const auto copy = TRY(open_source(command.source));
  const auto note = TRY(copy.source->checkpoint());
  const auto origin = TRY(ledger::parse_origin(note.substr(0, note.find('\n'))));
  const auto find_policy = [&]() -> Result<FoundPolicy> {
    return FoundPolicy{TRY(copy.policy()), copy.site == home_of(origin)};
  };
  const auto trusted = TRY(trust(origin, command.policy, terminal, find_policy));
  const auto judged = ledger::judge_checkpoint(note, trusted.policy);
  if (!judged && trusted.from == Trust::From::pinned) {
    terminal.err << fmt::format(
        "ruban: The checkpoint of {} isn't signed by the key that was pinned on {}. If its operator has "
        "announced a new "
        "key, and you have heard so in another way, remove {}.\n",
        origin, trusted.day, trusted.file.string());
    return ExitCode::refused;
  }
  if (lacks_quorum(TRY(judged), trusted.policy) && !command.allow_unwitnessed) {
    terminal.err << fmt::format(
        "ruban: The checkpoint lacks the witnesses that the policy asks for ({} of {} have cosigned). "
        "Nothing was "
        "audited; --allow-unwitnessed audits it all the same.\n",
        judged->have, judged->of);
    return ExitCode::refused;
  }

  ProgressBar bar(terminal, "Recounting");
  audit::Options options;
  options.threads = std::max(1U, std::thread::hardware_concurrency());
  options.progress = [&](const audit::Progress& progress) { bar.show(progress.done, progress.of); };
  const auto report = audit::audit(*copy.source, trusted.policy, options);
  bar.clear();
  if (!report) return tl::unexpected(report.error());
  const bool passed =
      report->passed() && (command.allow_unwitnessed || !lacks_quorum(report->checkpoint, trusted.policy));
  const AuditReport shown{*report, trusted, command.source, passed};
  terminal.out << (command.json ? shown.json() : shown.text());
  return passed ? ExitCode::done : ExitCode::refused;
}

}  // namespace ruban::cli
