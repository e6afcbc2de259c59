// SPDX-License-Identifier: AGPL-3.0-or-later
// subscribe: has the news of a letter mailed to whoever has proved an address on the way to a credential.
#pragma once

#include "service/letter_keys.h"
#include "service/letters.h"
#include "service/visit.h"

namespace ruban::service {

// By a visit that is one for issuing, proved, and of this letter: Kind::forbidden otherwise; also if the
// organisers' list doesn't hold the address. The same again changes nothing but the language.
//
// It is asked between proving and signing and says nothing of either: whether a credential was issued isn't
// looked at, and what is signed later doesn't name the visit.
Result<void> subscribe(Instance instance, LetterKeys& keys, const PublishedLetter& letter,
                       const VisitKeys& visit);

}  // namespace ruban::service
