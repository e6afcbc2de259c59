// SPDX-License-Identifier: AGPL-3.0-or-later
// A key file that somebody without scripts hands to the server, which signs with it for them.
#pragma once

#include "service/instance.h"
#include "service/letters.h"
#include "signature/key_file.h"

namespace ruban::service {

// Faults are on the field "key_file": not a key file, of another Ruban, of another letter or version.
Result<signature::KeyFile> read_uploaded_key(Instance instance, const PublishedLetter& letter,
                                             const std::string& text);

}  // namespace ruban::service
