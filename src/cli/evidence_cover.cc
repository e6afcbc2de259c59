// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli/evidence_piece.h"
#include "cli/given_words.h"
#include "cli/picture_folder.h"
#include "cli/read_file.h"

namespace ruban::cli {
namespace {

void tell_how_to_look(const PictureFolder& folder, Terminal& terminal) {
  terminal.out << fmt::format(
      "{} places are covered. The program misses faces: look at the whole picture, enlarged, part by part:\n "
      " {}\n"
      "A line of {} is one cover: x y width height, in dots from the upper left corner. Add one for each "
      "face\n"
      "that was missed, take those away that cover nobody, and draw the picture anew: ruban evidence cover "
      "FOLDER\n",
      folder.covers().size(), folder.covered_file().string(), folder.covers_file().string());
}

}  // namespace

Outcome evidence_cover(const EvidenceCover& command, Terminal& terminal) {
  picture::Workshop shop({"/proc/self/exe", "picture-child"});
  std::error_code none;
  if (std::filesystem::is_directory(command.picture, none)) {
    const auto folder = TRY(PictureFolder::open(command.picture));
    TRY(folder.draw(shop));
    tell_how_to_look(folder, terminal);
    return ExitCode::done;
  }
  if (!command.into)
    return fail(Kind::invalid, "Name a new folder for the covered picture, with --into.",
                command.picture.string());
  TRY(picture::supported());
  const auto bytes = TRY(read_file(command.picture, picture::kMostFileBytes));
  auto prepared = shop.prepare(as_bytes(bytes));
  if (!prepared) {
    if (prepared.error().field.empty()) prepared.error().field = command.picture.string();
    return tl::unexpected(prepared.error());
  }
  const auto folder = TRY(PictureFolder::create(*command.into, *prepared));
  TRY(folder.draw(shop));
  tell_how_to_look(folder, terminal);
  return ExitCode::done;
}

Outcome evidence_publish(const EvidencePublish& command, OpenInstance& instance, Terminal& terminal) {
  TRY(letter_of(command.words.slug, command.words.version, instance));
  const auto folder = TRY(PictureFolder::open(command.folder));
  picture::Workshop shop({"/proc/self/exe", "picture-child"});
  auto shown = TRY(folder.drawn(shop));
  if (!command.looked)
    return fail(Kind::conflict,
                "Nobody has said yet that they have looked at this picture. Look at it, enlarged, part by "
                "part; then say "
                "so with --looked. What is published can’t be taken back.",
                folder.covered_file().string());
  service::Piece piece;
  const auto type = service::picture_type(shown).value_or("image/jpeg");
  piece.file = {type == "image/png" ? "picture.png" : "picture.jpg", std::string(type), std::move(shown)};
  piece.source = command.source;
  if (command.date) piece.date = TRY(given_minute(*command.date));
  const auto done = TRY(put_piece(command.words, std::move(piece), {}, instance, terminal));
  folder.forget_uncovered();
  terminal.out << "The picture without covers was deleted from the folder.\n";
  return done;
}

}  // namespace ruban::cli
