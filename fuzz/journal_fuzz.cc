// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: audit
// The state of an audit: whatever is read of it holds together, and is read again from the part that was
// whole. Fuzzers can't guess a hash, so each part that they make is sealed for them: after the head, lines of
// "####" part the bodies.
#include "audit/journal.h"

#include <algorithm>

#include "core/check.h"
#include "crypto/sha256.h"

namespace {

using namespace ruban;

Bytes sealed(std::string_view text) {
  constexpr std::string_view kMark = "####\n";
  auto end = std::min(text.find(kMark), text.size());
  Bytes out = to_bytes(text.substr(0, end));
  auto chain = crypto::sha256(out);
  while (end < text.size()) {
    text.remove_prefix(std::min(end + kMark.size(), text.size()));
    end = std::min(text.find(kMark), text.size());
    const auto body = as_bytes(text.substr(0, end));
    chain = crypto::sha256({chain.view(), body});
    for (int shift = 24; shift >= 0; shift -= 8)
      out.push_back(static_cast<std::uint8_t>(body.size() >> shift));
    out.insert(out.end(), body.begin(), body.end());
    out.insert(out.end(), chain.bytes.begin(), chain.bytes.end());
  }
  return out;
}

void check(ByteView bytes) {
  const auto journal = audit::read_journal(bytes);
  if (!journal) return;
  CHECK(journal->whole <= bytes.size());
  const auto again = audit::read_journal(bytes.first(journal->whole));
  CHECK(again && again->whole == journal->whole && again->chain == journal->chain);
  const auto& recount = journal->replayed.recount;
  std::uint64_t accepted = 0;
  for (const auto& letter : recount.letters()) {
    const auto counts = recount.counts(letter.id, recount.size());
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const auto& c = counts[i];
      CHECK(c.named + c.anon + c.withdrawn + c.taken_down == letter.accepted[i]);
      CHECK(c.kept <= c.named && c.kept <= letter.kept);
      accepted += letter.accepted[i];
    }
  }
  CHECK(accepted == journal->replayed.signatures);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const ByteView input(bytes, size);
  check(input);
  check(sealed(as_text(input)));
  return 0;
}
