// SPDX-License-Identifier: AGPL-3.0-or-later
// Reason: why an entry of the record doesn't count, or is reported (docs/formats/record.md, "What is valid").
#pragma once

#include <cstdint>
#include <string_view>

#include "core/ids.h"

namespace ruban::audit {

enum class Reason : std::uint8_t {
  // any entry
  not_an_entry,    // the text breaks the encoding
  unknown_letter,  // no valid `letter` entry with this id precedes it
  // letter
  second_letter,       // slug and version are taken: alarm
  issuer_key_reused,   // an issuer's key is another letter's: alarm
  follows_no_version,  // `follows` isn't an earlier letter of the same slug
  // sign
  letter_ended,
  mode_not_allowed,
  unknown_issuer,
  anonymous_by_server,
  anonymous_commitment,
  wrong_credential,
  wrong_signature,  // also of withdraw, kept and quote
  before_opening,
  after_closing,
  key_used_before,
  // withdraw, takedown, erase, kept, quote
  no_such_signature,  // `index` isn't an earlier valid signature of this letter
  another_key,
  withdrawn_before,
  taken_down_before,
  erased_before,
  not_standing,
  not_named,
  kept_before,
  // issued
  issued_shrinks,  // alarm
  issued_too_few,  // fewer than the accepted signatures: alarm
  // tally
  tally_ahead,          // its size is larger than its own index: alarm
  tally_other_issuers,  // not one line per issuer in the letter's order: alarm
  tally_wrong,          // alarm
  // end
  ended_before,  // from this state no such end is possible
  // reported only: the entry is valid
  epoch_backwards,
  time_backwards,
};

enum class Weight : std::uint8_t {
  remark,   // valid, and worth a look
  invalid,  // changes nothing
  alarm,    // invalid or untrue in a way that only whoever runs the record can cause
};

Weight weight_of(Reason reason);
// "second_letter": for JSON and vectors.
std::string_view name_of(Reason reason);
// A whole sentence, a key for translation.
std::string_view sentence_of(Reason reason);

struct Finding {
  EntryIndex index = 0;
  Reason reason = Reason::not_an_entry;

  bool operator==(const Finding&) const = default;
};

}  // namespace ruban::audit
