// SPDX-License-Identifier: AGPL-3.0-or-later
// Who stands in the classes of a letter, as far as a page shows it: the marks of the rings, and the first
// names.
#pragma once

#include <vector>

#include "web/pages/letter_page.h"
#include "web/site.h"

namespace ruban::web {

// Fills marks and names of all classes, whose counts are known, in one pass over the first signatures. A ring
// has its marks as Ring::marks wants them.
void add_signatures(const Site& site, const service::PublishedLetter& letter, TreeSize size,
                    std::vector<ClassOnPage>& classes);

}  // namespace ruban::web
