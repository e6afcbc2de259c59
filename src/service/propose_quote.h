// SPDX-License-Identifier: AGPL-3.0-or-later
// Statements for the press: a signatory proposes one by the key of the signature; the organisers publish it
// or drop it. Nothing is public before they have.
#pragma once

#include "service/instance.h"
#include "service/letters.h"

namespace ruban::service {

// Of one signature, that aren't dropped.
inline constexpr std::size_t kMostQuotes = 3;
// How long one waits for the organisers at most.
inline constexpr std::chrono::days kQuoteLife{90};

// `lines` is a `quote` entry without its last line, `text` what it commits to. Durable when it returns; the
// same again is answered the same. Kind::invalid if the key isn't that signature's or didn't sign this,
// Kind::not_found if the signature doesn't stand, Kind::too_many beyond kMostQuotes.
Result<void> propose_quote(Instance instance, const PublishedLetter& letter, const std::string& lines,
                           const store::Payload& text);

}  // namespace ruban::service
