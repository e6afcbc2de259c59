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

// Tells what changed since the capture before, if there is one.
void tell_changes(const EvidenceCapture& command, const std::string& url, OpenInstance& instance,
                  Terminal& terminal) {
  const auto letter = letter_of(command.words.slug, command.words.version, instance);
  if (!letter) return;
  const auto said =
      service::statements(instance.registry().instance(), (*letter)->id(), service::kEverything);
  const service::Statement* last = nullptr;
  for (const auto& one : said) {
    const auto& document = one.in(one.original).document;
    if (document && document->source == url && service::text_of(one) != nullptr) last = &one;
  }
  const auto* before = last == nullptr ? nullptr : service::capture_before(said, *last);
  if (before == nullptr) return;
  terminal.out << fmt::format(
      "The page was captured before, as evidence {}: ruban evidence compare {} {} {}\n", before->number,
      command.words.slug, before->number, last->number);
}

}  // namespace

Outcome evidence_capture(const EvidenceCapture& command, OpenInstance& instance, Terminal& terminal) {
  // A letter that isn't there is told before anybody is asked for a page.
  TRY(letter_of(command.words.slug, command.words.version, instance));
  const fetch::Fetcher fetcher(instance.registry().instance().clock, instance.fetch_policy());
  const auto fetched = TRY(fetcher(command.url));
  const auto& page = fetched.page();
  terminal.out << fmt::format("{} answered {} from {}.\n", page.url, page.status, page.address.text());
  auto piece = service::captured_piece(fetched);
  const auto url = *piece.source;
  const auto done = TRY(put_piece(
      command.words, std::move(piece),
      [&](i18n::Lang lang) {
        return i18n::tr(lang, "The page {address}", {{"address", short_address(url)}});
      },
      instance, terminal));
  tell_changes(command, url, instance, terminal);
  return done;
}

}  // namespace ruban::cli
