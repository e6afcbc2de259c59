// SPDX-License-Identifier: AGPL-3.0-or-later
// Badge: one line of count with the ring as its sign, as SVG, for other people's pages and readmes.
#pragma once

#include <string>
#include <vector>

namespace ruban::press {

struct Badge {
  std::string title;                // "Drop the contract: 312 Employees, 22 June 2018, 14:00 UTC"
  std::vector<std::string> counts;  // "312 Employees": one for each class, never added up
};

// A document of its own; its width is guessed from the text, since no font is asked.
std::string badge_svg(const Badge& badge);

}  // namespace ruban::press
