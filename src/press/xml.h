// SPDX-License-Identifier: AGPL-3.0-or-later
// Text inside XML.
#pragma once

#include <string>
#include <string_view>

namespace ruban::press {

// For text and for attributes in double quotes.
inline std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace ruban::press
