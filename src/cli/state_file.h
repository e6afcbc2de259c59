// SPDX-License-Identifier: AGPL-3.0-or-later
// StateFile: where an audit's journal lies (docs/formats/audit-state.md), for one audit at a time.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "audit/journal.h"

namespace ruban::cli {

class StateFile {
 public:
  // Makes it, and the folders above, if it isn't there. Kind::conflict if another audit has it open.
  // Throws std::filesystem::filesystem_error if it can't be made or opened.
  static Result<StateFile> open(std::filesystem::path path);
  StateFile(StateFile&&) noexcept;
  StateFile& operator=(StateFile&&) noexcept;
  ~StateFile();

  // What an earlier audit wrote; nothing if the file is empty. Kind::invalid if it is damaged.
  Result<std::optional<audit::Journal>> read() const;

  // Cuts it off at `length` and adds `part`. Throws as open() does.
  void begin(std::size_t length, ByteView part = {});
  void append(ByteView part);

  const std::filesystem::path& path() const { return path_; }

 private:
  struct Descriptor;
  StateFile(std::filesystem::path path, std::unique_ptr<Descriptor> file);
  [[noreturn]] void broken() const;
  std::filesystem::path path_;
  std::unique_ptr<Descriptor> file_;
};

}  // namespace ruban::cli
