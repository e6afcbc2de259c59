// SPDX-License-Identifier: AGPL-3.0-or-later
// The rules of "Encoding": what is an entry at all.
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <fmt/format.h>

#include "vector_file.h"

namespace ruban::audit {
namespace {

constexpr std::string_view kBad = "not_an_entry";

// `text` with the first `from` replaced, which must be there.
std::string with(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  CHECK(at != std::string::npos);
  return text.replace(at, from.size(), to);
}
// The value of a line.
std::string value_of(std::string_view text, std::string_view key) {
  const auto from = text.find(fmt::format("\n{} ", key)) + key.size() + 2;
  return std::string(text.substr(from, text.find('\n', from) - from));
}
std::string with_value(const std::string& text, const std::string& key, std::string_view value) {
  return with(text, fmt::format("\n{} {}\n", key, value_of(text, key)), fmt::format("\n{} {}\n", key, value));
}

// A letter, and one entry of each other kind about it. What needs a signature or a signer isn't valid here,
// so these files use types that need none.
struct Samples {
  ledger::LetterEntry letter_value = letter_entry("letter", {issuer_line(0)});
  std::string letter = ledger::format_entry(letter_value);
  LetterId id = id_of(letter_value);
  std::string sign = ledger::format_entry(sign_entry(id, issuer_key(0), signer_key(1)));
  std::string end, demand, response, issued, update, client;

  Samples() {
    const auto doc = crypto::sha256("document");
    const auto time = minute("2018-06-20T09:00Z");
    end = ledger::format_entry(ledger::EndEntry{id, ledger::LetterEnd::closed, true, doc, time});
    demand = ledger::format_entry(ledger::DemandEntry{id, 1, ledger::DemandState::partly_met, doc, time});
    response = ledger::format_entry(
        ledger::ResponseEntry{id, 1, ledger::ResponseBy::recipient, "example.org", doc, time});
    issued = ledger::format_entry(ledger::IssuedEntry{id, "employee-email", 50, time});
    update =
        ledger::format_entry(ledger::NumberedDocumentEntry{ledger::DocumentKind::update, id, 1, doc, time});
    client = ledger::format_entry(ledger::ClientEntry{"1.0.2", doc, time});
  }
};

const Samples& samples() {
  static const Samples out;
  return out;
}

struct PkeyFree {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Key = std::unique_ptr<EVP_PKEY, PkeyFree>;

Bytes spki_of(const Key& key) {
  unsigned char* der = nullptr;
  const int length = i2d_PUBKEY(key.get(), &der);
  CHECK(length > 0);
  Bytes out(der, der + length);
  OPENSSL_free(der);
  return out;
}

Bytes rsa_spki(const char* type, unsigned bits, unsigned exponent) {
  std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
      EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr), EVP_PKEY_CTX_free);
  std::unique_ptr<BIGNUM, decltype(&BN_free)> e(BN_new(), BN_free);
  EVP_PKEY* key = nullptr;
  CHECK(BN_set_word(e.get(), exponent) == 1 && EVP_PKEY_keygen_init(context.get()) == 1 &&
        EVP_PKEY_CTX_set_rsa_keygen_bits(context.get(), static_cast<int>(bits)) == 1 &&
        EVP_PKEY_CTX_set1_rsa_keygen_pubexp(context.get(), e.get()) == 1 &&
        EVP_PKEY_generate(context.get(), &key) == 1);
  return spki_of(Key(key));
}

std::string with_spki(std::string slug, const Bytes& spki) {
  auto text = with_value(samples().letter, "slug", slug);
  return with_value(text, "issuer", "employee-email employee " + to_base64(spki));
}

void frame(const std::filesystem::path& folder) {
  const auto& s = samples();
  VectorFile header(folder, "encoding-header", "The first line is \"ruban/v1 \" and one of the known types.");
  header.add("valid", "the header of a letter", s.letter);
  header.add("valid", "the header of an end", s.end);
  header.add(kBad, "an unknown type", with(s.client, "ruban/v1 client", "ruban/v1 server"));
  header.add(kBad, "another version", with(s.client, "ruban/v1", "ruban/v2"));
  header.add(kBad, "another case", with(s.client, "ruban/v1", "Ruban/v1"));
  header.add(kBad, "two spaces", with(s.client, "v1 ", "v1  "));
  header.add(kBad, "a space at the end", with(s.client, "client\n", "client \n"));
  header.add(kBad, "no type", with(s.client, "ruban/v1 client", "ruban/v1 "));
  header.add(kBad, "an empty line before it", "\n" + s.client);
  header.add(kBad, "nothing but the header", "ruban/v1 client\n");
  header.add(kBad, "not text of this kind at all", "Hello.\n");
  header.add("valid", "the client entry itself", s.client);

  VectorFile order(
      folder, "encoding-order",
      "Each field of a type stands exactly once, in the order of the type, and no other field stands.");
  const std::string number = "number 1\n",
                    doc = fmt::format("doc-sha256 {}\n", value_of(s.update, "doc-sha256"));
  order.add("valid", "the letter", s.letter);
  order.add("valid", "letter, number, doc-sha256, time", s.update);
  order.add(kBad, "number and doc-sha256 exchanged", with(s.update, number + doc, doc + number));
  order.add(kBad, "number twice", with(s.update, number, number + number));
  order.add(kBad, "number missing", with(s.update, number, ""));
  order.add(kBad, "a field of another type", with(s.update, number, number + "state open\n"));
  order.add(kBad, "an unknown field", with(s.update, number, number + "colour blue\n"));
  order.add(kBad, "a field after the last", s.update + "note x\n");
  order.add(kBad, "an empty line at the end", s.update + "\n");
  order.add(kBad, "the key in capitals", with(s.update, "number", "Number"));
  order.add(kBad, "the time missing",
            with(s.update, fmt::format("time {}\n", value_of(s.update, "time")), ""));
  order.add("valid", "a second update", with_value(s.update, "number", "2"));

  VectorFile values(
      folder, "encoding-values",
      "A value is printable ASCII, at least one character, single spaces inside, none at its ends; each "
      "line ends with one line feed.");
  values.add("valid", "a word", s.client);
  values.add("valid", "every printable character but the space",
             with_value(s.client, "version", "!\"#$%&'()*+,-./0189:;<=>?@AZ[\\]^_`az{|}~"));
  values.add(kBad, "an empty value", with_value(s.client, "version", ""));
  values.add(kBad, "no value and no space", with(s.client, "version 1.0.2", "version"));
  values.add(kBad, "two spaces before it", with_value(s.client, "version", " 1.0.2"));
  values.add(kBad, "a space after it", with_value(s.client, "version", "1.0.2 "));
  values.add(kBad, "a tab for the space", with(s.client, "version ", "version\t"));
  values.add(kBad, "a letter beyond ASCII", with_value(s.client, "version", "1.0.\u00e9"));
  values.add(kBad, "a delete character", with_value(s.client, "version", "1.0\x7f"));
  values.add(kBad, "a zero byte", with_value(s.client, "version", std::string_view("1\0", 2)));
  values.add(kBad, "a carriage return before the line feed", with(s.client, "1.0.2\n", "1.0.2\r\n"));
  values.add(kBad, "no line feed at the end", s.client.substr(0, s.client.size() - 1));
  values.add(kBad, "two line feeds in the middle", with(s.client, "1.0.2\n", "1.0.2\n\n"));
  values.add(kBad, "two words where one stands", with_value(s.client, "version", "1.0 2"));
  values.add("valid", "64 characters", with_value(s.client, "version", std::string(64, 'v')));
  values.add(kBad, "65 characters", with_value(s.client, "version", std::string(65, 'v')));

  VectorFile size(folder, "encoding-size", "An entry has at most 8,192 bytes.");
  auto big = letter_entry("letter", {});
  for (int i = 0; i < 8; ++i) big.issuers.push_back(issuer_line(i, fmt::format("class-{}", i), 4096));
  size.add("valid", "a letter with eight issuers of 4,096 bits", ledger::Entry(big));
  size.add("valid", "a small one", s.client);
  size.add(kBad, "too long a value", with_value(s.client, "version", std::string(8192, 'v')));
}

void numbers(const std::filesystem::path& folder) {
  const auto& s = samples();
  VectorFile base64(
      folder, "encoding-base64",
      "Base64 is of the standard alphabet, padded, and valid only if writing it again gives the same text.");
  const auto doc =
      value_of(s.update, "doc-sha256");  // 44 characters, the last but one of which has two spare bits
  const auto changed_end = [&](char c) { return doc.substr(0, 42) + c + "="; };
  base64.add("valid", "the letter", s.letter);
  base64.add("valid", "canonical", s.update);
  base64.add(kBad, "without padding", with_value(s.update, "doc-sha256", doc.substr(0, 43)));
  base64.add(kBad, "with too much padding", with_value(s.update, "doc-sha256", doc + "="));
  const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const auto last = alphabet.find(doc[42]);
  base64.add(kBad, "the same bytes with a spare bit set",
             with_value(s.update, "doc-sha256", changed_end(alphabet[last + 1])));
  base64.add(kBad, "the address alphabet",
             with_value(s.update, "doc-sha256", fmt::format("_-{}", doc.substr(2))));
  base64.add("valid", "the standard alphabet",
             with_value(s.update, "doc-sha256", fmt::format("/+{}", doc.substr(2))));
  base64.add(kBad, "a character outside of it",
             with_value(s.update, "doc-sha256", fmt::format("*{}", doc.substr(1))));
  base64.add(kBad, "a space inside",
             with_value(s.update, "doc-sha256", doc.substr(0, 20) + " " + doc.substr(20)));

  VectorFile lengths(
      folder, "encoding-lengths",
      "letter, key, nonce, commitment and hashes are 32 bytes, sig is 64, cred is 256, 384 or 512.");
  const auto zeros = [](std::size_t n) { return to_base64(Bytes(n)); };
  lengths.add("valid", "the letter", s.letter);
  lengths.add("valid", "a signature", s.sign);
  lengths.add(kBad, "a letter-id of 31 bytes", with_value(s.sign, "letter", zeros(31)));
  lengths.add(kBad, "a letter-id of 33 bytes", with_value(s.sign, "letter", zeros(33)));
  lengths.add(kBad, "a key of 33 bytes", with_value(s.sign, "key", zeros(33)));
  lengths.add(kBad, "a nonce of 16 bytes", with_value(s.sign, "cred-nonce", zeros(16)));
  lengths.add(kBad, "a commitment of 64 bytes", with_value(s.sign, "commit", zeros(64)));
  lengths.add(kBad, "a sig of 63 bytes", with_value(s.sign, "sig", zeros(63)));
  lengths.add(kBad, "a sig of 65 bytes", with_value(s.sign, "sig", zeros(65)));
  lengths.add(kBad, "a cred of 255 bytes", with_value(s.sign, "cred", zeros(255)));
  lengths.add(kBad, "a cred of 257 bytes", with_value(s.sign, "cred", zeros(257)));
  lengths.add(kBad, "a cred of 128 bytes", with_value(s.sign, "cred", zeros(128)));
  lengths.add(kBad, "a hash of 20 bytes", with_value(s.update, "doc-sha256", zeros(20)));
  lengths.add("valid", "a hash of 32 bytes, all zero", with_value(s.update, "doc-sha256", zeros(32)));

  VectorFile integers(folder, "encoding-integers",
                      "An integer is decimal, without leading zeros, at most 2^53 - 1.");
  integers.add("valid", "the letter", s.letter);
  for (auto good : {"0", "1", "10", "9007199254740991"})
    integers.add("valid", good, with_value(s.update, "number", good));
  for (auto bad : {"9007199254740992", "18446744073709551616", "01", "00", "+1", "-1", "1.0", "1e3", "0x10",
                   "1,000", "one"}) {
    integers.add(kBad, bad, with_value(s.update, "number", bad));
  }

  VectorFile times(folder, "encoding-times", "A time is a real Gregorian minute in UTC: YYYY-MM-DDTHH:MMZ.");
  times.add("valid", "the letter", with_value(s.letter, "time", "2000-01-01T00:00Z"));
  const auto update =
      with_value(s.update, "letter",
                 to_base64(ledger::letter_id_of(with_value(s.letter, "time", "2000-01-01T00:00Z")).view()));
  for (auto good : {"2000-02-29T00:00Z", "2018-06-19T23:59Z", "2020-02-29T12:00Z", "9999-12-31T23:59Z"}) {
    times.add("valid", good, with_value(update, "time", good));
  }
  for (auto bad :
       {"2019-02-29T00:00Z", "1900-02-29T00:00Z", "2018-04-31T00:00Z", "2018-13-01T00:00Z",
        "2018-00-01T00:00Z", "2018-06-00T00:00Z", "2018-06-19T24:00Z", "2018-06-19T14:60Z",
        "2018-06-19T14:00", "2018-06-19 14:00Z", "2018-06-19t14:00z", "2018-06-19T14:00:00Z",
        "2018-06-19T14:00+00:00", "2018-6-19T14:00Z", "0000-01-01T00:00Z", "18-06-19T14:00Z", "-"}) {
    times.add(kBad, bad, with_value(update, "time", bad));
  }
}

void words(const std::filesystem::path& folder) {
  const auto& s = samples();
  VectorFile words(folder, "encoding-words", "Where a type lists words, exactly one of them stands.");
  words.add("valid", "the letter", s.letter);
  for (auto good : {"open", "promised", "partly_met", "met", "refused", "broken", "stalled"}) {
    words.add("valid", good, with_value(s.demand, "state", good));
  }
  for (auto bad : {"partly-met", "Met", "won", "met refused"})
    words.add(kBad, bad, with_value(s.demand, "state", bad));
  words.add("valid", "by the recipient", s.response);
  words.add("valid", "by the organisers",
            with_value(with_value(s.response, "by", "organisers"), "domain", "-"));
  words.add(kBad, "by somebody else", with_value(s.response, "by", "press"));
  words.add("valid", "closed", s.end);
  words.add(kBad, "an end that isn't one", with_value(s.end, "state", "open"));
  words.add("valid", "withdrawn, no keys destroyed",
            with_value(with_value(s.end, "state", "withdrawn"), "keys-destroyed", "-"));
  words.add(kBad, "half of the keys", with_value(s.end, "keys-destroyed", "issuer"));
  words.add(kBad, "the keys in another order", with_value(s.end, "keys-destroyed", "hmac,issuer"));
  words.add("valid", "removed, no reason given",
            with_value(with_value(s.end, "state", "removed"), "doc-sha256", "-"));
  words.add(kBad, "a signature of mode sealed", with_value(s.sign, "mode", "sealed"));
  words.add(kBad, "a signature by way of the post", with_value(s.sign, "via", "post"));
  words.add(kBad, "another seal", with_value(s.letter, "seal", "v1"));

  VectorFile modes(folder, "encoding-modes",
                   "The modes of a letter are named, then anon, then sealed, each at most once.");
  int n = 0;
  // Two letters have different keys; each takes the next one.
  for (auto good : {"named", "named anon", "named sealed", "named anon sealed"}) {
    auto letter = letter_entry(fmt::format("letter-{}", n), {issuer_line(n)});
    modes.add("valid", good, with_value(ledger::format_entry(letter), "modes", good));
    ++n;
  }
  for (auto bad : {"anon", "anon named", "sealed", "named named", "named sealed anon", "named,anon", "-"}) {
    modes.add(kBad, bad, with_value(s.letter, "modes", bad));
  }

  VectorFile names(
      folder, "encoding-names",
      "Slug, label and class are of a-z, 0-9 and hyphens (64, 64 and 32 bytes); a label is its class, a "
      "hyphen and a method; a domain is written in lower-case A-labels.");
  const auto spki = to_base64(issuer_key(0).public_key().spki());
  const auto issuer = [&](std::string_view label, std::string_view class_name) {
    return with_value(s.letter, "issuer", fmt::format("{} {} {}", label, class_name, spki));
  };
  names.add("valid", "the letter", s.letter);
  names.add(
      "valid", "a slug of 64 bytes",
      with_value(ledger::format_entry(letter_entry("x", {issuer_line(1)})), "slug", std::string(64, 'a')));
  names.add(kBad, "a slug of 65 bytes", with_value(s.letter, "slug", std::string(65, 'a')));
  names.add(kBad, "a slug in capitals", with_value(s.letter, "slug", "Letter"));
  names.add(kBad, "a slug with an underscore", with_value(s.letter, "slug", "a_b"));
  names.add(kBad, "a slug of two words", with_value(s.letter, "slug", "a b"));
  names.add("valid", "a class with a hyphen",
            ledger::Entry(letter_entry("former", {issuer_line(2, "former-employee")})));
  names.add(kBad, "a label that isn't of its class", issuer("employee-email", "supporter"));
  names.add(kBad, "a label without method", issuer("employee-", "employee"));
  names.add(kBad, "a label that is its class", issuer("employee", "employee"));
  names.add(kBad, "a label in capitals", issuer("employee-Email", "employee"));
  names.add(kBad, "a label of 65 bytes", issuer(fmt::format("employee-{:e<56}", ""), "employee"));
  names.add(kBad, "a class of 33 bytes", issuer(std::string(33, 'c') + "-email", std::string(33, 'c')));
  names.add(kBad, "an issuer without class", with_value(s.letter, "issuer", "employee-email " + spki));
  for (auto good : {"example.org", "xn--bcher-kva.example", "a.b-c.d1", "localhost", "-"}) {
    names.add("valid", good, with_value(s.response, "domain", good));
  }
  for (auto bad : {"Example.org", "example.org.", ".example.org", "example..org", "-a.org", "a-.org",
                   "exa_mple.org", "example.org/x", "example.org:80"}) {
    names.add(kBad, bad, with_value(s.response, "domain", bad));
  }
  names.add("valid", "a label of a domain of 63 bytes",
            with_value(s.response, "domain", std::string(63, 'a') + ".org"));
  names.add(kBad, "a label of a domain of 64 bytes",
            with_value(s.response, "domain", std::string(64, 'a') + ".org"));
}

void issuers(const std::filesystem::path& folder) {
  const auto& s = samples();
  VectorFile count(
      folder, "encoding-issuers",
      "A letter has one to eight issuers, with different labels and different keys; a tally has one to eight "
      "count lines of a label and four integers.");
  auto letter = letter_entry("eight", {});
  for (int i = 0; i < 8; ++i) letter.issuers.push_back(issuer_line(i, fmt::format("class-{}", i)));
  count.add("valid", "eight", ledger::Entry(letter));
  auto nine = letter;
  nine.issuers.push_back(issuer_line(8, "class-8"));
  count.add(kBad, "nine", ledger::format_entry(nine));
  const auto line = fmt::format("issuer {}\n", value_of(s.letter, "issuer"));
  count.add(kBad, "none", with(s.letter, line, ""));
  auto same_key = letter_entry("same-key", {issuer_line(9), issuer_line(9, "supporter")});
  count.add(kBad, "the same key twice", ledger::format_entry(same_key));
  auto same_label = letter_entry("same-label", {issuer_line(9), issuer_line(8)});
  count.add(kBad, "the same label twice", ledger::format_entry(same_label));
  count.add("valid", "the letter", ledger::Entry(letter_entry("letter", {issuer_line(9)})));
  const auto id = id_of(letter_entry("letter", {issuer_line(9)}));
  const auto tally = ledger::format_entry(
      ledger::TallyEntry{id, 1, {{"employee-email", 0, 0, 0, 0}}, minute("2018-06-20T09:00Z")});
  count.add("valid", "a tally", tally);
  for (auto bad : {"employee-email 0 0 0", "employee-email 0 0 0 0 0", "employee-email 0 0 0 00", "0 0 0 0",
                   "employee_email 0 0 0 0"}) {
    count.add(kBad, bad, with_value(tally, "count", bad));
  }
  count.add(kBad, "a tally of nothing", with(tally, "count employee-email 0 0 0 0\n", ""));

  VectorFile keys(folder, "encoding-spki",
                  "An issuer's key is a SubjectPublicKeyInfo that is the same after re-encoding as DER: "
                  "rsaEncryption with "
                  "NULL, e = 65537, 2048, 3072 or 4096 bits.");
  keys.add("valid", "2,048 bits", with_spki("bits-2048", issuer_key(0).public_key().spki()));
  keys.add("valid", "3,072 bits", with_spki("bits-3072", issuer_key(0, 3072).public_key().spki()));
  keys.add("valid", "4,096 bits", with_spki("bits-4096", issuer_key(0, 4096).public_key().spki()));
  keys.add(kBad, "1,024 bits", with_spki("x", rsa_spki("RSA", 1024, 65537)));
  keys.add(kBad, "2,056 bits", with_spki("x", rsa_spki("RSA", 2056, 65537)));
  keys.add(kBad, "e = 3", with_spki("x", rsa_spki("RSA", 2048, 3)));
  keys.add(kBad, "id-RSASSA-PSS in place of rsaEncryption", with_spki("x", rsa_spki("RSA-PSS", 2048, 65537)));
  keys.add(kBad, "a key on an elliptic curve", with_spki("x", spki_of(Key(EVP_EC_gen("P-256")))));
  auto der = issuer_key(1).public_key().spki();
  auto changed = der;
  changed.push_back(0);
  keys.add(kBad, "a byte after it", with_spki("x", changed));
  changed = der;
  changed.pop_back();
  keys.add(kBad, "a byte too few", with_spki("x", changed));
  // 30 82 LL LL 30 0d 06 09 … 05 00: without the NULL, with all lengths right again.
  changed = der;
  CHECK(changed[0] == 0x30 && changed[1] == 0x82 && changed[4] == 0x30 && changed[5] == 0x0d &&
        changed[17] == 0x05);
  changed.erase(changed.begin() + 17, changed.begin() + 19);
  changed[3] = static_cast<std::uint8_t>(changed[3] - 2);
  changed[5] = 0x0b;
  keys.add(kBad, "without the NULL", with_spki("x", changed));
  changed = der;
  changed[1] = 0x83;
  changed.insert(changed.begin() + 2, 0x00);
  keys.add(kBad, "a length in three bytes where two do (BER)", with_spki("x", changed));
  keys.add(kBad, "no key at all", with_spki("x", Bytes(294)));
  auto even = der;
  even[even.size() - 6] = static_cast<std::uint8_t>(even[even.size() - 6] & 0xfe);  // the modulus' last byte
  keys.add(kBad, "an even modulus", with_spki("x", even));
}

}  // namespace

void write_encoding_vectors(const std::filesystem::path& folder) {
  frame(folder);
  numbers(folder);
  words(folder);
  issuers(folder);
}

}  // namespace ruban::audit
