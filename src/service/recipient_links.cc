// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/recipient_links.h"

#include <algorithm>

#include "crypto/sha256.h"
#include "eligibility/invitation.h"
#include "service/statements.h"

namespace ruban::service {
namespace {

// The code of a link is drawn and written as that of an invitation, which people can type.
store::LinkHash hash_of(const eligibility::Invitation& code) {
  return {crypto::sha256("ruban recipient link\n" + code.shown()).bytes};
}

Result<void> check_stands(const PublishedLetter& letter) {
  if (letter.row.end && *letter.row.end != ledger::LetterEnd::closed)
    return fail(Kind::gone, "This letter was withdrawn or removed.");
  return {};
}

}  // namespace

Result<Challenge> recipient_challenge(Instance instance, const PublishedLetter& letter) {
  TRY(check_stands(letter));
  const auto& domain = letter.letter.recipient.domain;
  if (!domain)
    return fail(
        Kind::invalid,
        "The letter names no domain of its recipient ([recipient] domain in letter.toml), so an answer can't "
        "be known to be theirs. Record what they say with ruban letter answer.");
  const auto fresh = eligibility::DomainChallenge::draw(instance.random);
  auto challenge = TRY(
      eligibility::DomainChallenge::parse(instance.store.recipients().challenge(letter.id(), fresh.token())));
  const bool is_new = challenge.token() == fresh.token();
  return Challenge{*domain, std::move(challenge), is_new};
}

Result<GivenLink> give_link(Instance instance, const PublishedLetter& letter, const std::string& domain,
                            std::optional<std::uint64_t> corrects) {
  TRY(check_stands(letter));
  if (letter.letter.recipient.domain != domain)
    return fail(Kind::forbidden, "This isn't the domain of the letter's recipient.");
  const auto is_theirs = [&](const Statement& s) {
    return s.kind == letter::DocumentKind::response && s.number == corrects &&
           s.by == ledger::ResponseBy::recipient && s.domain == domain;
  };
  if (corrects && std::ranges::none_of(statements(instance, letter.id(), kEverything), is_theirs))
    return fail(Kind::not_found, "The recipient gave no answer of this number.", "--corrects");
  const auto code = eligibility::Invitation::draw(instance.random);
  const auto expires = instance.clock.now() + kLinkLife;
  instance.store.recipients().give(letter.id(), {hash_of(code), domain, corrects, expires, {}});
  return GivenLink{code.shown(), expires};
}

Result<store::RecipientLink> find_link(Instance instance, const PublishedLetter& letter,
                                       std::string_view typed) {
  TRY(check_stands(letter));
  // A whole link does as well as the code at its end.
  if (const auto mark = typed.find("#code="); mark != std::string_view::npos) typed.remove_prefix(mark + 6);
  const auto code = eligibility::Invitation::parse(typed);
  if (!code)
    return fail(Kind::invalid,
                "This isn’t a whole code: it has 28 letters and digits, and stands at the end of your link.",
                "code");
  auto link = instance.store.recipients().link(letter.id(), hash_of(*code), instance.clock.now());
  if (!link)
    return fail(
        Kind::gone,
        "This code doesn’t work: a newer one has replaced it, its fourteen days are over, or it is for "
        "another letter. Please ask the organisers for another link.",
        "code");
  return *std::move(link);
}

}  // namespace ruban::service
