// SPDX-License-Identifier: AGPL-3.0-or-later
// subscription_of: the news that the owner of a signature asked for, so that who leaves hears no more of it.
#pragma once

#include <optional>

#include "service/instance.h"
#include "service/letters.h"
#include "store/mailing_store.h"

namespace ruban::service {

// Of the address that the signature was made with. None if it was made without one, its owner didn't ask for
// news, or another signature stands that was made with the same address. No table ties the two together:
// every subscriber of the letter is looked at, which takes about a microsecond each.
std::optional<store::SubscriberTag> subscription_of(Instance instance, const PublishedLetter& letter,
                                                    EntryIndex signature);

}  // namespace ruban::service
