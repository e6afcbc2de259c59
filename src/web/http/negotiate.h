// SPDX-License-Identifier: AGPL-3.0-or-later
// Proactive negotiation (RFC 9110 section 12): the reader's language, and whether gzip may be sent.
#pragma once

#include <initializer_list>
#include <string_view>

namespace ruban::web {

// The offered language ("fr", "en") with the highest q; the first offered one on a tie or when none is
// acceptable. "fr-CA" asks for "fr".
std::string_view negotiate_language(std::string_view accept_language,
                                    std::initializer_list<std::string_view> offered);

// Whether gzip (or x-gzip) is named with q > 0, or * is and gzip isn't refused.
bool accepts_gzip(std::string_view accept_encoding);

}  // namespace ruban::web
