// SPDX-License-Identifier: AGPL-3.0-or-later
#include "eligibility/domain_proof.h"

#include <algorithm>

#include "core/bytes.h"

namespace ruban::eligibility {
namespace {

constexpr std::string_view kKey = "ruban-recipient=";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
using Token = Fixed<struct DomainTokenTag, 16>;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && is_space(line.front())) line.remove_prefix(1);
  while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
  return line;
}

bool is_ours(std::string_view line) {
  return line.starts_with(kKey) && fixed_from_hex<Token>(line.substr(kKey.size())).has_value();
}

}  // namespace

DomainChallenge DomainChallenge::draw(crypto::Random& random) {
  return DomainChallenge(to_hex(random.fixed<Token>().view()));
}

Result<DomainChallenge> DomainChallenge::parse(std::string_view token) {
  const auto bytes = TRY(fixed_from_hex<Token>(token));
  return DomainChallenge(to_hex(bytes.view()));
}

std::string DomainChallenge::line() const { return std::string(kKey) + token_; }

std::string txt_name(std::string_view domain) { return "_ruban." + std::string(domain); }

std::string file_address(std::string_view domain) {
  return "https://" + std::string(domain) + "/.well-known/ruban-recipient.txt";
}

DomainProof judge_txt(const DomainChallenge& challenge, const std::vector<std::string>& records) {
  bool another = false;
  for (const auto& record : records) {
    if (record == challenge.line()) return DomainProof::proved;
    another = another || record.starts_with(kKey);
  }
  return another ? DomainProof::another : DomainProof::missing;
}

DomainProof judge_file(const DomainChallenge& challenge, std::string_view text) {
  if (text.size() > kMaxProofFile) return DomainProof::not_plain;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  bool proved = false, another = false;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    if (!is_ours(line)) return DomainProof::not_plain;
    if (line == challenge.line())
      proved = true;
    else
      another = true;
  }
  if (proved) return DomainProof::proved;
  return another ? DomainProof::another : DomainProof::missing;
}

}  // namespace ruban::eligibility
