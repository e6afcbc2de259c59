// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/recount.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "audit/test_record.h"

namespace ruban::audit {
namespace {

// Entries as if their signatures had been verified: the rules are tested here, not the cryptography.
CheckedEntry proven(ledger::Entry entry) {
  CheckedEntry out;
  out.leaf = ledger::leaf_hash(as_bytes(ledger::format_entry(entry)));
  out.entry = std::move(entry);
  out.evidence = Evidence::proven;
  return out;
}

PublicKey key_of(std::uint32_t n) {
  PublicKey out;
  std::memcpy(out.bytes.data(), &n, sizeof n);
  return out;
}

struct Letter {
  ledger::LetterEntry entry = letter_entry("letter", {issuer_line(0), issuer_line(1, "supporter")});
  LetterId id = id_of(entry);
};
const Letter& letter() {
  static const Letter out;
  return out;
}

ledger::Entry sign(std::uint32_t signer, bool anonymous, bool supporter) {
  ledger::SignEntry out;
  out.letter = letter().id;
  out.mode = anonymous ? ledger::Mode::anon : ledger::Mode::named;
  out.issuer = supporter ? "supporter-email" : "employee-email";
  out.cred.resize(256);
  out.key = key_of(signer);
  out.epoch = letter().entry.opens;
  return out;
}
ledger::Entry withdraw(EntryIndex index, std::uint32_t signer) {
  return ledger::WithdrawEntry{letter().id, index, key_of(signer), {}, letter().entry.opens};
}
ledger::Entry take_down(EntryIndex index) {
  return ledger::TakedownEntry{letter().id, index, ledger::TakedownReason::abuse, letter().entry.opens};
}

ledger::Entry keep(EntryIndex index, std::uint32_t signer) {
  return ledger::KeptEntry{letter().id, index, key_of(signer), {}, letter().entry.opens};
}

// The definition, word for word: |S \ (W ∪ T)| over the entries below `size`, W before T; and of these, K.
std::vector<IssuerCount> by_definition(const std::vector<ledger::Entry>& entries, TreeSize size) {
  std::vector<IssuerCount> out{{"employee-email", "employee"}, {"supporter-email", "supporter"}};
  if (size == 0) return out;
  std::map<EntryIndex, ledger::SignEntry> s;
  std::set<EntryIndex> w, t, k;
  std::set<PublicKey> keys;
  for (EntryIndex i = 0; i < size; ++i) {
    if (const auto* sign = std::get_if<ledger::SignEntry>(&entries[i])) {
      if (keys.insert(sign->key).second) s[i] = *sign;
    } else if (const auto* withdraw = std::get_if<ledger::WithdrawEntry>(&entries[i])) {
      if (s.contains(withdraw->index) && s[withdraw->index].key == withdraw->key) w.insert(withdraw->index);
    } else if (const auto* down = std::get_if<ledger::TakedownEntry>(&entries[i])) {
      if (s.contains(down->index)) t.insert(down->index);
    } else if (const auto* kept = std::get_if<ledger::KeptEntry>(&entries[i])) {
      const auto by = s.find(kept->index);
      if (by != s.end() && by->second.key == kept->key && by->second.mode == ledger::Mode::named &&
          !w.contains(kept->index) && !t.contains(kept->index)) {
        k.insert(kept->index);
      }
    }
  }
  for (const auto& [index, sign] : s) {
    auto& count = out[sign.issuer == "employee-email" ? 0 : 1];
    if (w.contains(index)) {
      ++count.withdrawn;
    } else if (t.contains(index)) {
      ++count.taken_down;
    } else {
      ++(sign.mode == ledger::Mode::anon ? count.anon : count.named);
      if (k.contains(index)) ++count.kept;
    }
  }
  return out;
}

RC_GTEST_PROP(Recount, Counts_at_every_size_are_those_of_the_definition, ()) {
  std::vector<ledger::Entry> entries{letter().entry};
  const auto steps = *rc::gen::inRange(1, 120);
  for (int i = 0; i < steps; ++i) {
    const auto signer = *rc::gen::inRange<std::uint32_t>(0, 30);
    const auto index = *rc::gen::inRange<EntryIndex>(0, entries.size() + 1);
    switch (*rc::gen::weightedElement<int>({{6, 0}, {2, 1}, {2, 2}, {2, 3}, {1, 4}, {4, 5}})) {
      case 0:
        entries.push_back(sign(signer, *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>()));
        break;
      case 1:
        entries.push_back(take_down(index));
        break;
      case 2:
        entries.push_back(withdraw(index, signer));
        break;
      case 4:
        entries.push_back(keep(index, signer));
        break;
      case 5:
        if (const auto* by =
                index < entries.size() ? std::get_if<ledger::SignEntry>(&entries[index]) : nullptr)
          entries.push_back(ledger::KeptEntry{letter().id, index, by->key, {}, letter().entry.opens});
        break;
      default: {
        // Rightly, by whoever signed there.
        const auto* by = index < entries.size() ? std::get_if<ledger::SignEntry>(&entries[index]) : nullptr;
        if (by == nullptr) break;
        entries.push_back(ledger::WithdrawEntry{letter().id, index, by->key, {}, letter().entry.opens});
      }
    }
  }
  Recount recount;
  for (const auto& entry : entries) recount.add(proven(entry));
  for (TreeSize size = 1; size <= entries.size(); ++size) {
    RC_ASSERT(recount.counts(letter().id, size) == by_definition(entries, size));
  }
  // A copy goes its own way.
  auto copy = recount;
  copy.add(proven(sign(1000, false, false)));
  RC_ASSERT(copy.counts(letter().id, copy.size())[0].named ==
            recount.counts(letter().id, recount.size())[0].named + 1);
}

TEST(Recount, A_hundred_thousand_signatures_are_found_by_key_and_by_index) {
  Recount recount;
  recount.add(proven(letter().entry));
  constexpr std::uint32_t kMany = 100'000;
  for (std::uint32_t i = 1; i <= kMany; ++i)
    ASSERT_TRUE(recount.add(proven(sign(i, i % 3 == 0, i % 2 == 0))).valid());
  for (std::uint32_t i = 1; i <= kMany; i += 997) {
    ASSERT_EQ(recount.add(proven(sign(i, false, false))).fault, Reason::key_used_before);
    ASSERT_EQ(recount.signature(i)->key, key_of(i));
    ASSERT_EQ(recount.signature(i)->anonymous, i % 3 == 0);
    ASSERT_TRUE(recount.add(proven(withdraw(i, i))).valid());
    ASSERT_TRUE(recount.signature(i)->withdrawn);
  }
  EXPECT_FALSE(recount.signature(0));
  EXPECT_FALSE(recount.signature(kMany + 1));
  const auto counts = recount.counts(letter().id, kMany + 1);
  EXPECT_EQ(counts[0].named + counts[0].anon, kMany / 2);
  EXPECT_EQ(counts[1].named + counts[1].anon, kMany / 2);
  EXPECT_EQ(recount.find(letter().id)->accepted, (std::vector<std::uint64_t>{kMany / 2, kMany / 2}));
}

TEST(Recount, Keeps_what_the_record_says_of_a_letter) {
  const auto time = letter().entry.opens;
  const auto doc = crypto::sha256("document");
  Recount recount;
  recount.add(proven(letter().entry));
  recount.add(proven(sign(1, false, false)));
  recount.add(proven(ledger::DemandEntry{letter().id, 2, ledger::DemandState::promised, doc, time}));
  recount.add(proven(ledger::DemandEntry{letter().id, 2, ledger::DemandState::broken, doc, time}));
  recount.add(proven(ledger::KeptEntry{letter().id, 1, key_of(1), {}, time}));
  recount.add(proven(ledger::QuoteEntry{letter().id, 1, key_of(1), {}, {}, time}));
  recount.add(proven(ledger::EndEntry{letter().id, ledger::LetterEnd::closed, true, doc, time}));
  recount.add(proven(ledger::EndEntry{letter().id, ledger::LetterEnd::removed, true, doc, time}));
  const auto* record = recount.find(letter().id);
  EXPECT_EQ(record->demands,
            (std::map<std::uint64_t, ledger::DemandState>{{2, ledger::DemandState::broken}}));
  EXPECT_EQ(record->kept, 1u);
  EXPECT_EQ(record->quotes, 1u);
  EXPECT_EQ(record->end, ledger::LetterEnd::removed);
  EXPECT_EQ(record->end_index, 6u);
  EXPECT_EQ(recount.shortfalls(), (std::vector<Finding>{{6, Reason::issued_too_few}}));
  EXPECT_TRUE(recount.counts(LetterId{doc.bytes}, 8).empty());
  EXPECT_EQ(recount.find(LetterId{doc.bytes}), nullptr);
}

TEST(Recount, Tallies_of_any_size_take_no_longer_than_the_entries_after_them) {
  // With a look at each signature for each tally this would take an hour.
  Recount recount;
  recount.add(proven(letter().entry));
  constexpr std::uint32_t kMany = 50'000;
  for (std::uint32_t i = 1; i <= kMany; ++i)
    ASSERT_TRUE(recount.add(proven(sign(i, i % 2 == 0, false))).valid());
  for (std::uint32_t i = 1; i <= kMany; i += 10) ASSERT_TRUE(recount.add(proven(withdraw(i, i))).valid());
  const auto last = recount.size();
  for (std::uint32_t n = 0; n < kMany; ++n) {
    const auto size = 1 + (n * std::uint64_t{7919}) % last;
    const auto signed_by_then = std::min<std::uint64_t>(size - 1, kMany);
    const auto withdrawn = size > kMany + 1 ? size - 1 - kMany : 0;  // every tenth from the first on: named
    ledger::TallyEntry tally{letter().id, size, {}, letter().entry.opens};
    tally.counts = {
        {"employee-email", (signed_by_then + 1) / 2 - withdrawn, signed_by_then / 2, withdrawn, 0},
        {"supporter-email", 0, 0, 0, 0}};
    ASSERT_TRUE(recount.add(proven(tally)).valid()) << size;
    ++tally.counts[0].named;
    ASSERT_EQ(recount.add(proven(std::move(tally))).fault, Reason::tally_wrong) << size;
  }
}

TEST(CheckedEntry, Cryptography_is_checked_without_the_rest_of_the_record) {
  const auto entry = sign_entry(letter().id, issuer_key(0), signer_key(1));
  const auto text = ledger::format_entry(entry);
  IssuerKeys keys;
  EXPECT_EQ(check_entry(text, keys).evidence, Evidence::own_key);
  keys.add(letter().id, letter().entry.issuers);
  const auto checked = check_entry(text, keys);
  EXPECT_EQ(checked.evidence, Evidence::proven);
  EXPECT_EQ(checked.leaf, ledger::leaf_hash(as_bytes(text)));
  EXPECT_EQ(verify_sign(entry, text, issuer_key(0).public_key()), Evidence::proven);
  EXPECT_EQ(verify_sign(entry, text, issuer_key(1).public_key()), Evidence::wrong_credential);
  auto broken = entry;
  broken.sig.bytes[5] ^= 1;
  EXPECT_EQ(verify_sign(broken, ledger::format_entry(broken), issuer_key(0).public_key()),
            Evidence::wrong_signature);
  EXPECT_EQ(check_entry(ledger::format_entry(broken), IssuerKeys()).evidence, Evidence::wrong_signature);
  EXPECT_FALSE(check_entry("ruban/v1 frog\n", keys).entry);
}

}  // namespace
}  // namespace ruban::audit
