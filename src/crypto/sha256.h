// SPDX-License-Identifier: AGPL-3.0-or-later
// SHA-256 (FIPS 180-4) in one call and in pieces.
#pragma once

#include <initializer_list>
#include <memory>
#include <string_view>

#include "core/ids.h"

struct evp_md_ctx_st;

namespace ruban::crypto {

Hash sha256(ByteView bytes);
inline Hash sha256(std::string_view text) { return sha256(as_bytes(text)); }
// Of the pieces one after the other.
Hash sha256(std::initializer_list<ByteView> pieces);

class Sha256 {
 public:
  Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  ~Sha256();
  void update(ByteView bytes);
  // Ends it; the object can be used again from the start.
  Hash finish();

 private:
  evp_md_ctx_st* context_;
};

}  // namespace ruban::crypto
