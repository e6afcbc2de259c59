// SPDX-License-Identifier: AGPL-3.0-or-later
// Where random bytes come from; tests bring their own source.
#pragma once

#include <cstdint>
#include <span>

#include "core/ids.h"
#include "core/secret.h"

namespace ruban::crypto {

class Random {
 public:
  virtual ~Random() = default;
  // Cryptographically strong bytes.
  virtual void fill(std::span<std::uint8_t> out) = 0;

  template <class F>
  F fixed() {
    F out;
    fill(out.bytes);
    return out;
  }
  // Uniform in [0, bound), bound > 0.
  std::uint32_t below(std::uint32_t bound);
};

// The kernel's, by libsodium. Stateless, for any thread.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

}  // namespace ruban::crypto
