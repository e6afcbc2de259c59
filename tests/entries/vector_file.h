// SPDX-License-Identifier: AGPL-3.0-or-later
// VectorFile: one rule of docs/formats/record.md, written as a small record that keeps and breaks it
// (tests/vectors/entries/README.md has the format).
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "audit/test_record.h"

namespace ruban::audit {

class VectorFile {
 public:
  VectorFile(const std::filesystem::path& folder, const std::string& name, std::string_view rule)
      : out_(folder / (name + ".txt"), std::ios::binary) {
    CHECK(out_.is_open());
    out_ << "# " << rule << "\n";
  }

  // `verdict`: "valid", "valid, remark: NAME" or the name of the reason. Returns the entry's index.
  EntryIndex add(std::string_view verdict, std::string_view comment, std::string_view entry) {
    const bool ends = entry.ends_with('\n');
    out_ << "#### " << verdict << (ends ? "" : ", no line feed at the end") << " (" << comment << ")\n"
         << entry;
    if (!ends) out_ << "\n";
    return next_++;
  }
  EntryIndex add(std::string_view verdict, std::string_view comment, const ledger::Entry& entry) {
    return add(verdict, comment, ledger::format_entry(entry));
  }
  // "counts SLUG VERSION LABEL named anon withdrawn taken-down", at the end.
  void counts(std::string_view line) { out_ << "#### counts " << line << "\n"; }
  // "kept SLUG VERSION LABEL number", at the end.
  void kept(std::string_view line) { out_ << "#### kept " << line << "\n"; }
  // Letters that ended short of `issued`, at the end: index of the entry that ended them.
  void shortfall(EntryIndex index) { out_ << "#### shortfall " << index << "\n"; }

 private:
  std::ofstream out_;
  EntryIndex next_ = 0;
};

void write_encoding_vectors(const std::filesystem::path& folder);
void write_letter_vectors(const std::filesystem::path& folder);
void write_signature_vectors(const std::filesystem::path& folder);
void write_later_vectors(const std::filesystem::path& folder);
void write_ed25519_vectors(const std::filesystem::path& folder);

}  // namespace ruban::audit
