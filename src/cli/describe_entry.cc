// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/describe_entry.h"

#include <fmt/format.h>

namespace ruban::cli {
namespace {

std::string describe(const ledger::LetterEntry& e) {
  return fmt::format("The letter {} v{}.", e.slug, e.version);
}
std::string describe(const ledger::SignEntry& e) {
  return fmt::format("A signature {}, of the issuer {}.",
                     e.mode == ledger::Mode::named ? "by name" : "without a name", e.issuer);
}
std::string describe(const ledger::WithdrawEntry& e) {
  return fmt::format("Its signer withdraws signature {}.", e.index);
}
std::string describe(const ledger::TakedownEntry& e) {
  return fmt::format("The operator takes signature {} down (reason: {}).", e.index, ledger::word(e.reason));
}
std::string describe(const ledger::EraseEntry& e) {
  return fmt::format("The text of signature {} is erased.", e.index);
}
std::string describe(const ledger::IssuedEntry& e) {
  return fmt::format("The issuer {} says that it has issued {} credentials.", e.issuer, e.total);
}
// The figure is proved right by a recount alone.
std::string describe(const ledger::TallyEntry& e) {
  auto out = fmt::format("The server's tally of {}, over {} entries:", format_minute(e.time), e.size);
  for (const auto& c : e.counts) {
    out += fmt::format(" {}: {} by name, {} anonymous, {} withdrawn, {} taken down.", c.label, c.named,
                       c.anon, c.withdrawn, c.taken_down);
  }
  return out + " That the figure is right is proved by ruban audit.";
}
std::string describe(const ledger::ResponseEntry& e) {
  return fmt::format("Response {} to the letter.", e.number);
}
std::string describe(const ledger::DemandEntry& e) {
  return fmt::format("Demand {} is now {}.", e.number, ledger::word(e.state));
}
std::string describe(const ledger::NumberedDocumentEntry& e) {
  return fmt::format("The {} {} of the letter.", ledger::word(e.kind), e.number);
}
std::string describe(const ledger::KeptEntry& e) {
  return fmt::format("The signer of signature {} says that the pledge is kept.", e.index);
}
std::string describe(const ledger::QuoteEntry& e) {
  return fmt::format("A statement for the press by the signer of signature {}.", e.index);
}
std::string describe(const ledger::EndEntry& e) {
  return fmt::format("The letter is {}.", ledger::word(e.state));
}
std::string describe(const ledger::ClientEntry& e) {
  return fmt::format("The client program {}.", e.version);
}

}  // namespace

std::string describe_entry(const ledger::Entry& entry) {
  return std::visit([](const auto& e) { return describe(e); }, entry);
}

}  // namespace ruban::cli
