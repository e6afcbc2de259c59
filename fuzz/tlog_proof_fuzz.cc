// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: ledger
// Proof files: what is read is written as the same bytes.
#include "core/check.h"
#include "ledger/tlog_proof.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ruban::ledger;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto proof = parse_tlog_proof(text);
  if (!proof) return 0;
  CHECK(format_tlog_proof(*proof) == text);
  const auto log =
      VerifierKey::parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
  static_cast<void>(verify_tlog_proof(*proof, {bytes, size}, *log));
  return 0;
}
