// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli/evidence_piece.h"
#include "fetch/fetcher.h"
#include "i18n/tr.h"
#include "service/captures.h"

namespace ruban::cli {
namespace {

// "https://mine.example/page" without the scheme, cut to fit into a title.
std::string short_address(std::string_view url) {
  url.remove_prefix(url.find("://") + 3);
  constexpr std::size_t kMost = 100;
  return url.size() <= kMost ? std::string(url) : std::string(url.substr(0, kMost)) + "…";
}

std::vector<service::Statement> said_of(const service::PublishedLetter& letter, OpenInstance& instance) {
  return service::statements(instance.registry().instance(), letter.id(), service::kEverything);
}

// What the last capture of the page was called, or its address.
std::vector<service::WordsInLanguage> usual_titles(const service::PublishedLetter& letter,
                                                   const std::string& url, OpenInstance& instance) {
  const auto said = said_of(letter, instance);
  if (const auto* last = service::last_capture(said, url)) return service::titles_of(*last);
  std::vector<service::WordsInLanguage> out;
  for (const auto language : letter.letter.languages) {
    const auto lang = language == letter::Language::fr ? i18n::Lang::fr : i18n::Lang::en;
    out.push_back(
        {language, i18n::tr(lang, "The page {address}", {{"address", short_address(url)}}), {}, {}});
  }
  return out;
}

// Says how to see what changed since the capture before, if there is one.
void tell_changes(const service::PublishedLetter& letter, const std::string& url, OpenInstance& instance,
                  Terminal& terminal) {
  const auto said = said_of(letter, instance);
  const auto* last = service::last_capture(said, url);
  const auto* before = last == nullptr ? nullptr : service::capture_before(said, *last);
  if (before == nullptr) return;
  terminal.out << fmt::format(
      "The page was captured before, as evidence {}: ruban evidence compare {} {} {}\n", before->number,
      letter.row.slug, before->number, last->number);
}

}  // namespace

Outcome evidence_capture(const EvidenceCapture& command, OpenInstance& instance, Terminal& terminal) {
  // A letter that isn't there is told before anybody is asked for a page.
  const auto letter = TRY(letter_of(command.words.slug, command.words.version, instance));
  const fetch::Fetcher fetcher(instance.registry().instance().clock, instance.fetch_policy());
  const auto fetched = TRY(fetcher(command.url));
  const auto& page = fetched.page();
  terminal.out << fmt::format("{} answered {} from {}.\n", page.url, page.status, page.address.text());
  auto piece = service::captured_piece(fetched);
  const auto url = *piece.source;
  const auto done = TRY(
      put_piece(command.words, std::move(piece), usual_titles(*letter, url, instance), instance, terminal));
  tell_changes(*letter, url, instance, terminal);
  return done;
}

}  // namespace ruban::cli
