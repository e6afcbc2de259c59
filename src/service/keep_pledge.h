// SPDX-License-Identifier: AGPL-3.0-or-later
// "I have done what the letter pledges": said once, in public, by the key of a standing named signature.
#pragma once

#include "service/instance.h"
#include "service/letters.h"

namespace ruban::service {

// `lines` is a `kept` entry without its last line. Durable when it returns the signature's index; the entry
// follows with the next batch. The same again is answered the same while it waits. Nothing is stored
// otherwise: Kind::gone if the letter was withdrawn or removed (a closed one still hears of its pledge),
// Kind::not_found if it has no pledge or the signature doesn't stand, Kind::invalid if the key isn't that
// signature's or didn't sign this, Kind::forbidden of an anonymous one, Kind::conflict before the pledge is
// due, and once the record has it.
Result<EntryIndex> keep_pledge(Instance instance, const PublishedLetter& letter, const std::string& lines);

// The signature of this key file, if keep_pledge() would take its word now. Faults of the file are on the
// field "key_file".
Result<store::SignatureRow> may_keep_pledge(Instance instance, const PublishedLetter& letter,
                                            const std::string& key_file);
// The server signs with the key file, for who can't.
Result<EntryIndex> keep_pledge_with(Instance instance, const PublishedLetter& letter,
                                    const std::string& key_file);

}  // namespace ruban::service
