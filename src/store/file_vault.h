// SPDX-License-Identifier: AGPL-3.0-or-later
// Keys as files: FOLDER/NAME.key, each sealed under the instance key, whose file may lie elsewhere.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "crypto/random.h"
#include "crypto/secretbox.h"
#include "store/key_vault.h"

namespace ruban::store {

// For any thread of one process. Throws std::filesystem::filesystem_error or std::system_error when the disk
// fails.
class FileVault final : public KeyVault {
 public:
  // For `ruban init`: the folder (0700) and the file of the instance key (32 random bytes, 0600), where
  // missing.
  static void create(const std::filesystem::path& folder, const std::filesystem::path& instance_key,
                     crypto::Random& random);
  // Kind::not_found if folder or file is missing; Kind::forbidden if anybody but their owner may read them,
  // or one of the keys; Kind::invalid if the instance key hasn't 32 bytes, or isn't the one that the keys are
  // sealed under.
  static Result<std::unique_ptr<FileVault>> open(const std::filesystem::path& folder,
                                                 const std::filesystem::path& instance_key,
                                                 crypto::Random& random);

  Result<void> put(std::string_view name, const Secret<Bytes>& key) override;
  // Kind::invalid if the file was changed, or sealed under another instance key.
  Result<Secret<Bytes>> get(std::string_view name) override;
  bool destroy(std::string_view name) override;

 private:
  FileVault(std::filesystem::path folder, Secret<crypto::BoxKey> instance_key, crypto::Random& random)
      : folder_(std::move(folder)), instance_key_(std::move(instance_key)), random_(random) {}
  Result<void> check_all();
  void wipe(const std::filesystem::path& file);
  std::filesystem::path file_of(std::string_view name) const;

  std::filesystem::path folder_;
  Secret<crypto::BoxKey> instance_key_;
  crypto::Random& random_;
  std::mutex writing_;
};

}  // namespace ruban::store
