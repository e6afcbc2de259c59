// SPDX-License-Identifier: AGPL-3.0-or-later
// The demonstration's invented signatories, put together from letters/signatories/, always in the same way.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ruban::app {

struct Invented {
  std::string name;
  std::string role;      // may be empty
  std::string comment;   // may be empty
  std::string language;  // "en" or "fr": of role and comment
};

// `count` people of the class with different names; the same ones for the same seed.
std::vector<Invented> invent(std::size_t count, std::string_view signer_class, std::uint64_t seed);

}  // namespace ruban::app
