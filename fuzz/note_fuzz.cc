// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: ledger
// Notes, checkpoints, cosignatures, verifier keys, promises and origins: what is read is written as the same
// bytes.
#include "core/check.h"
#include "ledger/add_checkpoint.h"
#include "ledger/checkpoint.h"
#include "ledger/recount_promise.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ruban::ledger;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  if (const auto key = VerifierKey::parse(text)) {
    CHECK(key->text() == text);
  }
  static_cast<void>(is_recount_promise(
      text, *VerifierKey::parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")));
  if (const auto origin = parse_origin(text)) {
    CHECK(is_key_name(*origin));
  }
  if (const auto checkpoint = parse_checkpoint(text)) {
    CHECK(format_checkpoint(*checkpoint) == text);
  }
  if (const auto note = parse_note(text)) {
    CHECK(format_note(*note) == text);
    const auto log =
        VerifierKey::parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
    static_cast<void>(open_checkpoint(text, *log));
    const auto witness = VerifierKey::make("witness.example", KeyType::cosignature, log->key());
    static_cast<void>(open_checkpoint(text, *log, {&witness, 1}));
    static_cast<void>(find_cosignature(note->text, note->signatures, witness, ruban::Instant{}));
    static_cast<void>(is_signed_by(*note, *log));
  }
  return 0;
}
