// SPDX-License-Identifier: AGPL-3.0-or-later
// Claims: what a server says of its letters in JSON, read strictly enough to be compared with a recount.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"

namespace ruban::audit {

struct ListedLetter {
  LetterId letter;
  std::string slug;
  std::uint64_t version = 1;
};

// `GET /api/v1/letters`: an object with an array "letters", or the array itself, of objects with "letter",
// "slug" and "version"; other members are ignored.
Result<std::vector<ListedLetter>> parse_letter_list(std::string_view json);

struct ClaimedClass {
  std::string name;
  std::vector<std::string> issuers;
  std::uint64_t named = 0, anon = 0;  // standing
  std::uint64_t withdrawn = 0, taken_down = 0;
  std::uint64_t kept = 0;  // 0, too, if the server says nothing of a pledge

  bool operator==(const ClaimedClass&) const = default;
};

struct ClaimedCount {
  LetterId letter;
  std::string slug;
  std::uint64_t version = 1;
  TreeSize size = 0;
  std::vector<ClaimedClass> classes;
};

// The count object of the API.
Result<ClaimedCount> parse_count(std::string_view json);

struct ListedSignature {
  EntryIndex index = 0;
  std::string issuer, mode, state;
  std::optional<std::string> payload;
  std::optional<Salt> salt;
};

struct SignaturePage {
  LetterId letter;
  TreeSize size = 0;
  std::vector<ListedSignature> signatures;
  std::optional<EntryIndex> next;  // the `after` of the next page
};

// `GET /api/v1/letters/{slug}/signatures`; "payload" is base64 of the payload's text.
Result<SignaturePage> parse_signature_page(std::string_view json);

}  // namespace ruban::audit
