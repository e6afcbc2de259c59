// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/request_code.h"

#include "core/check.h"
#include "crypto/hmac.h"
#include "eligibility/code.h"
#include "eligibility/rule.h"
#include "service/confirm_code.h"

namespace ruban::service {
namespace {

Result<eligibility::EmailRule> rule_of(const letter::Issuer& issuer) {
  switch (issuer.method) {
    case letter::Method::email_domain: {
      eligibility::DomainRule rule;
      for (const auto& domain : issuer.domains)
        rule.domains.push_back(TRY(eligibility::MailDomain::parse(domain)));
      return rule;
    }
    case letter::Method::email_list:
      return eligibility::ListRule{};
    case letter::Method::email_any:
      return eligibility::AnyRule{};
    case letter::Method::invitation:
    case letter::Method::oidc:
    case letter::Method::ssh:
      break;
  }
  return fail(Kind::invalid, "This way to prove that you belong isn’t offered here.", "issuer");
}

}  // namespace

tl::expected<signature::Payload, std::vector<Error>> parse_signer(const PublishedLetter& letter,
                                                                  const Visit& visit) {
  std::vector<Error> faults;
  auto name = signature::SignerName::parse(visit.name);
  if (!name) faults.push_back(name.error());
  std::optional<signature::Role> role;
  if (!visit.role.empty()) {
    if (auto parsed = signature::Role::parse(visit.role))
      role = *std::move(parsed);
    else
      faults.push_back(parsed.error());
  }
  std::optional<signature::Comment> comment;
  if (letter.letter.comments && !visit.comment.empty()) {
    if (auto parsed = signature::Comment::parse(visit.comment))
      comment = *std::move(parsed);
    else
      faults.push_back(parsed.error());
  }
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  return signature::Payload{*std::move(name), std::move(role), std::move(comment)};
}

std::vector<Error> RequestCode::check(const PublishedLetter& letter, const Visit& visit) const {
  std::vector<Error> faults;
  const bool wants_credential = visit.purpose != Purpose::withdraw;
  if (wants_credential) {
    if (auto open = letter.accepts_signatures(instance_.clock.now()); !open) return {open.error()};
  }
  if (visit.purpose == Purpose::sign) {
    if (auto signer = parse_signer(letter, visit); !signer) faults = std::move(signer).error();
  }
  auto address = eligibility::EmailAddress::parse(visit.email);
  if (!address) {
    faults.push_back(address.error());
  } else if (wants_credential) {
    const auto* issuer = letter.find_issuer(visit.issuer);
    if (issuer == nullptr) {
      faults.push_back(fail(Kind::invalid, "Please say to which group you belong.", "issuer").value());
    } else if (auto rule = rule_of(*issuer); !rule) {
      faults.push_back(rule.error());
    } else if (auto admitted = eligibility::admits(*rule, *address); !admitted) {
      faults.push_back(admitted.error());
    }
  }
  return faults;
}

std::vector<Error> RequestCode::operator()(const PublishedLetter& letter, const VisitKeys& keys,
                                           const Visit& visit) {
  if (auto faults = check(letter, visit); !faults.empty()) return faults;
  const auto address = eligibility::EmailAddress::parse(visit.email);
  auto to = mail::Address::parse(address->for_mail());
  if (!to) return {fail(Kind::invalid, "Mail can’t be sent to this address.", "email").value()};

  const auto now = instance_.clock.now();
  const auto code = eligibility::Code::draw(instance_.random);
  auto message = write_(*to, code.shown(), visit.language, now);
  CHECK(message);
  const auto state = eligibility::sent_code(hash_visit_code(keys, *address, code), now);
  store::CodeRequest request{keys.id,
                             seal_visit(instance_, keys, visit),
                             now + kVisitLife,
                             {state.hash.bytes, state.expires, state.tries_left},
                             {hash_visit_mailbox(keys, *address).bytes},
                             {crypto::hmac_sha256(address_key_.view(), as_bytes(address->canonical())).bytes},
                             static_cast<int>(eligibility::kCodesPerHour),
                             {to->text(), *std::move(message), state.expires}};
  // Whether the hour's codes are used up isn't told: it would say that somebody else asked.
  (void)instance_.store.visits().request_code(request, now);
  return {};
}

}  // namespace ruban::service
