// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/entry.h"

#include <algorithm>

#include "core/check.h"
#include "ledger/entry_words.h"
#include "ledger/merkle.h"

namespace ruban::ledger {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;  // clang 14 needs it said

}  // namespace

std::string_view word(Mode mode) { return kModes.at(static_cast<std::size_t>(mode)); }
std::string_view word(Via via) { return kVias.at(static_cast<std::size_t>(via)); }
std::string_view word(TakedownReason reason) { return kTakedownReasons.at(static_cast<std::size_t>(reason)); }
std::string_view word(ResponseBy by) { return kResponseBys.at(static_cast<std::size_t>(by)); }
std::string_view word(DemandState state) { return kDemandStates.at(static_cast<std::size_t>(state)); }
std::string_view word(DocumentKind kind) { return kDocumentKinds.at(static_cast<std::size_t>(kind)); }
std::string_view word(LetterEnd end) { return kLetterEnds.at(static_cast<std::size_t>(end)); }

bool LetterEntry::allows(Mode mode) const {
  return std::find(modes.begin(), modes.end(), mode) != modes.end();
}

const IssuerLine* LetterEntry::find_issuer(std::string_view label) const {
  auto at =
      std::find_if(issuers.begin(), issuers.end(), [&](const auto& issuer) { return issuer.label == label; });
  return at == issuers.end() ? nullptr : &*at;
}

std::string_view type_name(const Entry& entry) {
  return std::visit(Overloaded{
                        [](const LetterEntry&) -> std::string_view { return "letter"; },
                        [](const SignEntry&) -> std::string_view { return "sign"; },
                        [](const WithdrawEntry&) -> std::string_view { return "withdraw"; },
                        [](const TakedownEntry&) -> std::string_view { return "takedown"; },
                        [](const EraseEntry&) -> std::string_view { return "erase"; },
                        [](const IssuedEntry&) -> std::string_view { return "issued"; },
                        [](const TallyEntry&) -> std::string_view { return "tally"; },
                        [](const ResponseEntry&) -> std::string_view { return "response"; },
                        [](const DemandEntry&) -> std::string_view { return "demand"; },
                        [](const NumberedDocumentEntry& e) -> std::string_view { return word(e.kind); },
                        [](const KeptEntry&) -> std::string_view { return "kept"; },
                        [](const QuoteEntry&) -> std::string_view { return "quote"; },
                        [](const EndEntry&) -> std::string_view { return "end"; },
                        [](const ClientEntry&) -> std::string_view { return "client"; },
                    },
                    entry);
}

std::optional<LetterId> letter_of(const Entry& entry, const LetterId& leaf) {
  return std::visit(Overloaded{
                        [&](const LetterEntry&) { return std::optional(leaf); },
                        [](const ClientEntry&) { return std::optional<LetterId>(); },
                        [](const auto& e) { return std::optional(e.letter); },
                    },
                    entry);
}

Instant time_of(const Entry& entry) {
  return std::visit(Overloaded{
                        [](const SignEntry& e) { return e.epoch; },
                        [](const auto& e) { return e.time; },
                    },
                    entry);
}

std::string_view signed_part(std::string_view entry) {
  // No value holds a line feed, and only one line has this key.
  const auto at = entry.find("\nsig ");
  CHECK(at != std::string_view::npos);
  return entry.substr(0, at + 1);
}

std::string without_time(const Entry& entry) {
  auto text = format_entry(entry);
  text.pop_back();
  text.resize(text.rfind('\n') + 1);
  return text;
}

Result<Entry> with_time(std::string_view lines, Instant time) {
  std::string text(lines);
  text += lines.starts_with("ruban/v1 sign\n") ? "epoch " : "time ";
  text += format_minute(time);
  text += '\n';
  return parse_entry(text);
}

LetterId letter_id_of(std::string_view entry) { return LetterId{leaf_hash(as_bytes(entry)).bytes}; }

}  // namespace ruban::ledger
