// SPDX-License-Identifier: AGPL-3.0-or-later
// SignerFiles: what a signer's own program keeps on the disk, before anything is sent: the key file, and
// beside it the text of the signature, the entry while it isn't published, and its receipt.
#pragma once

#include <filesystem>
#include <optional>

#include "signature/key_file.h"
#include "signature/payload.h"

namespace ruban::cli {

// All writing throws std::filesystem::filesystem_error if the disk refuses.
class SignerFiles {
 public:
  // NAME.ruban-key; the others are NAME.ruban-payload, NAME.ruban-entry and NAME.tlog-proof. Another ending
  // stays a part of the name, so that no two of all files are one.
  explicit SignerFiles(std::filesystem::path key_file);

  // Nothing if there is no such file; a fault names it.
  Result<std::optional<signature::KeyFile>> key() const;
  // Readable by its owner alone, and on the disk when it returns. The first time it must not exist:
  // Kind::conflict.
  Result<void> create(const signature::KeyFile& key) const;
  void save(const signature::KeyFile& key) const;

  Result<std::optional<signature::Payload>> payload() const;
  void save(const signature::Payload& payload) const;

  // The entry as the record should hold it (docs/formats/entry-file.md), until there is a receipt.
  void save_entry(const std::string& entry) const;
  // Whether that file begins with these lines.
  bool has_entry(const std::string& lines) const;
  void remove_entry() const;
  // It takes the entry's place.
  void save_receipt(const std::string& proof) const;

  const std::filesystem::path& key_path() const { return key_; }
  const std::filesystem::path& payload_path() const { return payload_; }
  const std::filesystem::path& entry_path() const { return entry_; }
  const std::filesystem::path& receipt_path() const { return receipt_; }

 private:
  std::filesystem::path key_, payload_, entry_, receipt_;
};

}  // namespace ruban::cli
