// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/read_folder.h"

#include <fmt/format.h>

#include "cli/read_file.h"
#include "core/utf8.h"

namespace ruban::cli {
namespace {

namespace fs = std::filesystem;

constexpr char kOnly[] =
    "Keep letter.toml and one Markdown file per language there (fr.md, en.md), and nothing else.";

// A name as it can be shown: what isn't text could do anything to a terminal.
std::string shown(const std::string& name) {
  return is_utf8(name) && !has_forbidden_characters(name) ? "\"" + name + "\""
                                                          : "with unprintable characters in it";
}

class FolderReader {
 public:
  ReadFolder read(const fs::path& path) {
    std::error_code error;
    fs::directory_iterator entries(path, error);
    if (error) {
      fault({}, "There is no folder here, or it can't be read.",
            "Give the path of the folder that holds letter.toml.", false);
      return std::move(out_);
    }
    for (std::size_t number = 1; entries != fs::directory_iterator(); entries.increment(error), ++number) {
      if (error || number > letter::kMaxFiles) {
        fault({},
              fmt::format("The folder holds more than {} files, or can't be read to its end.",
                          letter::kMaxFiles),
              kOnly, false);
        break;
      }
      add(*entries);
    }
    return std::move(out_);
  }

 private:
  void add(const fs::directory_entry& entry) {
    const auto name = entry.path().filename().string();
    std::error_code error;
    const auto status = entry.symlink_status(error);
    const bool proper = letter::is_file_name(name);
    if (error)
      return fault(proper ? name : "", "This file can't be looked at.", "See who may read it.", !proper);
    if (fs::is_symlink(status)) {
      return fault(proper ? name : "", fmt::format("The file {} is a link to another place.", shown(name)),
                   "Put a copy of the file in its place.", !proper);
    }
    if (fs::is_directory(status)) {
      const auto instead =
          name == ".git" ? "Keep the letter in a folder of its own inside the Git repository." : kOnly;
      return fault({}, fmt::format("There is a folder {} inside the letter's folder.", shown(name)), instead);
    }
    if (!proper || !fs::is_regular_file(status)) {
      return fault({}, fmt::format("The file {} doesn't belong in a letter's folder.", shown(name)), kOnly);
    }
    auto content = read_file(entry.path(), letter::kMaxFileBytes);
    if (!content && content.error().kind == Kind::too_large) {
      return fault(name, fmt::format("This file has more than {} bytes.", letter::kMaxFileBytes),
                   "Shorten it, and put what is left out on a page that the letter links to.", false);
    }
    if (!content) return fault(name, std::string(content.error().message), "See who may read it.", false);
    total_ += content->size();
    if (total_ > letter::kMaxFolderBytes) {
      return fault(name,
                   fmt::format("With this file the folder has more than {} bytes.", letter::kMaxFolderBytes),
                   "Shorten the texts.", false);
    }
    out_.folder.files.emplace(name, *std::move(content));
  }

  void fault(std::string file, std::string what, std::string instead, bool complete = true) {
    out_.faults.push_back({std::move(file), 0, std::move(what), std::move(instead)});
    out_.complete = out_.complete && complete;
  }

  ReadFolder out_;
  std::size_t total_ = 0;
};

}  // namespace

ReadFolder read_folder(const fs::path& path) { return FolderReader().read(path); }

}  // namespace ruban::cli
