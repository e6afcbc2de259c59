// SPDX-License-Identifier: AGPL-3.0-or-later
// A folder for a test's database.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/check.h"
#include "store/contract/contract_test.h"
#include "store/sqlite/open.h"

namespace ruban::store::sqlite {

class Folder {
 public:
  Folder() {
    auto name = (std::filesystem::temp_directory_path() / "ruban-store-XXXXXX").string();
    CHECK(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path database() const { return path_ / kDatabaseFile; }
  // Of all files together.
  std::string bytes() const {
    std::string out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path_)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      out.append(std::istreambuf_iterator<char>(file), {});
    }
    return out;
  }

 private:
  std::filesystem::path path_;
};

class SqliteDriver final : public Driver {
 public:
  std::unique_ptr<Store> open() override { return sqlite::open(folder_.path(), random_); }
  std::string stored_bytes() override { return folder_.bytes(); }
  std::unique_ptr<Driver> restored_from(const std::filesystem::path& backup) override {
    auto other = std::make_unique<SqliteDriver>();
    CHECK(restore(backup, other->folder_.path()));
    return other;
  }
  const Folder& folder() const { return folder_; }

 private:
  Folder folder_;
  SeededRandom random_{42};
};

}  // namespace ruban::store::sqlite
