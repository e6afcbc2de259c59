// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/sign_rule.h"

namespace ruban::audit {

std::optional<Reason> signature_fault(const ledger::LetterEntry& letter, const ledger::SignEntry& entry,
                                      Evidence evidence) {
  if (!letter.allows(entry.mode)) return Reason::mode_not_allowed;
  if (letter.find_issuer(entry.issuer) == nullptr) return Reason::unknown_issuer;
  const bool anonymous = entry.mode != ledger::Mode::named;
  if (anonymous && entry.via == ledger::Via::server) return Reason::anonymous_by_server;
  if (anonymous && entry.commit) return Reason::anonymous_commitment;
  switch (evidence) {
    case Evidence::proven:
      return std::nullopt;
    case Evidence::wrong_signature:
      return Reason::wrong_signature;
    case Evidence::none:
    case Evidence::own_key:
    case Evidence::wrong_credential:
      return Reason::wrong_credential;
  }
  return Reason::wrong_credential;
}

std::optional<Reason> epoch_fault(const ledger::LetterEntry& letter, const ledger::SignEntry& entry) {
  if (entry.epoch < letter.opens) return Reason::before_opening;
  if (letter.closes && entry.epoch - *letter.closes > letter.epoch) return Reason::after_closing;
  return std::nullopt;
}

}  // namespace ruban::audit
