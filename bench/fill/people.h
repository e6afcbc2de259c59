// SPDX-License-Identifier: AGPL-3.0-or-later
// People who never lived, as many as a measurement needs: the same person for the same number.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "signature/payload.h"

namespace ruban::bench {

class People {
 public:
  // Puts a few thousand names together; the rest are these with a second family name.
  People();

  // What the person of this number signs with. Names repeat after some millions, as people's do.
  signature::Payload person(std::uint64_t number) const;
  // A mailbox of their own, "signer17@mail17.example".
  static std::string address(std::uint64_t number);

 private:
  std::vector<signature::Payload> known_;
  std::vector<std::string> family_names_;
};

}  // namespace ruban::bench
