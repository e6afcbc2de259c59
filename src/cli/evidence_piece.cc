// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/evidence_piece.h"

#include <fmt/format.h>

#include "cli/given_words.h"
#include "cli/record_change.h"
#include "crypto/sha256.h"

namespace ruban::cli {
namespace {

using service::kEverything;

i18n::Lang lang_of(letter::Language language) {
  return language == letter::Language::fr ? i18n::Lang::fr : i18n::Lang::en;
}

// What the last capture of the same page was called, or `title`.
void add_titles(service::ForTheRecord& input, const service::PublishedLetter& letter,
                const std::function<std::string(i18n::Lang)>& title, service::Instance instance) {
  const auto said = service::statements(instance, letter.id(), kEverything);
  const service::Statement* last = nullptr;
  for (const auto& one : said) {
    const auto& document = one.in(one.original).document;
    if (one.kind == letter::DocumentKind::evidence && document && input.source &&
        document->source == input.source)
      last = &one;
  }
  for (const auto language : letter.letter.languages) {
    service::WordsInLanguage words{language, {}, {}, {}};
    if (last != nullptr && last->wordings.contains(language) && last->in(language).document)
      words.title = last->in(language).document->title;
    else
      words.title = title(lang_of(language));
    if (!words.title.empty()) input.words.push_back(std::move(words));
  }
}

}  // namespace

Result<service::LetterPointer> letter_of(const std::string& slug, std::optional<std::uint64_t> version,
                                         OpenInstance& instance) {
  instance.registry().letters().refresh();
  return instance.registry().letters().find(slug, version);
}

Outcome put_piece(const PieceWords& words, service::Piece piece,
                  const std::function<std::string(i18n::Lang)>& title, OpenInstance& instance,
                  Terminal& terminal) {
  auto& registry = instance.registry();
  auto change = TRY(RecordChange::begin(instance));
  const auto letter = TRY(letter_of(words.slug, words.version, instance));
  std::vector<letter::Fault> faults;
  service::ForTheRecord input;
  input.kind = letter::DocumentKind::evidence;
  input.source = piece.source;
  input.date = piece.date;
  const auto read = read_words({words.titles, words.texts}, letter->letter.languages.front(), input, faults);
  // What the file itself tells is so, whatever the words' header says.
  if (piece.source) input.source = piece.source;
  if (piece.date) input.date = piece.date;
  if (input.words.empty()) add_titles(input, *letter, title, registry.instance());
  if (read && input.words.empty())
    return fail(Kind::invalid, "Say in one line what this shows, with --title; or in a file, with --text.");
  const auto sha256 = crypto::sha256(piece.file.bytes);
  const auto bytes = piece.file.bytes.size();
  input.files.push_back(std::move(piece.file));
  auto put = read ? service::put_on_record(registry.instance(), *letter, input, faults)
                  : Result<service::PutOnRecord>(tl::unexpected(read.error()));
  print_faults(faults, terminal);
  if (!put) return tl::unexpected(put.error());

  auto& documents = registry.instance().store.documents();
  TRY(change.finish([&] { return documents.is_public(put->documents.back(), kEverything); }));
  terminal.out << fmt::format("Evidence {} is on record: {}, {} bytes.\n{}/api/v1/documents/{}\n",
                              put->number, input.files.front().name, bytes, instance.url(),
                              to_hex(sha256.view()));
  return ExitCode::done;
}

}  // namespace ruban::cli
