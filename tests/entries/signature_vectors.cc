// SPDX-License-Identifier: AGPL-3.0-or-later
// The rules of "What is valid" for signatures.
#include <fmt/format.h>

#include "vector_letter.h"

namespace ruban::audit {
namespace {

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

}  // namespace

void write_signature_vectors(const std::filesystem::path& folder) { signatures(folder); }

}  // namespace ruban::audit
