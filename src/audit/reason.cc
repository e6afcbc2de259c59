// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/reason.h"

#include <array>

namespace ruban::audit {
namespace {

struct Row {
  std::string_view name;
  Weight weight;
  std::string_view sentence;
};

// In the order of the enumerators.
constexpr std::array kRows{
    Row{"not_an_entry", Weight::invalid, "This is not an entry: it breaks the encoding."},
    Row{"unknown_letter", Weight::invalid, "No letter of this id stands before this entry."},
    Row{"second_letter", Weight::alarm, "A letter of this name and version stands in the record already."},
    Row{"issuer_key_reused", Weight::alarm,
        "An issuer of this letter has the key of another letter's issuer."},
    Row{"follows_no_version", Weight::invalid,
        "The letter that this one follows is not an earlier version of it."},
    Row{"letter_ended", Weight::invalid, "The letter had ended before this signature."},
    Row{"mode_not_allowed", Weight::invalid, "The letter does not allow signatures of this mode."},
    Row{"unknown_issuer", Weight::invalid, "The letter has no issuer of this label."},
    Row{"anonymous_by_server", Weight::invalid, "An anonymous signature is made by the signer's own client."},
    Row{"anonymous_commitment", Weight::invalid, "An anonymous signature commits to no text."},
    Row{"wrong_credential", Weight::invalid,
        "The credential was not issued for this letter, issuer and key."},
    Row{"wrong_signature", Weight::invalid, "The signature by the signer's key is wrong."},
    Row{"before_opening", Weight::invalid, "The signature is older than the opening of the letter."},
    Row{"after_closing", Weight::invalid, "The signature is younger than the closing of the letter."},
    Row{"key_used_before", Weight::invalid, "This key has signed this letter before."},
    Row{"no_such_signature", Weight::invalid, "The entry names no valid signature of this letter before it."},
    Row{"another_key", Weight::invalid, "The entry is by another key than the signature that it names."},
    Row{"withdrawn_before", Weight::invalid, "The signature was withdrawn before."},
    Row{"taken_down_before", Weight::invalid, "The signature was taken down before."},
    Row{"erased_before", Weight::invalid, "The text of the signature was erased before."},
    Row{"not_standing", Weight::invalid, "The signature does not stand any more."},
    Row{"not_named", Weight::invalid, "Only a signature with a name can say that a pledge is kept."},
    Row{"kept_before", Weight::invalid, "The signature has said before that its pledge is kept."},
    Row{"issued_shrinks", Weight::alarm, "Fewer credentials are said to be issued than before."},
    Row{"issued_too_few", Weight::alarm,
        "Fewer credentials are said to be issued than signatures were accepted."},
    Row{"tally_ahead", Weight::alarm, "The tally speaks of entries that come after it."},
    Row{"tally_other_issuers", Weight::alarm, "The tally's lines are not those of the letter's issuers."},
    Row{"tally_wrong", Weight::alarm, "The tally is not what the record gives."},
    Row{"ended_before", Weight::invalid, "The letter had ended before, and cannot end so any more."},
    Row{"epoch_backwards", Weight::remark, "The time of this signature is before that of an earlier one."},
    Row{"time_backwards", Weight::remark, "The time of this entry is before that of an earlier one."},
};
static_assert(kRows.size() == static_cast<std::size_t>(Reason::time_backwards) + 1);

const Row& row(Reason reason) { return kRows.at(static_cast<std::size_t>(reason)); }

}  // namespace

Weight weight_of(Reason reason) { return row(reason).weight; }
std::string_view name_of(Reason reason) { return row(reason).name; }
std::string_view sentence_of(Reason reason) { return row(reason).sentence; }

}  // namespace ruban::audit
