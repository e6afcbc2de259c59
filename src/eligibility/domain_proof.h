// SPDX-License-Identifier: AGPL-3.0-or-later
// How a recipient proves to hold a domain: by a line that only its holder can publish there, in a TXT record
// or in a file of its web site.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "crypto/random.h"

namespace ruban::eligibility {

// What is to be published: "ruban-recipient=" and 32 hexadecimal digits. It is no secret.
class DomainChallenge {
 public:
  static DomainChallenge draw(crypto::Random& random);
  // Its token, as token() gives it.
  static Result<DomainChallenge> parse(std::string_view token);

  const std::string& token() const { return token_; }
  std::string line() const;

 private:
  explicit DomainChallenge(std::string token) : token_(std::move(token)) {}
  std::string token_;
};

// Where the line stands: "_ruban.mine.example", "https://mine.example/.well-known/ruban-recipient.txt".
std::string txt_name(std::string_view domain);
std::string file_address(std::string_view domain);
// Bytes of that file, at most.
inline constexpr std::size_t kMaxProofFile = 4096;

enum class DomainProof {
  proved,
  missing,    // there is nothing of ours
  another,    // a line of ours for another letter, or an old one
  not_plain,  // of a file: it holds something else than such lines, as a page in HTML
};

// `records`: the texts of the TXT records, each already joined of its strings. Records of others don't
// matter.
DomainProof judge_txt(const DomainChallenge& challenge, const std::vector<std::string>& records);
// The file holds such lines and nothing else but empty lines and spaces, so that a page on which strangers
// may write proves nothing.
DomainProof judge_file(const DomainChallenge& challenge, std::string_view text);

}  // namespace ruban::eligibility
