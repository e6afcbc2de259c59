// SPDX-License-Identifier: AGPL-3.0-or-later
// The rules of "What is valid": which entries count.
#include <fmt/format.h>

#include "vector_file.h"

namespace ruban::audit {
namespace {

using ledger::Entry;
using ledger::Mode;

const Instant kTime = minute("2018-06-20T09:00Z");
const Hash kDoc = crypto::sha256("document");

// A letter with two issuers: employee-email and supporter-email.
struct Letter {
  ledger::LetterEntry entry;
  LetterId id;

  explicit Letter(std::string slug = "letter", int first_key = 0)
      : entry(
            letter_entry(std::move(slug), {issuer_line(first_key), issuer_line(first_key + 1, "supporter")})),
        id(id_of(entry)) {}
  ledger::SignEntry sign(std::uint32_t signer, Mode mode = Mode::named) const {
    return sign_entry(id, issuer_key(0), signer_key(signer), "employee-email", mode);
  }
  ledger::SignEntry support(std::uint32_t signer) const {
    return sign_entry(id, issuer_key(1), signer_key(signer), "supporter-email");
  }
};

void letters(const std::filesystem::path& folder) {
  Letter letter;
  {
    VectorFile file(
        folder, "letter-first",
        "The first letter entry for a slug and a version is the letter; a later one is void, and an alarm.");
    file.add("valid", "version 1", Entry(letter.entry));
    auto other_text = letter_entry("letter", {issuer_line(2)});
    other_text.text_sha256 = crypto::sha256("another text");
    file.add("second_letter", "version 1 again, with another text and key", Entry(other_text));
    file.add("second_letter", "the very same entry again", Entry(letter.entry));
    auto second = letter_entry("letter", {issuer_line(3)});
    second.version = 2;
    file.add("valid", "version 2", Entry(second));
    file.add("valid", "a signature of version 1", Entry(letter.sign(1)));
    file.add("unknown_letter", "a signature of the void entry",
             Entry(sign_entry(id_of(other_text), issuer_key(2), signer_key(2))));
    file.counts("letter 1 employee-email 1 0 0 0");
    file.counts("letter 2 employee-email 0 0 0 0");
  }
  {
    VectorFile file(folder, "letter-issuer-keys", "No issuer's key is that of another letter's issuer.");
    file.add("valid", "a letter", Entry(letter.entry));
    file.add("issuer_key_reused", "another one with one of its keys, under another label",
             Entry(letter_entry("other", {issuer_line(5), issuer_line(1, "member")})));
    file.add("valid", "the same with a key of its own",
             Entry(letter_entry("other", {issuer_line(5), issuer_line(6, "member")})));
  }
  {
    VectorFile file(folder, "letter-follows",
                    "What a letter follows is an earlier letter of the same slug, which ends there.");
    file.add("valid", "version 1", Entry(letter.entry));
    file.add("valid", "a signature of it", Entry(letter.sign(1)));
    auto other = letter_entry("other", {issuer_line(2)});
    other.follows = letter.id;
    file.add("follows_no_version", "a letter of another slug follows it", Entry(other));
    auto second = letter_entry("letter", {issuer_line(3)});
    second.version = 2;
    second.follows = LetterId{kDoc.bytes};
    file.add("follows_no_version", "version 2 follows an unknown letter", Entry(second));
    second.follows = letter.id;
    file.add("valid", "version 2 follows version 1", Entry(second));
    file.add("letter_ended", "a signature of version 1, too late", Entry(letter.sign(2)));
    file.add("valid", "a signature of version 2",
             Entry(sign_entry(id_of(second), issuer_key(3), signer_key(2))));
    file.add("valid", "one of version 1 is withdrawn",
             Entry(by_signer<ledger::WithdrawEntry>(letter.id, 1, signer_key(1))));
    file.add("ended_before", "version 1 is closed, which it is",
             Entry(ledger::EndEntry{letter.id, ledger::LetterEnd::closed, false, {}, kTime}));
    file.counts("letter 1 employee-email 0 0 1 0");
    file.counts("letter 2 employee-email 1 0 0 0");
    file.shortfall(4);
  }
  {
    VectorFile file(folder, "letter-known",
                    "Every entry but letter and client is about a letter that precedes it.");
    const auto unknown = LetterId{kDoc.bytes};
    file.add("unknown_letter", "a signature before its letter", Entry(letter.sign(1)));
    file.add("unknown_letter", "an end before it",
             Entry(ledger::EndEntry{letter.id, ledger::LetterEnd::closed, false, {}, letter.entry.time}));
    file.add("valid", "a client", Entry(ledger::ClientEntry{"1.0", kDoc, letter.entry.time}));
    file.add("valid", "the letter", Entry(letter.entry));
    file.add("valid", "the same signature after it", Entry(letter.sign(1)));
    const auto add_both = [&](std::string_view name, auto entry) {
      entry.letter = letter.id;
      file.add("valid", name, Entry(entry));
      entry.letter = unknown;
      file.add("unknown_letter", std::string(name) + " of no letter", Entry(entry));
    };
    add_both("response",
             ledger::ResponseEntry{{}, 1, ledger::ResponseBy::recipient, "example.org", kDoc, kTime});
    add_both("demand", ledger::DemandEntry{{}, 1, ledger::DemandState::promised, kDoc, kTime});
    add_both("update", ledger::NumberedDocumentEntry{ledger::DocumentKind::update, {}, 1, kDoc, kTime});
    add_both("evidence", ledger::NumberedDocumentEntry{ledger::DocumentKind::evidence, {}, 1, kDoc, kTime});
    add_both("delivery", ledger::NumberedDocumentEntry{ledger::DocumentKind::delivery, {}, 1, kDoc, kTime});
    add_both("issued", ledger::IssuedEntry{{}, "employee-email", 50, kTime});
    add_both("tally", ledger::TallyEntry{
                          {}, 1, {{"employee-email", 0, 0, 0, 0}, {"supporter-email", 0, 0, 0, 0}}, kTime});
    add_both("end", ledger::EndEntry{{}, ledger::LetterEnd::closed, false, {}, kTime});
    file.counts("letter 1 employee-email 1 0 0 0");
  }
}

void signatures(const std::filesystem::path& folder) {
  Letter letter, other("other", 2);
  {
    VectorFile file(folder, "sign-mode", "The mode of a signature is one of the letter's.");
    auto named_only = letter_entry("named-only", {issuer_line(4)});
    named_only.modes = {Mode::named};
    const auto id = id_of(named_only);
    file.add("valid", "a letter for names alone", Entry(named_only));
    file.add("valid", "a named signature", Entry(sign_entry(id, issuer_key(4), signer_key(1))));
    file.add("mode_not_allowed", "an anonymous one",
             Entry(sign_entry(id, issuer_key(4), signer_key(2), "employee-email", Mode::anon)));
    file.add("valid", "a letter for both", Entry(letter.entry));
    file.add("valid", "an anonymous signature of it", Entry(letter.sign(3, Mode::anon)));
    file.counts("named-only 1 employee-email 1 0 0 0");
    file.counts("letter 1 employee-email 0 1 0 0");
  }
  {
    VectorFile file(folder, "sign-issuer", "The issuer of a signature is one of the letter's.");
    file.add("valid", "the letter", Entry(letter.entry));
    file.add("valid", "by its first issuer", Entry(letter.sign(1)));
    file.add("valid", "by its second issuer", Entry(letter.support(2)));
    file.add("unknown_issuer", "by one that it doesn't have",
             Entry(sign_entry(letter.id, issuer_key(0), signer_key(3), "employee-oidc")));
    file.counts("letter 1 employee-email 1 0 0 0");
    file.counts("letter 1 supporter-email 1 0 0 0");
  }
  {
    VectorFile file(folder, "sign-anonymous",
                    "An anonymous signature is made by the signer's own client, and commits to nothing; a "
                    "named one may be "
                    "made by the server, and may commit to a text.");
    file.add("valid", "the letter", Entry(letter.entry));
    auto server = letter.sign(1);
    server.via = ledger::Via::server;
    file.add("valid", "named, by the server", Entry(resigned(server, signer_key(1))));
    auto silent = letter.sign(2);
    silent.commit.reset();
    file.add("valid", "named, without a text", Entry(resigned(silent, signer_key(2))));
    file.add("valid", "anonymous", Entry(letter.sign(3, Mode::anon)));
    auto anonymous = letter.sign(4, Mode::anon);
    anonymous.via = ledger::Via::server;
    file.add("anonymous_by_server", "anonymous, by the server", Entry(resigned(anonymous, signer_key(4))));
    anonymous = letter.sign(5, Mode::anon);
    anonymous.commit = Commitment{kDoc.bytes};
    file.add("anonymous_commitment", "anonymous, with a text", Entry(resigned(anonymous, signer_key(5))));
    file.counts("letter 1 employee-email 2 1 0 0");
  }
  {
    VectorFile file(folder, "sign-credential",
                    "The credential is the issuer's RSASSA-PSS signature (SHA-384, MGF1 SHA-384, salt of 48 "
                    "bytes) over nonce, "
                    "letter, label and key, as long as the modulus and below it.");
    file.add("valid", "the letter", Entry(letter.entry));
    file.add("valid", "another letter", Entry(other.entry));
    file.add("valid", "a credential", Entry(letter.sign(1)));
    const auto add_bad = [&](std::string_view comment, std::uint32_t signer, auto change) {
      auto entry = letter.sign(signer);
      change(entry);
      file.add("wrong_credential", comment, Entry(resigned(entry, signer_key(signer))));
    };
    const auto key = [](std::uint32_t n) { return signer_key(n).public_key(); };
    const auto take = [](ledger::SignEntry& entry, const credential::Credential& from) {
      entry.cred = from.cred;
      entry.cred_nonce = from.nonce;
    };
    add_bad("of another key", 2,
            [&](auto& e) { take(e, credential_for(issuer_key(0), letter.id, "employee-email", key(9))); });
    add_bad("of another letter", 2,
            [&](auto& e) { take(e, credential_for(issuer_key(0), other.id, "employee-email", key(2))); });
    add_bad("of another label", 2,
            [&](auto& e) { take(e, credential_for(issuer_key(0), letter.id, "supporter-email", key(2))); });
    add_bad("by the other issuer's key", 2,
            [&](auto& e) { take(e, credential_for(issuer_key(1), letter.id, "employee-email", key(2))); });
    add_bad("with another nonce", 2, [&](auto& e) { e.cred_nonce.bytes[0] ^= 1; });
    add_bad("with a bit changed", 2, [&](auto& e) { e.cred[100] ^= 1; });
    add_bad("of 384 bytes where the modulus has 256", 2, [&](auto& e) { e.cred.resize(384); });
    add_bad("with zeros in front", 2, [&](auto& e) { e.cred.insert(e.cred.begin(), 128, 0); });
    add_bad("the modulus itself", 2, [&](auto& e) { e.cred = issuer_key(0).public_key().modulus(); });
    add_bad("zero", 2, [&](auto& e) { e.cred.assign(256, 0); });
    add_bad("one", 2, [&](auto& e) {
      e.cred.assign(256, 0);
      e.cred.back() = 1;
    });
    // s + n has the same residue, and fits into 256 bytes when s is small enough.
    for (std::uint32_t signer = 2;; ++signer) {
      auto entry = letter.sign(signer);
      const auto& n = issuer_key(0).public_key().modulus();
      unsigned carry = 0;
      for (std::size_t i = 256; i-- > 0;) {
        const auto sum = entry.cred[i] + n[i] + carry;
        entry.cred[i] = static_cast<std::uint8_t>(sum);
        carry = sum >> 8;
      }
      if (carry != 0) continue;
      file.add("wrong_credential", "the right one plus the modulus",
               Entry(resigned(entry, signer_key(signer))));
      break;
    }
    for (std::size_t salt_size : {0u, 32u, 47u, 49u, 64u}) {
      const auto nonce = Nonce{kDoc.bytes};
      const auto input = credential::input_message(nonce, letter.id, "employee-email", key(2));
      const auto encoded = credential::encode_pss(input, Bytes(salt_size, 7), 256);
      const auto cred = issuer_key(0).raw_sign(*encoded);
      add_bad(fmt::format("with a salt of {} bytes", salt_size), 2, [&](auto& e) {
        take(e, {*cred, nonce});
      });
    }
    file.add("valid", "the signer of all these, rightly", Entry(letter.sign(2)));
    file.counts("letter 1 employee-email 2 0 0 0");
  }
  {
    VectorFile file(folder, "sign-signature",
                    "sig is by key, over all the lines before it, the first one included.");
    file.add("valid", "the letter", Entry(letter.entry));
    const auto entry = letter.sign(1);
    const auto add_bad = [&](std::string_view comment, const SignatureBytes& sig) {
      auto changed = entry;
      changed.sig = sig;
      file.add("wrong_signature", comment, Entry(changed));
    };
    auto bit = entry.sig;
    bit.bytes[40] ^= 1;
    add_bad("a bit of it changed", bit);
    const auto part = ledger::signed_part(entry);
    add_bad("without the first line",
            signer_key(1).sign(as_bytes(std::string_view(part).substr(part.find('\n') + 1))));
    add_bad("without the last line feed",
            signer_key(1).sign(as_bytes(std::string_view(part).substr(0, part.size() - 1))));
    add_bad("over the whole entry", signer_key(1).sign(as_bytes(ledger::format_entry(entry))));
    add_bad("by another key", signer_key(2).sign(as_bytes(part)));
    auto moved = entry;
    moved.commit = Commitment{kDoc.bytes};
    file.add("wrong_signature", "another commitment put under it", Entry(moved));
    moved = entry;
    moved.mode = Mode::anon;
    moved.commit.reset();
    file.add("wrong_signature", "the mode changed", Entry(moved));
    auto later = entry;
    later.epoch = minute("2018-06-19T13:30Z");
    file.add("valid", "the epoch, which is the server's, changed", Entry(later));
    file.counts("letter 1 employee-email 1 0 0 0");
  }
  {
    VectorFile file(folder, "sign-epoch",
                    "opens <= epoch of a signature <= closes + one epoch of the letter.");
    file.add("valid", "the letter, open from 2018-06-19T12:00Z to 2018-07-19T12:00Z, epochs of an hour",
             Entry(letter.entry));
    const auto add = [&](std::string_view verdict, std::uint32_t signer, std::string_view epoch) {
      auto entry = letter.sign(signer);
      entry.epoch = minute(epoch);
      file.add(verdict, epoch, Entry(entry));
    };
    add("before_opening", 1, "2018-06-19T11:59Z");
    add("valid", 1, "2018-06-19T12:00Z");
    add("valid", 2, "2018-07-19T12:00Z");
    add("valid", 3, "2018-07-19T13:00Z");
    add("after_closing", 4, "2018-07-19T13:01Z");
    auto endless = letter_entry("endless", {issuer_line(4)});
    endless.closes.reset();
    file.add("valid", "a letter that doesn't close", Entry(endless));
    auto entry = sign_entry(id_of(endless), issuer_key(4), signer_key(5));
    entry.epoch = minute("2048-01-01T00:00Z");
    file.add("valid", "thirty years later", Entry(entry));
    file.counts("letter 1 employee-email 3 0 0 0");
    file.counts("endless 1 employee-email 1 0 0 0");
  }
  {
    VectorFile file(folder, "sign-key-once",
                    "A key signs a letter once, over all modes and issuers; withdrawing doesn't free it, "
                    "other letters don't "
                    "use it up, and what is invalid doesn't either.");
    file.add("valid", "the letter", Entry(letter.entry));
    file.add("valid", "another letter", Entry(other.entry));
    auto broken = letter.sign(1);
    broken.sig.bytes[0] ^= 1;
    file.add("wrong_signature", "an invalid one", Entry(broken));
    file.add("valid", "the first valid one", Entry(letter.sign(1)));
    file.add("key_used_before", "the same key with another credential", Entry(letter.sign(1)));
    file.add("key_used_before", "in another mode", Entry(letter.sign(1, Mode::anon)));
    file.add("key_used_before", "by another issuer", Entry(letter.support(1)));
    file.add("valid", "in another letter", Entry(sign_entry(other.id, issuer_key(2), signer_key(1))));
    file.add("valid", "withdrawn", Entry(by_signer<ledger::WithdrawEntry>(letter.id, 3, signer_key(1))));
    file.add("key_used_before", "and signed again", Entry(letter.sign(1)));
    file.counts("letter 1 employee-email 0 0 1 0");
    file.counts("letter 1 supporter-email 0 0 0 0");
    file.counts("other 1 employee-email 1 0 0 0");
  }
}

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
                    "A kept is by the key of a standing named signature of its letter, once.");
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
    file.counts("letter 1 employee-email 1 1 1 0");
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

void totals(const std::filesystem::path& folder) {
  Letter letter;
  using ledger::IssuedEntry, ledger::TallyEntry, ledger::EndEntry, ledger::LetterEnd;
  {
    VectorFile file(folder, "issued",
                    "The issued totals of an issuer never shrink, and are at least its accepted signatures: "
                    "at every issued "
                    "entry, and when the letter has ended. Else there is an alarm.");
    file.add("valid", "the letter", Entry(letter.entry));
    file.add("valid", "nothing issued yet", Entry(IssuedEntry{letter.id, "employee-email", 0, kTime}));
    file.add("valid", "a signature", Entry(letter.sign(1)));
    file.add("valid", "another", Entry(letter.sign(2)));
    file.add("valid", "one by the other issuer", Entry(letter.support(3)));
    file.add("issued_too_few", "one issued, two accepted",
             Entry(IssuedEntry{letter.id, "employee-email", 1, kTime}));
    file.add("valid", "two issued, two accepted", Entry(IssuedEntry{letter.id, "employee-email", 2, kTime}));
    file.add("valid", "more issued", Entry(IssuedEntry{letter.id, "employee-email", 52, kTime}));
    file.add("issued_shrinks", "fewer than before",
             Entry(IssuedEntry{letter.id, "employee-email", 51, kTime}));
    file.add("valid", "as before", Entry(IssuedEntry{letter.id, "employee-email", 52, kTime}));
    file.add("unknown_issuer", "by no issuer of the letter",
             Entry(IssuedEntry{letter.id, "employee-oidc", 5, kTime}));
    file.add("valid", "the end, with nothing said of supporter-email",
             Entry(EndEntry{letter.id, LetterEnd::closed, false, {}, kTime}));
    file.counts("letter 1 employee-email 2 0 0 0");
    file.counts("letter 1 supporter-email 1 0 0 0");
    file.shortfall(11);
  }
  {
    VectorFile file(folder, "issued-after-end", "The last issued total of a letter may follow its end.");
    file.add("valid", "the letter", Entry(letter.entry));
    file.add("valid", "a signature", Entry(letter.sign(1)));
    file.add("valid", "the end", Entry(EndEntry{letter.id, LetterEnd::closed, true, {}, kTime}));
    file.add("issued_too_few", "too few after the end",
             Entry(IssuedEntry{letter.id, "employee-email", 0, kTime}));
    file.add("valid", "the total", Entry(IssuedEntry{letter.id, "employee-email", 1, kTime}));
    file.counts("letter 1 employee-email 1 0 0 0");
  }
  {
    VectorFile file(folder, "tally",
                    "A tally has one line per issuer in the letter's order, its size is at most its own "
                    "index, and its counts "
                    "are those over the entries below that size. Else there is an alarm.");
    const auto tally = [&](TreeSize size, std::uint64_t named, std::uint64_t anon, std::uint64_t withdrawn,
                           std::uint64_t taken_down, std::uint64_t supporters) {
      return Entry(TallyEntry{
          letter.id,
          size,
          {{"employee-email", named, anon, withdrawn, taken_down}, {"supporter-email", supporters, 0, 0, 0}},
          kTime});
    };
    file.add("valid", "the letter", Entry(letter.entry));
    file.add("valid", "a signature", Entry(letter.sign(1)));
    file.add("valid", "an anonymous one", Entry(letter.sign(2, Mode::anon)));
    file.add("valid", "one by the other issuer", Entry(letter.support(3)));
    file.add("valid", "one that will be taken down", Entry(letter.sign(4)));
    file.add("valid", "withdrawn", Entry(by_signer<ledger::WithdrawEntry>(letter.id, 1, signer_key(1))));
    file.add("valid", "taken down",
             Entry(ledger::TakedownEntry{letter.id, 4, ledger::TakedownReason::test, kTime}));
    file.add("valid", "at size 0", tally(0, 0, 0, 0, 0, 0));
    file.add("valid", "at size 2", tally(2, 1, 0, 0, 0, 0));
    file.add("valid", "at size 5", tally(5, 2, 1, 0, 0, 1));
    file.add("valid", "at size 6, after the withdrawal", tally(6, 1, 1, 1, 0, 1));
    file.add("valid", "at its own index", tally(11, 0, 1, 1, 1, 1));
    file.add("tally_ahead", "beyond its own index", tally(13, 0, 1, 1, 1, 1));
    file.add("tally_wrong", "one named too many", tally(11, 1, 1, 1, 1, 1));
    file.add("tally_wrong", "one anonymous too few", tally(11, 0, 0, 1, 1, 1));
    file.add("tally_wrong", "the withdrawal left out", tally(11, 0, 1, 0, 1, 1));
    file.add("tally_wrong", "the takedown left out", tally(11, 0, 1, 1, 0, 1));
    file.add("tally_wrong", "supporters added", tally(11, 0, 1, 1, 1, 2));
    file.add("tally_wrong", "the count of another size", tally(5, 0, 1, 1, 1, 1));
    file.add("tally_other_issuers", "an issuer left out",
             Entry(TallyEntry{letter.id, 11, {{"employee-email", 0, 1, 1, 1}}, kTime}));
    file.add("tally_other_issuers", "in another order",
             Entry(TallyEntry{
                 letter.id, 11, {{"supporter-email", 1, 0, 0, 0}, {"employee-email", 0, 1, 1, 1}}, kTime}));
    file.counts("letter 1 employee-email 0 1 1 1");
    file.counts("letter 1 supporter-email 1 0 0 0");
  }
  {
    VectorFile file(
        folder, "end",
        "After an end nobody signs, but everybody may withdraw. A letter is closed, withdrawn or removed; a "
        "closed "
        "one may still be withdrawn or removed, a withdrawn one removed; no other end follows an end.");
    const auto end = [&](LetterEnd state) { return Entry(EndEntry{letter.id, state, false, {}, kTime}); };
    file.add("valid", "the letter", Entry(letter.entry));
    file.add("valid", "a signature", Entry(letter.sign(1)));
    file.add("valid", "another", Entry(letter.sign(2)));
    file.add("valid", "closed", end(LetterEnd::closed));
    file.add("letter_ended", "a signature after the end", Entry(letter.sign(3)));
    file.add("valid", "a withdrawal after the end",
             Entry(by_signer<ledger::WithdrawEntry>(letter.id, 1, signer_key(1))));
    file.add("ended_before", "closed twice", end(LetterEnd::closed));
    file.add("valid", "withdrawn", end(LetterEnd::withdrawn));
    file.add("ended_before", "closed after it was withdrawn", end(LetterEnd::closed));
    file.add("ended_before", "withdrawn twice", end(LetterEnd::withdrawn));
    file.add("valid", "removed", end(LetterEnd::removed));
    file.add("ended_before", "withdrawn after it was removed", end(LetterEnd::withdrawn));
    file.add("valid", "a total of issued credentials",
             Entry(IssuedEntry{letter.id, "employee-email", 2, kTime}));
    file.counts("letter 1 employee-email 1 0 1 0");
  }
  {
    VectorFile file(folder, "time",
                    "The epochs of signatures never run backwards, nor do the times of other entries: what "
                    "is before an earlier "
                    "one counts, and is reported.");
    file.add("valid", "the letter", Entry(letter.entry));
    const auto sign = [&](std::uint32_t signer, std::string_view epoch) {
      auto entry = letter.sign(signer);
      entry.epoch = minute(epoch);
      return Entry(entry);
    };
    const auto update = [&](std::string_view time) {
      return Entry(
          ledger::NumberedDocumentEntry{ledger::DocumentKind::update, letter.id, 1, kDoc, minute(time)});
    };
    file.add("valid", "13:00", sign(1, "2018-06-19T13:00Z"));
    file.add("valid", "13:00 again", sign(2, "2018-06-19T13:00Z"));
    file.add("valid, remark: epoch_backwards", "12:59", sign(3, "2018-06-19T12:59Z"));
    file.add("valid", "13:01", sign(4, "2018-06-19T13:01Z"));
    file.add("valid", "an entry of 13:30", update("2018-06-19T13:30Z"));
    file.add("valid", "an entry of 13:30", update("2018-06-19T13:30Z"));
    file.add("valid, remark: time_backwards", "an entry of 13:29", update("2018-06-19T13:29Z"));
    file.add("valid, remark: time_backwards", "an entry of 13:29", update("2018-06-19T13:29Z"));
    file.add("valid", "an entry of 13:31", update("2018-06-19T13:31Z"));
    file.counts("letter 1 employee-email 4 0 0 0");
  }
}

}  // namespace

void write_validity_vectors(const std::filesystem::path& folder) {
  letters(folder);
  signatures(folder);
  removals(folder);
  later_words(folder);
  totals(folder);
}

}  // namespace ruban::audit
