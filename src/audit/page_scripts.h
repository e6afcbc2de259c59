// SPDX-License-Identifier: AGPL-3.0-or-later
// Which scripts a page of Ruban loads, by its HTML.
#pragma once

#include <string_view>
#include <vector>

namespace ruban::audit {

// The address of each script element, in their order; empty for one that isn't written as Ruban writes them,
// <script src="ADDRESS" defer>, such as an inline one. No reader of HTML sees a script element that
// isn't in this list, but the list may hold more than they see, as from a comment. Views into `html`.
std::vector<std::string_view> scripts_of(std::string_view html);

}  // namespace ruban::audit
