// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/invite.h"

#include <algorithm>

namespace ruban::service {

Result<std::string> inviting_issuer(const PublishedLetter& letter, const std::optional<std::string>& label) {
  std::vector<std::string> found;
  for (const auto& issuer : letter.letter.issuers) {
    if (issuer.method == letter::Method::invitation) found.push_back(issuer.label);
  }
  if (found.empty())
    return fail(Kind::invalid,
                "This letter has no issuer with the method invitation: nobody is invited to it.");
  if (!label) {
    if (found.size() == 1) return found.front();
    return fail(Kind::invalid, "Several groups of this letter are invited: say which one, with --issuer.");
  }
  if (std::ranges::find(found, *label) == found.end())
    return fail(Kind::invalid, "This letter has no issuer of this label with the method invitation.", *label);
  return *label;
}

Result<void> invite(Instance instance, LetterKeys& keys, const PublishedLetter& letter,
                    Invitations invitations) {
  const auto issuer = TRY(inviting_issuer(letter, invitations.issuer));
  if (instance.store.was_restored()) {
    return fail(Kind::conflict,
                "This server was restored from a backup, so this version takes no more signatures.");
  }
  const auto& closes = letter.entry.closes;
  if (closes && instance.clock.now() > *closes)
    return fail(Kind::conflict, "This letter is closed. It takes no more signatures.");
  if (invitations.codes.size() > kMostInvitations)
    return fail(Kind::too_large, "A million people can be invited at once.");
  store::NewInvitations row{letter.id(), issuer, {}, std::move(invitations.mails), invitations.more};
  row.tags.reserve(invitations.codes.size());
  for (const auto& code : invitations.codes)
    row.tags.push_back(TRY(keys.identity_tag(letter, code.canonical())));
  std::ranges::sort(row.tags);  // the order of the list goes
  return instance.store.letters().invite(row, instance.clock.now());
}

}  // namespace ruban::service
