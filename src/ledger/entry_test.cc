// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/entry.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "ledger/merkle.h"

namespace ruban::ledger {
namespace {

template <class F>
rc::Gen<F> any_fixed() {
  return rc::gen::map(
      rc::gen::container<std::vector<std::uint8_t>>(F::kSize, rc::gen::arbitrary<std::uint8_t>()),
      [](const std::vector<std::uint8_t>& bytes) { return *F::from(bytes); });
}
rc::Gen<Instant> any_minute() {
  return rc::gen::map(rc::gen::inRange<std::int64_t>(0, 100'000'000),
                      [](std::int64_t minutes) { return Instant(std::chrono::minutes(minutes)); });
}
rc::Gen<std::uint64_t> any_integer() { return rc::gen::inRange<std::uint64_t>(0, kMaxInteger + 1); }
template <class Enum>
Enum any_of(int last) {
  return static_cast<Enum>(*rc::gen::inRange(0, last + 1));
}

SignEntry any_sign() {
  SignEntry e;
  e.letter = *any_fixed<LetterId>();
  e.mode = any_of<Mode>(1);
  e.via = any_of<Via>(1);
  e.issuer = *rc::gen::element<std::string>("employee-email", "a-b", "former-employee-oidc");
  e.cred.assign(*rc::gen::element(256u, 384u, 512u), *rc::gen::arbitrary<std::uint8_t>());
  e.key = *any_fixed<PublicKey>();
  e.cred_nonce = *any_fixed<Nonce>();
  if (*rc::gen::arbitrary<bool>()) e.commit = *any_fixed<Commitment>();
  e.sig = *any_fixed<SignatureBytes>();
  e.epoch = *any_minute();
  return e;
}

Entry any_entry() {
  const auto letter = *any_fixed<LetterId>();
  const auto doc = *any_fixed<Hash>();
  const auto key = *any_fixed<PublicKey>();
  const auto sig = *any_fixed<SignatureBytes>();
  const auto index = *any_integer(), number = *any_integer();
  const auto time = *any_minute();
  switch (*rc::gen::inRange(0, 13)) {
    case 0:
      return any_sign();
    case 1:
      return WithdrawEntry{letter, index, key, sig, time};
    case 2:
      return TakedownEntry{letter, index, any_of<TakedownReason>(3), time};
    case 3:
      return EraseEntry{letter, index, time};
    case 4:
      return IssuedEntry{letter, "employee-email", number, time};
    case 5:
      return TallyEntry{letter, index, {{"a-b", number, 0, 1, index}, {"c-d", 0, number, index, 2}}, time};
    case 6:
      return ResponseEntry{letter, number, any_of<ResponseBy>(1), std::nullopt, doc, time};
    case 7:
      return ResponseEntry{letter, number, any_of<ResponseBy>(1), "xn--bcher-kva.example", doc, time};
    case 8:
      return DemandEntry{letter, number, any_of<DemandState>(6), doc, time};
    case 9:
      return NumberedDocumentEntry{any_of<DocumentKind>(2), letter, number, doc, time};
    case 10:
      return KeptEntry{letter, index, key, sig, time};
    case 11:
      return QuoteEntry{letter, index, key, *any_fixed<Commitment>(), sig, time};
    default:
      return EndEntry{letter, any_of<LetterEnd>(2), *rc::gen::arbitrary<bool>(), std::nullopt, time};
  }
}

RC_GTEST_PROP(Entry, What_is_written_is_read_back_and_takes_the_same_bytes, ()) {
  const auto entry = any_entry();
  const auto text = format_entry(entry);
  RC_ASSERT(text.size() <= kMaxEntryBytes);
  const auto read = parse_entry(text);
  RC_ASSERT(read);
  RC_ASSERT(*read == entry);
  RC_ASSERT(format_entry(*read) == text);
  RC_ASSERT(text.starts_with("ruban/v1 " + std::string(type_name(entry)) + "\n"));
  // The last line is the server's.
  const auto lines = without_time(entry);
  RC_ASSERT(text.starts_with(lines));
  RC_ASSERT(*with_time(lines, time_of(entry)) == entry);
  RC_ASSERT(with_time(lines, time_of(entry) + std::chrono::minutes(1))->index() == entry.index());
}

RC_GTEST_PROP(Entry, No_byte_can_be_changed_without_being_another_entry_or_none, ()) {
  const auto entry = any_entry();
  auto text = format_entry(entry);
  auto& byte = text[*rc::gen::inRange<std::size_t>(0, text.size())];
  byte = static_cast<char>(*rc::gen::distinctFrom(rc::gen::arbitrary<char>(), byte));
  const auto read = parse_entry(text);
  const bool other_or_none = !read || (*read != entry && format_entry(*read) == text);
  RC_ASSERT(other_or_none);
}

RC_GTEST_PROP(Entry, What_is_signed_ends_before_the_signature, ()) {
  const auto entry = any_sign();
  const auto text = format_entry(entry);
  const auto part = signed_part(entry);
  RC_ASSERT(part == signed_part(text));
  RC_ASSERT(text.starts_with(part + "sig "));
  auto other = entry;
  other.sig = *any_fixed<SignatureBytes>();
  other.epoch += std::chrono::minutes(5);
  RC_ASSERT(signed_part(other) == part);
}

TEST(Entry, A_fault_names_its_line) {
  const auto text = format_entry(EraseEntry{{}, 7, Instant(std::chrono::minutes(5))});
  const auto field = [&](std::string_view from, std::string_view to) {
    auto changed = text;
    changed.replace(changed.find(from), from.size(), to);
    return parse_entry(changed).error().field;
  };
  EXPECT_EQ(field("index 7", "index 07"), "index");
  EXPECT_EQ(field("index 7\n", ""), "index");
  EXPECT_EQ(field("00:05Z", "00:65Z"), "time");
  EXPECT_EQ(field("letter A", "letter  A"), "letter");
  EXPECT_EQ(parse_entry(std::string(kMaxEntryBytes + 1, 'a')).error().kind, Kind::too_large);
}

TEST(Entry, Its_letter_is_its_own_leaf_or_the_one_it_names) {
  const LetterId leaf{leaf_hash(as_bytes("x")).bytes}, named{leaf_hash(as_bytes("y")).bytes};
  EXPECT_EQ(letter_of(LetterEntry{}, leaf), leaf);
  EXPECT_EQ(letter_of(EraseEntry{named, 1, {}}, leaf), named);
  EXPECT_EQ(letter_of(ClientEntry{}, leaf), std::nullopt);
  EXPECT_EQ(letter_id_of("x"), leaf);
}

}  // namespace
}  // namespace ruban::ledger
