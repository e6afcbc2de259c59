// SPDX-License-Identifier: AGPL-3.0-or-later
// The spaces of French typography, for text of ours and for a letter's text when it is shown.
#pragma once

#include <string>
#include <string_view>

#include "i18n/lang.h"

namespace ruban::i18n {

// French: a plain or no-break space before ; : ! ? » and after « becomes U+202F, and ' between letters
// becomes ’. English: ' between letters becomes ’. No space is ever added, so addresses and times stay what
// they are. Idempotent.
std::string typeset(Lang lang, std::string_view text);

}  // namespace ruban::i18n
