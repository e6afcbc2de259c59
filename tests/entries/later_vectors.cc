// SPDX-License-Identifier: AGPL-3.0-or-later
// The rules of "What is valid" for what is said of a signature later.
#include "vector_letter.h"

namespace ruban::audit {
namespace {

void removals(const std::filesystem::path& folder) {
  Letter letter, other("other", 2);
  const auto first = letter.sign(1);
  using ledger::TakedownEntry, ledger::TakedownReason, ledger::WithdrawEntry;
  {
    VectorFile file(folder, "withdraw",
                    "A withdraw names an earlier valid signature of its letter by the same key, and "
                    "verifies; the second one "
                    "for a signature is void.");
    file.add("valid", "the letter", Entry(letter.entry));
    file.add("valid", "another letter", Entry(other.entry));
    const auto index = file.add("valid", "a signature", Entry(first));
    const auto anonymous = file.add("valid", "an anonymous one", Entry(letter.sign(2, Mode::anon)));
    file.add("valid", "one that stays", Entry(letter.sign(3)));
    file.add("another_key", "by another key",
             Entry(by_signer<WithdrawEntry>(letter.id, index, signer_key(3))));
    auto broken = by_signer<WithdrawEntry>(letter.id, index, signer_key(1));
    broken.sig.bytes[63] ^= 1;
    file.add("wrong_signature", "with a wrong signature", Entry(broken));
    broken = by_signer<WithdrawEntry>(letter.id, index, signer_key(1));
    broken.index = 4;
    file.add("another_key", "turned to another signature", Entry(broken));
    file.add("no_such_signature", "of the other letter",
             Entry(by_signer<WithdrawEntry>(other.id, index, signer_key(1))));
    file.add("no_such_signature", "of no letter",
             Entry(by_signer<WithdrawEntry>(LetterId{kDoc.bytes}, index, signer_key(1))));
    file.add("no_such_signature", "of an entry that isn't a signature",
             Entry(by_signer<WithdrawEntry>(letter.id, 0, signer_key(1))));
    file.add("no_such_signature", "of itself", Entry(by_signer<WithdrawEntry>(letter.id, 11, signer_key(1))));
    file.add("no_such_signature", "of one to come",
             Entry(by_signer<WithdrawEntry>(letter.id, 13, signer_key(4))));
    file.add("valid", "the one that was to come", Entry(letter.sign(4)));
    file.add("valid", "withdrawn", Entry(by_signer<WithdrawEntry>(letter.id, index, signer_key(1))));
    file.add("withdrawn_before", "withdrawn twice",
             Entry(by_signer<WithdrawEntry>(letter.id, index, signer_key(1))));
    file.add("valid", "the anonymous one",
             Entry(by_signer<WithdrawEntry>(letter.id, anonymous, signer_key(2))));
    file.counts("letter 1 employee-email 2 0 2 0");
  }
  {
    VectorFile file(
        folder, "takedown",
        "A takedown names an earlier valid signature of its letter; the second one for a signature is void.");
    file.add("valid", "the letter", Entry(letter.entry));
    file.add("valid", "another letter", Entry(other.entry));
    std::uint32_t signer = 1;
    for (auto reason :
         {TakedownReason::owner, TakedownReason::court, TakedownReason::abuse, TakedownReason::test}) {
      const auto mode = reason == TakedownReason::test ? Mode::anon : Mode::named;
      const auto index = file.add("valid", "a signature", Entry(letter.sign(signer++, mode)));
      file.add("valid", ledger::word(reason), Entry(TakedownEntry{letter.id, index, reason, kTime}));
    }
    const auto stays = file.add("valid", "one that stays", Entry(letter.sign(signer)));
    file.add("taken_down_before", "taken down twice",
             Entry(TakedownEntry{letter.id, 2, TakedownReason::court, kTime}));
    file.add("no_such_signature", "of the other letter",
             Entry(TakedownEntry{other.id, stays, TakedownReason::court, kTime}));
    file.add("no_such_signature", "of no signature",
             Entry(TakedownEntry{letter.id, 3, TakedownReason::court, kTime}));
    file.add("no_such_signature", "of one to come",
             Entry(TakedownEntry{letter.id, 99, TakedownReason::court, kTime}));
    file.counts("letter 1 employee-email 1 0 0 4");
  }
  {
    VectorFile file(folder, "withdraw-and-takedown",
                    "A signature in both counts as withdrawn, whichever came first.");
    file.add("valid", "the letter", Entry(letter.entry));
    file.add("valid", "a signature", Entry(letter.sign(1)));
    file.add("valid", "another", Entry(letter.sign(2, Mode::anon)));
    file.add("valid", "one that is only taken down", Entry(letter.sign(3)));
    file.add("valid", "withdrawn", Entry(by_signer<WithdrawEntry>(letter.id, 1, signer_key(1))));
    file.add("valid", "then taken down", Entry(TakedownEntry{letter.id, 1, TakedownReason::owner, kTime}));
    file.add("valid", "taken down", Entry(TakedownEntry{letter.id, 2, TakedownReason::abuse, kTime}));
    file.add("valid", "then withdrawn", Entry(by_signer<WithdrawEntry>(letter.id, 2, signer_key(2))));
    file.add("valid", "taken down alone", Entry(TakedownEntry{letter.id, 3, TakedownReason::abuse, kTime}));
    file.add("taken_down_before", "and again",
             Entry(TakedownEntry{letter.id, 1, TakedownReason::abuse, kTime}));
    file.add("withdrawn_before", "and again", Entry(by_signer<WithdrawEntry>(letter.id, 2, signer_key(2))));
    file.counts("letter 1 employee-email 0 0 2 1");
  }
  {
    VectorFile file(folder, "erase",
                    "An erase names an earlier valid signature of its letter, once; it changes no count.");
    file.add("valid", "the letter", Entry(letter.entry));
    file.add("valid", "a signature", Entry(first));
    file.add("valid", "erased", Entry(ledger::EraseEntry{letter.id, 1, kTime}));
    file.add("erased_before", "erased twice", Entry(ledger::EraseEntry{letter.id, 1, kTime}));
    file.add("no_such_signature", "of no signature", Entry(ledger::EraseEntry{letter.id, 0, kTime}));
    file.add("no_such_signature", "of no letter", Entry(ledger::EraseEntry{other.id, 1, kTime}));
    file.counts("letter 1 employee-email 1 0 0 0");
  }
}

void later_words(const std::filesystem::path& folder) {
  Letter letter, other("other", 2);
  using ledger::KeptEntry, ledger::QuoteEntry, ledger::TakedownEntry, ledger::TakedownReason,
      ledger::WithdrawEntry;
  {
    VectorFile file(folder, "kept",
                    "A kept is by the key of a standing named signature of its letter, once; it counts while "
                    "that stands.");
    file.add("valid", "the letter", Entry(letter.entry));
    file.add("valid", "a signature", Entry(letter.sign(1)));
    file.add("valid", "an anonymous one", Entry(letter.sign(2, Mode::anon)));
    file.add("valid", "one that will be withdrawn", Entry(letter.sign(3)));
    file.add("another_key", "by another key", Entry(by_signer<KeptEntry>(letter.id, 1, signer_key(3))));
    auto broken = by_signer<KeptEntry>(letter.id, 1, signer_key(1));
    broken.sig = by_signer<WithdrawEntry>(letter.id, 1, signer_key(1)).sig;
    file.add("wrong_signature", "with the signature of a withdraw", Entry(broken));
    file.add("no_such_signature", "of no signature",
             Entry(by_signer<KeptEntry>(letter.id, 0, signer_key(1))));
    file.add("not_named", "of an anonymous signature",
             Entry(by_signer<KeptEntry>(letter.id, 2, signer_key(2))));
    file.add("valid", "the pledge is kept", Entry(by_signer<KeptEntry>(letter.id, 1, signer_key(1))));
    file.add("kept_before", "and again", Entry(by_signer<KeptEntry>(letter.id, 1, signer_key(1))));
    file.add("valid", "withdrawn", Entry(by_signer<WithdrawEntry>(letter.id, 3, signer_key(3))));
    file.add("not_standing", "kept after it was withdrawn",
             Entry(by_signer<KeptEntry>(letter.id, 3, signer_key(3))));
    for (std::uint32_t signer : {4U, 5U}) {
      const auto index = file.add("valid", "one that won't stand for long", Entry(letter.sign(signer)));
      file.add("valid", "its pledge is kept",
               Entry(by_signer<KeptEntry>(letter.id, index, signer_key(signer))));
      if (signer == 4) {
        file.add("valid", "and it is withdrawn",
                 Entry(by_signer<WithdrawEntry>(letter.id, index, signer_key(4))));
        file.add("valid", "then taken down",
                 Entry(TakedownEntry{letter.id, index, TakedownReason::owner, kTime}));
      } else {
        file.add("valid", "and it is taken down",
                 Entry(TakedownEntry{letter.id, index, TakedownReason::abuse, kTime}));
        file.add("valid", "then withdrawn", Entry(by_signer<WithdrawEntry>(letter.id, index, signer_key(5))));
      }
    }
    file.counts("letter 1 employee-email 1 1 3 0");
    file.kept("letter 1 employee-email 1");
  }
  {
    VectorFile file(folder, "quote", "A quote is by the key of a standing signature of its letter.");
    const auto quote = [&](EntryIndex index, std::uint32_t signer) {
      auto out = by_signer<QuoteEntry>(letter.id, index, signer_key(signer));
      out.commit = Commitment{kDoc.bytes};
      return resigned(out, signer_key(signer));
    };
    file.add("valid", "the letter", Entry(letter.entry));
    file.add("valid", "a signature", Entry(letter.sign(1)));
    file.add("valid", "an anonymous one", Entry(letter.sign(2, Mode::anon)));
    file.add("valid", "a quote", Entry(quote(1, 1)));
    file.add("valid", "another by the same", Entry(quote(1, 1)));
    file.add("valid", "one by the anonymous signatory", Entry(quote(2, 2)));
    file.add("another_key", "by another key", Entry(quote(1, 2)));
    auto moved = quote(1, 1);
    moved.commit = Commitment{crypto::sha256("other words").bytes};
    file.add("wrong_signature", "other words put into it", Entry(moved));
    file.add("no_such_signature", "of no signature", Entry(quote(0, 1)));
    file.add("valid", "taken down", Entry(TakedownEntry{letter.id, 1, TakedownReason::abuse, kTime}));
    file.add("not_standing", "a quote by a signature that was taken down", Entry(quote(1, 1)));
    file.counts("letter 1 employee-email 0 1 0 1");
  }
}

}  // namespace

void write_later_vectors(const std::filesystem::path& folder) {
  removals(folder);
  later_words(folder);
}

}  // namespace ruban::audit
