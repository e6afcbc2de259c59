// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: eligibility
// A name server's answer, and the file of a web site: what proves a domain holds the very line.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "eligibility/domain_proof.h"
#include "eligibility/txt_answer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ruban::eligibility;
  const auto challenge = DomainChallenge::parse("00112233445566778899aabbccddeeff").value();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const bool holds = text.find(challenge.line()) != std::string_view::npos;
  if (judge_file(challenge, text) == DomainProof::proved && !holds) std::abort();
  const auto records = parse_txt_answer({data, size}, "_ruban.mine.example");
  if (!records) return 0;
  std::size_t all = 0;
  for (const auto& record : *records) all += record.size();
  // Each record lies in the answer once.
  if (all > size) std::abort();
  const bool proved = judge_txt(challenge, *records) == DomainProof::proved;
  if (proved != (std::ranges::find(*records, challenge.line()) != records->end())) std::abort();
  return 0;
}
