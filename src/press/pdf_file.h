// SPDX-License-Identifier: AGPL-3.0-or-later
// The file that Cairo's PDF goes to, with what Cairo 1.16 leaves out of it.
#pragma once

#include <array>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

#include "i18n/lang.h"

namespace ruban::press {

// Passes bytes on as they come, and holds back the end of the file: its document information, catalogue and
// table of objects. finish() adds the language (ISO 32000-1, 14.9.2), has the title shown in place of the
// file's name (12.2), writes the date as 7.9.4 wants it, and gives the file an identifier (14.4) that is a
// hash of its bytes: equal documents have equal ones.
class PdfFile {
 public:
  PdfFile(std::ostream& out, i18n::Lang lang) : out_(out), lang_(lang) {}

  bool write(std::string_view bytes);
  bool finish();

 private:
  bool pass(std::size_t bytes);
  void complete();

  std::ostream& out_;
  i18n::Lang lang_;
  std::string held_;
  std::uint64_t passed_ = 0;
  bool at_end_ = false;  // the document information has been seen
  std::array<std::uint64_t, 2> hashes_{0xcbf29ce484222325, 0x84222325cbf29ce4};
};

}  // namespace ruban::press
