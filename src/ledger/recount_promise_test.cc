// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/recount_promise.h"

#include <gtest/gtest.h>

#include "ledger/test_keys.h"

namespace ruban::ledger {
namespace {

VerifierKey witness(const std::string& name, std::uint8_t number) {
  return VerifierKey::make(name, KeyType::cosignature, numbered_key(number).public_key());
}

TEST(RecountPromise, Only_the_witness_itself_gives_it) {
  const auto journal = witness("witness.journal.example", 7);
  const auto promise = sign_recount_promise(journal, numbered_key(7));
  EXPECT_TRUE(is_recount_promise(promise, journal));
  EXPECT_FALSE(is_recount_promise(promise, witness("witness.journal.example", 8)));
  EXPECT_FALSE(is_recount_promise(promise, witness("witness.union.example", 7)));
  EXPECT_FALSE(is_recount_promise(sign_recount_promise(journal, numbered_key(8)), journal));
}

TEST(RecountPromise, No_altered_byte_and_no_other_writing_counts) {
  const auto journal = witness("witness.journal.example", 7);
  const auto promise = sign_recount_promise(journal, numbered_key(7));
  for (std::size_t i = 0; i < promise.size(); ++i) {
    auto altered = promise;
    altered[i] = altered[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(is_recount_promise(altered, journal)) << altered;
    EXPECT_FALSE(is_recount_promise(promise.substr(0, i), journal)) << i;
  }
  for (const auto* more : {"=", "\n", " ", "A"}) EXPECT_FALSE(is_recount_promise(promise + more, journal));
}

TEST(RecountPromise, A_cosignature_or_a_signed_note_is_none) {
  const auto journal = witness("witness.journal.example", 7);
  const auto key = numbered_key(7);
  const auto head = sign_recount_promise(journal, key).substr(0, journal.name().size() + 10);
  for (const std::string text :
       {"witness.journal.example\n", "ruban witness recounts v1\n",
        "cosignature/v1\ntime 1\nruban witness recounts v1\nwitness.journal.example\n"})
    EXPECT_FALSE(is_recount_promise(head + to_base64(key.sign(as_bytes(text)).view()), journal)) << text;
}

}  // namespace
}  // namespace ruban::ledger
