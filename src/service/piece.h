// SPDX-License-Identifier: AGPL-3.0-or-later
// Piece: a captured page or a file that becomes evidence, once it is known to be what it says it is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/time.h"
#include "fetch/fetcher.h"
#include "service/put_on_record.h"

namespace ruban::service {

inline constexpr std::size_t kMostPieceBytes = 25'000'000;

struct Piece {
  AttachedFile file;
  std::optional<std::string> source{};  // the page's address
  std::optional<Instant> date{};        // when it was captured, whole minutes
};

// A page as its server answered: a file of WARC, under the address that was asked for.
Piece captured_piece(const fetch::Fetched& page);

// A PDF, a WARC, an HTML file or plain text, which it is by what is in it; `name` is the file's.
// Kind::invalid for pictures (cover_picture takes those), for a WARC with a fault, or with a cookie or
// password in it, and for all that is none of these; Kind::too_large over kMostPieceBytes.
Result<Piece> given_piece(std::string bytes, std::string_view name);

// The error of a file over kMostPieceBytes.
tl::unexpected<Error> too_large();

// By its first bytes: "image/jpeg", "image/png"; nothing for anything else.
std::optional<std::string_view> picture_type(std::string_view bytes);

// `name` without what the name of an attachment can't have; `otherwise` if nothing is left.
std::string attachment_name(std::string_view name, std::string_view otherwise);

}  // namespace ruban::service
