// SPDX-License-Identifier: AGPL-3.0-or-later
// Which addresses of a site an archive of one letter holds, and the names of their files
// (docs/formats/folder.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "web/http/request.h"

namespace ruban::web {

struct ArchivedLetter {
  std::string slug;
  std::uint64_t newest = 1;  // version
};

// Nothing for what only a server can do: signing, withdrawing, searching, other letters. The name of a page
// is that of its first part ("fr/letters/lettre/signatures/index.html") whatever ?after= says.
std::optional<std::string> file_name(const Request& request, const ArchivedLetter& letter);
// That of the n-th part, from 2 on, given the name of the first: "fr/letters/lettre/signatures/2.html".
std::string name_of_part(std::string_view first, std::size_t n);
// A document's, once its media type is known: what a browser must not take for a page of ours doesn't look
// like one.
std::string name_of_document(std::string_view sha256, std::string_view type);

}  // namespace ruban::web
