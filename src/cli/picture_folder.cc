// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/picture_folder.h"

#include "cli/read_file.h"
#include "cli/secret_file.h"
#include "core/bytes.h"
#include "service/piece.h"

namespace ruban::cli {
namespace {

Result<void> write_private(const std::filesystem::path& path, std::string_view bytes) {
  auto file = TRY(SecretFile::create(path));
  file.out().write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  TRY(file.finish());
  file.keep();
  return {};
}

std::string_view as_text(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

Result<PictureFolder> PictureFolder::create(const std::filesystem::path& folder,
                                            const picture::Prepared& picture) {
  std::error_code error;
  if (std::filesystem::exists(folder, error))
    return fail(Kind::conflict, "There is such a file or folder already: name a new one.", folder.string());
  std::filesystem::create_directories(folder, error);
  if (error) return fail(Kind::forbidden, "No folder can be made there.", folder.string());
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  const auto type = service::picture_type(as_text(picture.file));
  PictureFolder out(folder, type == "image/png" ? ".png" : ".jpg");
  out.uncovered_ = as_text(picture.file);
  out.covers_ = picture.faces;
  TRY(write_private(out.uncovered_file(), out.uncovered_));
  TRY(write_private(out.covers_file(), picture::format_regions(out.covers_)));
  return out;
}

Result<PictureFolder> PictureFolder::open(const std::filesystem::path& folder) {
  for (const auto* ending : {".jpg", ".png"}) {
    PictureFolder out(folder, ending);
    std::error_code error;
    if (!std::filesystem::exists(out.uncovered_file(), error)) continue;
    out.uncovered_ = TRY(read_file(out.uncovered_file(), picture::kMostFileBytes));
    const auto covers = TRY(read_file(out.covers_file(), 64 << 10));
    auto regions = picture::parse_regions(covers);
    if (!regions) {
      regions.error().field = out.covers_file().string() + ", " + regions.error().field;
      return tl::unexpected(regions.error());
    }
    out.covers_ = *std::move(regions);
    return out;
  }
  return fail(Kind::not_found,
              "There is no picture in this folder: ruban evidence cover PICTURE --into makes one.",
              folder.string());
}

Result<void> PictureFolder::draw(picture::Workshop& workshop) const {
  const auto covered = TRY(workshop.cover(as_bytes(uncovered_), covers_));
  std::error_code none;
  std::filesystem::remove(covered_file(), none);
  return write_private(covered_file(), as_text(covered.file));
}

Result<std::string> PictureFolder::drawn(picture::Workshop& workshop) const {
  auto shown = TRY(read_file(covered_file(), picture::kMostFileBytes));
  const auto covered = TRY(workshop.cover(as_bytes(uncovered_), covers_));
  if (as_text(covered.file) != shown)
    return fail(Kind::conflict,
                "The covers were changed since this picture was drawn: draw it anew with ruban evidence "
                "cover FOLDER, "
                "and look at it.",
                covered_file().string());
  return shown;
}

void PictureFolder::forget_uncovered() const {
  std::error_code none;
  std::filesystem::remove(uncovered_file(), none);
  std::filesystem::remove(covers_file(), none);
}

}  // namespace ruban::cli
