// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/signature_table.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "core/check.h"

namespace ruban::audit {
namespace {

std::size_t hash_of(std::uint32_t letter, const PublicKey& key) {
  std::uint64_t words[4], h = letter;
  std::memcpy(words, key.bytes.data(), sizeof words);
  for (const auto word : words) {
    h = (h ^ word) * 0x9E3779B97F4A7C15U;
    h ^= h >> 32;
  }
  return h;
}

}  // namespace

std::size_t SignatureTable::slot_of(std::uint32_t letter, const PublicKey& key) const {
  const auto mask = slots_.size() - 1;
  auto slot = hash_of(letter, key) & mask;
  while (slots_[slot] != 0) {
    const auto& there = signatures_[slots_[slot] - 1];
    if (there.letter == letter && there.key == key) break;
    slot = (slot + 1) & mask;
  }
  return slot;
}

void SignatureTable::grow() {
  slots_.assign(std::max<std::size_t>(slots_.size() * 2, 64), 0);
  for (std::size_t i = 0; i < signatures_.size(); ++i) {
    slots_[slot_of(signatures_[i].letter, signatures_[i].key)] = static_cast<std::uint32_t>(i + 1);
  }
}

SignatureTable::Issuer& SignatureTable::issuer_of(const SignatureState& signature) {
  if (letters_.size() <= signature.letter) letters_.resize(signature.letter + std::size_t{1});
  auto& issuers = letters_[signature.letter];
  if (issuers.size() <= signature.issuer) issuers.resize(signature.issuer + std::size_t{1});
  return issuers[signature.issuer];
}

void SignatureTable::add(const SignatureState& signature) {
  CHECK(signatures_.empty() || signatures_.back().index < signature.index);
  CHECK(signatures_.size() < std::numeric_limits<std::uint32_t>::max() - 1);
  if (signatures_.size() * 2 >= slots_.size()) grow();
  const auto slot = slot_of(signature.letter, signature.key);
  CHECK(slots_[slot] == 0);
  const auto place = static_cast<std::uint32_t>(signatures_.size());
  slots_[slot] = place + 1;
  signatures_.push_back(signature);
  auto& issuer = issuer_of(signature);
  (signature.anonymous ? issuer.anon : issuer.named).push_back(place);
}

bool SignatureTable::is_used(std::uint32_t letter, const PublicKey& key) const {
  return !slots_.empty() && slots_[slot_of(letter, key)] != 0;
}

const SignatureState* SignatureTable::find(EntryIndex index) const {
  const auto at = std::lower_bound(signatures_.begin(), signatures_.end(), index,
                                   [](const auto& signature, EntryIndex i) { return signature.index < i; });
  return at == signatures_.end() || at->index != index ? nullptr : &*at;
}

SignatureState* SignatureTable::find(EntryIndex index) {
  return const_cast<SignatureState*>(std::as_const(*this).find(index));
}

SignatureTable::Change& SignatureTable::next_change(const SignatureState& signature, EntryIndex at) {
  auto& changes = issuer_of(signature).changes;
  Change next = changes.empty() ? Change{} : changes.back();
  next.at = at;
  return changes.emplace_back(next);
}

void SignatureTable::withdraw(SignatureState& signature, EntryIndex at) {
  CHECK(!signature.withdrawn);
  auto& totals = next_change(signature, at);
  ++totals.withdrawn;
  if (signature.taken_down) {
    --totals.taken_down;
  } else {
    ++(signature.anonymous ? totals.removed_anon : totals.removed_named);
    if (signature.kept) --totals.kept;
  }
  signature.withdrawn = true;
}

void SignatureTable::take_down(SignatureState& signature, EntryIndex at) {
  CHECK(!signature.taken_down);
  if (!signature.withdrawn) {
    auto& totals = next_change(signature, at);
    ++totals.taken_down;
    ++(signature.anonymous ? totals.removed_anon : totals.removed_named);
    if (signature.kept) --totals.kept;
  }
  signature.taken_down = true;
}

void SignatureTable::keep(SignatureState& signature, EntryIndex at) {
  CHECK(signature.standing() && !signature.kept);
  ++next_change(signature, at).kept;
  signature.kept = true;
}

Standing SignatureTable::count(std::uint32_t letter, std::uint8_t issuer, TreeSize size) const {
  Standing out;
  if (letter >= letters_.size() || issuer >= letters_[letter].size()) return out;
  const auto& of = letters_[letter][issuer];
  const auto below = [&](const std::vector<std::uint32_t>& places) {
    const auto end =
        std::lower_bound(places.begin(), places.end(), size,
                         [&](std::uint32_t place, TreeSize s) { return signatures_[place].index < s; });
    return static_cast<std::uint64_t>(end - places.begin());
  };
  out.named = below(of.named);
  out.anon = below(of.anon);
  const auto after = std::lower_bound(of.changes.begin(), of.changes.end(), size,
                                      [](const Change& change, TreeSize s) { return change.at < s; });
  if (after != of.changes.begin()) {
    const auto& totals = *std::prev(after);
    out.named -= totals.removed_named;
    out.anon -= totals.removed_anon;
    out.withdrawn = totals.withdrawn;
    out.taken_down = totals.taken_down;
    out.kept = totals.kept;
  }
  return out;
}

}  // namespace ruban::audit
