// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/note.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "ledger/test_keys.h"

namespace ruban::ledger {
namespace {

std::string example(const char* member) {
  std::ifstream in(RUBAN_VECTORS "/c2sp_rfc6962_known_answers.json");
  std::ostringstream text;
  text << in.rdbuf();
  return std::string(boost::json::parse(text.str()).at("signed_note_example").at(member).as_string());
}

std::string note_by(const std::string& text, std::initializer_list<NoteSignature> signatures) {
  return format_note({text, signatures});
}

TEST(Note, The_example_of_the_specification_verifies) {
  const auto key = *VerifierKey::parse(example("vkey"));
  EXPECT_EQ(key.text(), example("vkey"));
  EXPECT_EQ(key.name(), "example.com/foo");
  EXPECT_EQ(key.id(), 0x530d903aU);
  const auto text = example("text") + "\n" + example("signature_line") + "\n";
  const auto note = *parse_note(text);
  EXPECT_EQ(note.text, "This is an example message.\n");
  EXPECT_TRUE(*is_signed_by(note, key));
  EXPECT_EQ(format_note(note), text);
}

TEST(Note, A_wrong_signature_by_a_known_key_condemns_the_note) {
  const auto mine = numbered_key(1);
  const auto key = VerifierKey::make("a.example", KeyType::ed25519, mine.public_key());
  auto right = sign_note("text\n", "a.example", mine), wrong = right;
  wrong.signature[3] ^= 1;
  EXPECT_TRUE(*is_signed_by(*parse_note(note_by("text\n", {right})), key));
  EXPECT_FALSE(is_signed_by(*parse_note(note_by("text\n", {wrong})), key));
  EXPECT_FALSE(is_signed_by(*parse_note(note_by("text\n", {right, wrong})), key));
  EXPECT_FALSE(is_signed_by(*parse_note(note_by("other\n", {right})), key));
  auto shorter = right;
  shorter.signature.pop_back();
  EXPECT_FALSE(is_signed_by(*parse_note(note_by("text\n", {shorter})), key));
}

TEST(Note, Lines_by_unknown_keys_are_ignored) {
  const auto mine = numbered_key(1), other = numbered_key(2);
  const auto key = VerifierKey::make("a.example", KeyType::ed25519, mine.public_key());
  const auto right = sign_note("text\n", "a.example", mine);
  const auto same_name = sign_note("text\n", "a.example", other);
  auto same_id = sign_note("text\n", "b.example", other);
  same_id.key_id = key.id();
  const NoteSignature ml_dsa{"a.example", 7, Bytes(2420, 1)};
  EXPECT_TRUE(*is_signed_by(*parse_note(note_by("text\n", {same_name, same_id, ml_dsa, right})), key));
  EXPECT_FALSE(*is_signed_by(*parse_note(note_by("text\n", {same_name, same_id, ml_dsa})), key));
}

TEST(Note, Sixteen_signatures_are_accepted_and_a_bounded_number_at_most) {
  Note note{"text\n", {}};
  for (int i = 0; i < 16; ++i) note.signatures.push_back({fmt::format("w{}.example", i), 1, Bytes(2420)});
  EXPECT_EQ(*parse_note(format_note(note)), note);
  note.signatures.resize(kMaxNoteSignatures, {"w.example", 1, Bytes(8)});
  EXPECT_TRUE(parse_note(format_note(note)));
  note.signatures.push_back(note.signatures.back());
  EXPECT_EQ(parse_note(format_note(note)).error().kind, Kind::too_large);
  EXPECT_EQ(parse_note(std::string(kMaxNoteBytes + 1, 'a')).error().kind, Kind::too_large);
}

TEST(Note, The_text_may_hold_empty_lines) {
  const auto mine = numbered_key(1);
  const auto note = *parse_note(note_by("one\n\ntwo\n", {sign_note("one\n\ntwo\n", "a.example", mine)}));
  EXPECT_EQ(note.text, "one\n\ntwo\n");
}

TEST(Note, Malformed_notes_are_refused) {
  const std::string line = "\u2014 a.example AAAAAAA=\n";
  ASSERT_TRUE(parse_note("text\n\n" + line));
  for (const auto& bad : {std::string(),
                          std::string("text\n"),
                          std::string("text\n\n"),
                          "text\n" + line,
                          line,
                          "text\n\n" + line + "\n",
                          "text\n\n" + line + "tail\n",
                          "te\rxt\n\n" + line,
                          "te\txt\n\n" + line,
                          "te\xfft\n\n" + line,
                          std::string("text\n\n\u2014 a.example AAAAAAA="),
                          std::string("text\n\n- a.example AAAAAAA=\n"),
                          std::string("text\n\n\u2014 a.example AAAA\n"),
                          std::string("text\n\n\u2014 a.example AAAAAAB=\n"),
                          std::string("text\n\n\u2014 a.example AAAAAAA\n"),
                          std::string("text\n\n\u2014 a.example  AAAAAAA=\n"),
                          std::string("text\n\n\u2014 AAAAAAA=\n"),
                          std::string("text\n\n\u2014 a+b AAAAAAA=\n"),
                          std::string("text\n\n\u2014 a\u00a0b AAAAAAA=\n"),
                          std::string("text\n\n\u2014 a.example AAAAAAA= x\n")}) {
    EXPECT_FALSE(parse_note(bad)) << bad;
  }
}

TEST(Note, Verifier_keys_are_read_strictly) {
  const auto key = VerifierKey::make("a.example/log", KeyType::cosignature, numbered_key(3).public_key());
  EXPECT_EQ(*VerifierKey::parse(key.text()), key);
  auto id = key.text();
  id[std::string("a.example/log+").size()] ^= 1;
  EXPECT_FALSE(VerifierKey::parse(id));
  auto upper = key.text();
  for (std::size_t i = 14; i < 22; ++i) upper[i] = static_cast<char>(std::toupper(upper[i]));
  EXPECT_TRUE(upper == key.text() || !VerifierKey::parse(upper));
  // Of an unknown type; no key; the point of order 4; a key of the wrong length.
  PublicKey zero{};
  for (const auto& bad :
       {std::string(), std::string("a"), std::string("a+b"), std::string("a+b+c"),
        std::string("+00000000+AQ=="), std::string("a b+00000000+AQ=="),
        VerifierKey::make("a", KeyType::ed25519, zero).text(), key.text() + "AAAA", key.text() + "\n"}) {
    EXPECT_FALSE(VerifierKey::parse(bad)) << bad;
  }
}

}  // namespace
}  // namespace ruban::ledger
