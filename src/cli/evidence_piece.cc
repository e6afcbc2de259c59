// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/evidence_piece.h"

#include <fmt/format.h>

#include "cli/given_words.h"
#include "cli/record_change.h"
#include "crypto/sha256.h"

namespace ruban::cli {
Result<service::LetterPointer> letter_of(const std::string& slug, std::optional<std::uint64_t> version,
                                         OpenInstance& instance) {
  instance.registry().letters().refresh();
  return instance.registry().letters().find(slug, version);
}

Outcome put_piece(const PieceWords& words, service::Piece piece, std::vector<service::WordsInLanguage> usual,
                  OpenInstance& instance, Terminal& terminal) {
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
  if (input.words.empty()) input.words = std::move(usual);
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
  TRY(change.finish([&] { return documents.is_public(put->documents.back(), service::kEverything); }));
  terminal.out << fmt::format("Evidence {} is on record: {}, {} bytes.\n{}/api/v1/documents/{}\n",
                              put->number, input.files.front().name, bytes, instance.url(),
                              to_hex(sha256.view()));
  return ExitCode::done;
}

}  // namespace ruban::cli
