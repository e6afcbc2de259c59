// SPDX-License-Identifier: AGPL-3.0-or-later
// What a store that was restored from a backup needs before it serves.
#pragma once

#include "service/instance.h"
#include "service/letters.h"

namespace ruban::service {

// Identities that got a credential since the backup aren't known any more, so no letter that was open then
// issues another one, for good. Does nothing for a store that wasn't restored. True if it did.
bool close_issuing_after_restore(Instance instance, Letters& letters);

}  // namespace ruban::service
