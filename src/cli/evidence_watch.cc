// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli/evidence_piece.h"
#include "service/captures.h"
#include "service/watch_pages.h"

namespace ruban::cli {
namespace {

void list(const std::vector<store::WatchedPage>& pages, Terminal& terminal) {
  if (pages.empty()) terminal.out << "No page is watched for this letter.\n";
  for (const auto& page : pages) {
    terminal.out << fmt::format("{}\n  every {} hours, next {}", page.url, page.every / std::chrono::hours(1),
                                format_minute(floor_to_minute(page.next)));
    if (page.looked) terminal.out << fmt::format(", last {}", format_minute(floor_to_minute(*page.looked)));
    terminal.out << '\n';
    if (!page.trouble.empty()) terminal.out << fmt::format("  {}\n", page.trouble);
  }
}

bool is_captured(const std::string& url, const service::PublishedLetter& letter, OpenInstance& instance) {
  const auto said = service::statements(instance.registry().instance(), letter.id(), service::kEverything);
  return service::last_capture(said, url) != nullptr;
}

}  // namespace

Outcome evidence_watch(const EvidenceWatch& command, OpenInstance& instance, Terminal& terminal) {
  const auto letter = TRY(letter_of(command.words.slug, command.words.version, instance));
  auto& watched = instance.registry().instance().store.watched();
  if (!command.url) {
    list(watched.watched(letter->id()), terminal);
    return ExitCode::done;
  }
  const auto url = TRY(fetch::Url::parse(*command.url)).text();
  if (command.stop) {
    if (!watched.unwatch(letter->id(), url))
      return fail(Kind::not_found, "This page isn’t watched for this letter.", url);
    terminal.out << fmt::format("{} is watched no longer.\n", url);
    return ExitCode::done;
  }
  if (!is_captured(url, *letter, instance)) TRY(evidence_capture({command.words, url}, instance, terminal));
  const std::chrono::hours every(command.hours);
  TRY(watched.watch({letter->id(), url, every, terminal.now + every}, service::kMostWatchedPages));
  terminal.out << fmt::format(
      "The server looks at {} every {} hours, and puts it on record when its text has changed.\n", url,
      command.hours);
  return ExitCode::done;
}

}  // namespace ruban::cli
