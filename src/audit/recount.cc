// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/recount.h"

#include <algorithm>

#include "audit/sign_rule.h"
#include "core/check.h"
#include "crypto/sha256.h"

namespace ruban::audit {
namespace {

using ledger::LetterEnd;

// open to any end; closed to withdrawn and removed; withdrawn to removed.
bool can_end(std::optional<LetterEnd> now, LetterEnd next) {
  if (!now) return true;
  switch (*now) {
    case LetterEnd::closed:
      return next != LetterEnd::closed;
    case LetterEnd::withdrawn:
      return next == LetterEnd::removed;
    case LetterEnd::removed:
      return false;
  }
  return false;
}

}  // namespace

// The rules of docs/formats/record.md. Each function says why its entry is invalid, or does what it says.
class Recount::Rules {
 public:
  using Fault = std::optional<Reason>;

  Rules(Recount& recount, const CheckedEntry& checked, EntryIndex index)
      : r_(recount), checked_(checked), index_(index) {}

  Fault operator()(const ledger::LetterEntry& e) {
    const auto version = std::pair(e.slug, e.version);
    if (r_.versions_.contains(version)) return Reason::second_letter;
    std::vector<Hash> keys;
    for (const auto& issuer : e.issuers) {
      keys.push_back(crypto::sha256(issuer.key.spki()));
      if (r_.issuer_keys_.contains(keys.back())) return Reason::issuer_key_reused;
    }
    LetterRecord* followed = nullptr;
    if (e.follows) {
      followed = letter(*e.follows);
      if (followed == nullptr || followed->entry.slug != e.slug) return Reason::follows_no_version;
    }

    LetterRecord record{LetterId{checked_.leaf.bytes}, index_, e, {}, {}, {}, {}, {}, {}};
    record.accepted.resize(e.issuers.size());
    record.issued.resize(e.issuers.size());
    if (followed != nullptr) {
      if (!followed->end) set_end(*followed, LetterEnd::closed);
      followed->replaced_by = record.id;
    }
    r_.versions_.emplace(version, record.id);
    r_.issuer_keys_.insert(keys.begin(), keys.end());
    r_.keys_.add(record.id, e.issuers);
    r_.places_.emplace(record.id, static_cast<std::uint32_t>(r_.letters_.size()));
    r_.letters_.push_back(std::move(record));
    return {};
  }

  Fault operator()(const ledger::SignEntry& e) {
    auto* letter = this->letter(e.letter);
    if (letter == nullptr) return Reason::unknown_letter;
    if (letter->end) return Reason::letter_ended;
    if (auto fault = signature_fault(letter->entry, e, checked_.evidence)) return fault;
    if (auto fault = epoch_fault(letter->entry, e)) return fault;
    const auto issuer = *issuer_place(*letter, e.issuer);
    const auto place = place_of(*letter);
    if (r_.signatures_.is_used(place, e.key)) return Reason::key_used_before;

    SignatureState signature{index_, e.key, place, static_cast<std::uint8_t>(issuer)};
    signature.anonymous = e.mode != ledger::Mode::named;
    r_.signatures_.add(signature);
    ++letter->accepted[issuer];
    return {};
  }

  Fault operator()(const ledger::WithdrawEntry& e) {
    auto* signature = find(e.letter, e.index);
    if (auto fault = check_signer(e, signature)) return fault;
    if (signature->withdrawn) return Reason::withdrawn_before;
    r_.signatures_.withdraw(*signature, index_);
    return {};
  }

  Fault operator()(const ledger::TakedownEntry& e) {
    auto* signature = find(e.letter, e.index);
    if (signature == nullptr) return Reason::no_such_signature;
    if (signature->taken_down) return Reason::taken_down_before;
    r_.signatures_.take_down(*signature, index_);
    return {};
  }

  Fault operator()(const ledger::EraseEntry& e) {
    auto* signature = find(e.letter, e.index);
    if (signature == nullptr) return Reason::no_such_signature;
    if (signature->erased) return Reason::erased_before;
    signature->erased = true;
    return {};
  }

  Fault operator()(const ledger::KeptEntry& e) {
    auto* signature = find(e.letter, e.index);
    if (auto fault = check_signer(e, signature)) return fault;
    if (signature->anonymous) return Reason::not_named;
    if (!signature->standing()) return Reason::not_standing;
    if (signature->kept) return Reason::kept_before;
    r_.signatures_.keep(*signature, index_);
    ++letter(e.letter)->kept;
    return {};
  }

  Fault operator()(const ledger::QuoteEntry& e) {
    const auto* signature = find(e.letter, e.index);
    if (auto fault = check_signer(e, signature)) return fault;
    if (!signature->standing()) return Reason::not_standing;
    ++letter(e.letter)->quotes;
    return {};
  }

  Fault operator()(const ledger::IssuedEntry& e) {
    auto* letter = this->letter(e.letter);
    if (letter == nullptr) return Reason::unknown_letter;
    const auto issuer = issuer_place(*letter, e.issuer);
    if (!issuer) return Reason::unknown_issuer;
    if (e.total < letter->issued[*issuer]) return Reason::issued_shrinks;
    if (e.total < letter->accepted[*issuer]) return Reason::issued_too_few;
    letter->issued[*issuer] = e.total;
    return {};
  }

  Fault operator()(const ledger::TallyEntry& e) {
    const auto* letter = this->letter(e.letter);
    if (letter == nullptr) return Reason::unknown_letter;
    if (e.size > index_) return Reason::tally_ahead;
    const auto counts = r_.counts(e.letter, e.size);
    if (e.counts.size() != counts.size()) return Reason::tally_other_issuers;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (e.counts[i].label != counts[i].label) return Reason::tally_other_issuers;
    }
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const auto& said = e.counts[i];
      const auto& true_count = counts[i];
      if (said.named != true_count.named || said.anon != true_count.anon ||
          said.withdrawn != true_count.withdrawn || said.taken_down != true_count.taken_down) {
        return Reason::tally_wrong;
      }
    }
    return {};
  }

  Fault operator()(const ledger::DemandEntry& e) {
    auto* letter = this->letter(e.letter);
    if (letter == nullptr) return Reason::unknown_letter;
    letter->demands[e.number] = e.state;
    return {};
  }

  Fault operator()(const ledger::ResponseEntry& e) { return known(e.letter); }
  Fault operator()(const ledger::NumberedDocumentEntry& e) { return known(e.letter); }
  Fault operator()(const ledger::ClientEntry&) { return {}; }

  Fault operator()(const ledger::EndEntry& e) {
    auto* letter = this->letter(e.letter);
    if (letter == nullptr) return Reason::unknown_letter;
    if (!can_end(letter->end, e.state)) return Reason::ended_before;
    set_end(*letter, e.state);
    return {};
  }

 private:
  LetterRecord* letter(const LetterId& id) {
    const auto place = r_.places_.find(id);
    return place == r_.places_.end() ? nullptr : &r_.letters_[place->second];
  }
  Fault known(const LetterId& id) {
    if (letter(id) == nullptr) return Reason::unknown_letter;
    return {};
  }
  std::uint32_t place_of(const LetterRecord& letter) const {
    return static_cast<std::uint32_t>(&letter - r_.letters_.data());
  }
  static std::optional<std::size_t> issuer_place(const LetterRecord& letter, std::string_view label) {
    const auto* issuer = letter.entry.find_issuer(label);
    if (issuer == nullptr) return std::nullopt;
    return static_cast<std::size_t>(issuer - letter.entry.issuers.data());
  }
  // The valid signature of this letter at `index`, which lies before this entry.
  SignatureState* find(const LetterId& id, EntryIndex index) {
    const auto* of = letter(id);
    auto* signature = r_.signatures_.find(index);
    return of == nullptr || signature == nullptr || signature->letter != place_of(*of) ? nullptr : signature;
  }
  template <class Signed>
  Fault check_signer(const Signed& e, const SignatureState* signature) {
    if (signature == nullptr) return Reason::no_such_signature;
    if (signature->key != e.key) return Reason::another_key;
    if (checked_.evidence != Evidence::proven) return Reason::wrong_signature;
    return {};
  }
  void set_end(LetterRecord& letter, LetterEnd end) {
    letter.end = end;
    if (!letter.end_index) letter.end_index = index_;
  }

  Recount& r_;
  const CheckedEntry& checked_;
  EntryIndex index_;
};

Verdict Recount::add(const CheckedEntry& checked) {
  const auto index = size_++;
  Verdict verdict;
  if (!checked.entry) {
    verdict.fault = Reason::not_an_entry;
  } else {
    const auto& entry = *checked.entry;
    verdict.fault = std::visit(Rules(*this, checked, index), entry);
    if (verdict.valid()) {
      const bool is_sign = std::holds_alternative<ledger::SignEntry>(entry);
      auto& last = is_sign ? last_epoch_ : last_time_;
      const auto time = ledger::time_of(entry);
      if (time < last) verdict.remark = is_sign ? Reason::epoch_backwards : Reason::time_backwards;
      last = std::max(last, time);
    }
  }
  if (verdict.fault) findings_.push_back({index, *verdict.fault});
  if (verdict.remark) findings_.push_back({index, *verdict.remark});
  return verdict;
}

Verdict Recount::add(std::string_view entry) { return add(check_entry(entry, keys_)); }

const LetterRecord* Recount::find(const LetterId& id) const {
  const auto place = places_.find(id);
  return place == places_.end() ? nullptr : &letters_[place->second];
}

std::vector<IssuerCount> Recount::counts(const LetterId& id, TreeSize at) const {
  std::vector<IssuerCount> out;
  const auto place = places_.find(id);
  if (place == places_.end()) return out;
  for (const auto& issuer : letters_[place->second].entry.issuers) {
    const auto count = signatures_.count(place->second, static_cast<std::uint8_t>(out.size()), at);
    out.push_back({issuer.label, issuer.class_name, count.named, count.anon, count.withdrawn,
                   count.taken_down, count.kept});
  }
  return out;
}

std::optional<SignatureState> Recount::signature(EntryIndex index) const {
  const auto* found = signatures_.find(index);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

std::vector<Finding> Recount::shortfalls() const {
  std::vector<Finding> out;
  for (const auto& letter : letters_) {
    if (!letter.end) continue;
    for (std::size_t i = 0; i < letter.accepted.size(); ++i) {
      if (letter.issued[i] >= letter.accepted[i]) continue;
      out.push_back({*letter.end_index, Reason::issued_too_few});
      break;
    }
  }
  return out;
}

}  // namespace ruban::audit
