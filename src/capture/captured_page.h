// SPDX-License-Identifier: AGPL-3.0-or-later
// CapturedPage: the page that a WARC file is about, found behind its redirects and unpacked.
#pragma once

#include <span>
#include <string>

#include "capture/warc.h"

namespace ruban::capture {

struct CapturedPage {
  std::string url;           // where it lay at last
  std::string asked;         // where the capture began; the same without redirects
  Instant at;                // when it was asked for
  std::string address;       // of the server, as the file says; may be empty
  int status = 0;            // of HTTP
  std::string content_type;  // as the server said; may be empty
  std::string content;       // without chunks, unpacked
};

// Of the first answer in the file to `url` (to any address if it is empty), or of the one that its redirects
// lead to. Content of at most `most` bytes. Kind::not_found if there is none; Kind::too_large; Kind::invalid
// for an answer that can't be read, or redirects that lead out of the file.
Result<CapturedPage> captured_page(std::span<const WarcRecord> records, std::string_view url = {},
                                   std::size_t most = 50 << 20);

}  // namespace ruban::capture
