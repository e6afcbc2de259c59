// SPDX-License-Identifier: AGPL-3.0-or-later
// MediaType: what a Content-Type line says.
#pragma once

#include <string>
#include <string_view>

namespace ruban::capture {

struct MediaType {
  std::string name;  // "text/html" in small letters, of at most 100 ASCII characters; empty if there is none
  std::string charset;  // in small letters; empty if there is none
};

MediaType parse_media_type(std::string_view content_type);

}  // namespace ruban::capture
