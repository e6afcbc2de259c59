// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/journal.h"

#include <gtest/gtest.h>

#include "audit/test_record.h"

namespace ruban::audit {
namespace {

constexpr std::string_view kOrigin = "ruban.example.org/log";

// A journal of two parts, with every kind of record in it.
class Written : public testing::Test {
 protected:
  Written() {
    JournalWriter writer(kOrigin);
    bytes = writer.head();
    append(writer.checkpoint({"a note\n", false}));
    const auto letter = letter_entry("mine", {issuer_line(0)});
    const auto id = id_of(letter);
    take(writer, ledger::format_entry(letter));
    take(writer, ledger::format_entry(sign_entry(id, issuer_key(0), signer_key(1))));
    take(writer, ledger::format_entry(
                     sign_entry(id, issuer_key(0), signer_key(2), "employee-email", ledger::Mode::anon)));
    append(writer.entries(3, crypto::sha256("three"), 999));
    first_part = bytes.size();
    take(writer, "nonsense");
    take(writer, ledger::format_entry(sign_entry(id, issuer_key(0), signer_key(2))));  // key used before
    take(writer, ledger::format_entry(by_signer<ledger::WithdrawEntry>(id, 1, signer_key(1))));
    append(writer.entries(6, crypto::sha256("six"), 2000));
    append(writer.checkpoint({"another\n", true}));
  }
  void append(const Bytes& part) { bytes.insert(bytes.end(), part.begin(), part.end()); }
  void take(JournalWriter& writer, const std::string& text) {
    if (text.starts_with("ruban/v1 letter\n")) {
      const auto entry = *ledger::parse_entry(text);
      keys.add(ledger::letter_id_of(text), std::get<ledger::LetterEntry>(entry).issuers);
    }
    const auto checked = check_entry(text, keys);
    const auto index = replayed.recount.size();
    const bool counts = replayed.take(checked);
    const auto signature = counts ? replayed.recount.signature(index) : std::nullopt;
    writer.take(text, checked, signature ? &*signature : nullptr);
  }

  Bytes bytes;
  std::size_t first_part = 0;
  Replayed replayed;
  IssuerKeys keys;
};

TEST_F(Written, Is_read_as_it_was) {
  const auto read = read_journal(bytes);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->origin, kOrigin);
  EXPECT_EQ(read->whole, bytes.size());
  EXPECT_EQ(read->root, crypto::sha256("six"));
  EXPECT_EQ(read->replayed.entry_bytes, 2000u);
  EXPECT_EQ(read->replayed.signatures, 2u);
  EXPECT_EQ(read->replayed.commitments, replayed.commitments);
  const auto& recount = read->replayed.recount;
  EXPECT_EQ(recount.size(), 6u);
  EXPECT_EQ(recount.findings(), replayed.recount.findings());
  EXPECT_EQ(recount.findings().size(), 2u);
  const auto& id = recount.letters().at(0).id;
  for (TreeSize size = 0; size <= 6; ++size) {
    EXPECT_EQ(recount.counts(id, size), replayed.recount.counts(id, size)) << size;
  }
  EXPECT_EQ(recount.signature(2)->key, signer_key(2).public_key());
  ASSERT_EQ(read->checkpoints.size(), 2u);
  EXPECT_EQ(read->checkpoints[0].note, "a note\n");
  EXPECT_FALSE(read->checkpoints[0].audited);
  EXPECT_TRUE(read->checkpoints[1].audited);
  EXPECT_NE(read->keys.find(id, "employee-email"), nullptr);
}

TEST_F(Written, Cut_off_anywhere_it_gives_the_parts_that_are_whole) {
  const auto all = bytes;
  const auto head = JournalWriter(kOrigin).head().size();
  for (std::size_t length = 0; length < all.size(); ++length) {
    const auto read = read_journal(ByteView(all).first(length));
    ASSERT_TRUE(read) << length;
    ASSERT_LE(read->whole, length);
    if (length < head) {
      ASSERT_EQ(read->whole, 0u);
    }
    ASSERT_EQ(read->replayed.recount.size(), length < first_part             ? 0u
                                             : read->checkpoints.size() == 2 ? 6u
                                             : read->whole > first_part      ? 6u
                                                                             : 3u)
        << length;
  }
}

TEST_F(Written, Changed_anywhere_it_is_refused) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    auto changed = bytes;
    changed[i] ^= 0x40;
    const auto read = read_journal(changed);
    // A length that reaches beyond the end looks as if it had been cut off there: less is read, never other
    // things.
    if (read) {
      EXPECT_LT(read->whole, bytes.size()) << i;
      EXPECT_LE(read->whole, i) << i;
    }
  }
}

TEST_F(Written, Can_be_written_on) {
  const auto before = *read_journal(ByteView(bytes).first(first_part));
  JournalWriter writer(before.chain);
  bytes.resize(first_part);
  append(writer.checkpoint({"later\n", true}));
  const auto read = read_journal(bytes);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->checkpoints.size(), 2u);
  EXPECT_EQ(read->replayed.recount.size(), 3u);
  append(JournalWriter(before.chain).checkpoint({"not the next\n", true}));
  EXPECT_FALSE(read_journal(bytes));
}

TEST(Journal, Of_a_form_that_is_not_its_own_is_refused) {
  for (auto text :
       {"x", "ruban audit-state v2\nx\n", "ruban audit-state v1\nno origin\n", "ruban audit-state v1 "}) {
    EXPECT_FALSE(read_journal(as_bytes(text))) << text;
  }
  EXPECT_FALSE(read_journal(as_bytes("ruban audit-state v1\n" + std::string(400, 'x'))));
}

}  // namespace
}  // namespace ruban::audit
