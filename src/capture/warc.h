// SPDX-License-Identifier: AGPL-3.0-or-later
// WARC 1.1 (ISO 28500:2017): a captured page as a file that other people's tools read, and theirs read by us.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "fetch/fetcher.h"

namespace ruban::capture {

struct WarcRecord {
  std::string type;                   // "response", "request", "warcinfo" … in small letters
  std::string id;                     // an URI, without the brackets around it
  Instant date;                       // when it was captured
  std::string target;                 // WARC-Target-URI, without brackets; may be empty
  std::string address;                // WARC-IP-Address, as written; may be empty
  std::string content_type;           // of the block; may be empty
  std::vector<fetch::Header> fields;  // all of them, in their order
  std::string block;

  // An answer or request of HTTP is in the block, as it lay on the wire.
  bool holds_http() const;

  bool operator==(const WarcRecord&) const = default;
};

// docs/formats/capture.md: a warcinfo record, and for each exchange a request and a response. The same
// exchanges give the same bytes.
std::string write_warc(const fetch::Fetched& fetched);

struct WarcLimits {
  std::size_t file = 50 << 20;       // bytes
  std::size_t unpacked = 100 << 20;  // bytes of a file that is packed
  std::size_t records = 10'000;
  std::size_t header = 64 << 10;  // bytes of a record's header
  std::size_t fields = 200;       // of a record
};

// The records of a file of WARC/1.0 or 1.1, plain or packed with gzip. Digests of SHA-256 must be right;
// others aren't looked at. The error's message says what is wrong, and its field in which record ("record
// 3"). Kind::too_large for what is over a limit, Kind::invalid for all else.
Result<std::vector<WarcRecord>> read_warc(std::string_view file, const WarcLimits& limits = {});

// That no request holds a cookie or password of whoever captured: a file that others made may, and what
// is published can't be taken back. Kind::invalid, with the record as its field.
Result<void> check_no_secrets(std::span<const WarcRecord> records);

}  // namespace ruban::capture
