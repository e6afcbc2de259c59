// SPDX-License-Identifier: AGPL-3.0-or-later
// An answer of HTTP/1.1 as it lay on the wire (RFC 9112), and the content that it carries.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace ruban::fetch {

struct Header {
  std::string name;   // as written
  std::string value;  // without spaces around it; a folded one on one line
  bool operator==(const Header&) const = default;
};

struct Head {
  int status = 0;
  std::vector<Header> headers;

  // The value of the first header of this name, in whatever letters; empty if there is none.
  std::string_view value(std::string_view lower_case_name) const;
  // Where the answer sends its reader instead, as written; empty unless it is a redirect (RFC 9110
  // section 15.4).
  std::string_view redirect() const;
};

// An answer's bytes, cut behind the empty line. Views into the bytes.
struct Answer {
  std::string_view head;
  std::string_view body;
};
Result<Answer> cut_answer(std::string_view bytes);

// The status line and at most 1,000 headers of an answer. Lines end with CR LF or LF; a line that is no
// header is left out, as browsers do.
Result<Head> parse_head(std::string_view head);

// ASCII letters made small, whatever the locale.
std::string lower_case(std::string_view text);

// What `body` carries without its chunks (RFC 9112 section 7.1), if the head says that it comes in such; as
// it is otherwise. Kind::invalid if they are broken, or it travels in yet another way.
Result<std::string> payload_of(const Head& head, std::string_view body);

// The content that `body` carries: without chunks, and unpacked if it is packed as
// gzip or deflate, in up to three layers. Kind::too_large if any layer is of more than `most` bytes;
// Kind::invalid if it can't be unpacked, or is packed otherwise.
Result<std::string> content_of(const Head& head, std::string_view body, std::size_t most);

}  // namespace ruban::fetch
