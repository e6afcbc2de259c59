// SPDX-License-Identifier: AGPL-3.0-or-later
// PictureFolder: a picture on its way to being published, in a folder of the organiser's: as it will be seen,
// which parts of it are covered, and, readable by nobody else, as it is beneath.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "picture/workshop.h"

namespace ruban::cli {

class PictureFolder {
 public:
  // Made new, 0700. Kind::conflict if there is such a folder.
  static Result<PictureFolder> create(const std::filesystem::path& folder, const picture::Prepared& picture);
  // Kind::not_found if it holds no such picture; Kind::invalid if the list of covers has a fault.
  static Result<PictureFolder> open(const std::filesystem::path& folder);

  const std::vector<picture::Region>& covers() const { return covers_; }
  std::filesystem::path covered_file() const { return folder_ / ("covered" + ending_); }
  std::filesystem::path covers_file() const { return folder_ / "covers.txt"; }

  // Draws the covers anew, into covered_file().
  Result<void> draw(picture::Workshop& workshop) const;
  // What draw() drew last, if it still is what picture and covers give. Kind::conflict if it isn't: nobody
  // has looked at that yet.
  Result<std::string> drawn(picture::Workshop& workshop) const;
  // Deletes the picture without covers, and the list.
  void forget_uncovered() const;

 private:
  PictureFolder(std::filesystem::path folder, std::string ending)
      : folder_(std::move(folder)), ending_(std::move(ending)) {}
  std::filesystem::path uncovered_file() const { return folder_ / ("uncovered" + ending_); }

  std::filesystem::path folder_;
  std::string ending_;  // ".jpg" or ".png"
  std::string uncovered_;
  std::vector<picture::Region> covers_;
};

}  // namespace ruban::cli
