// SPDX-License-Identifier: AGPL-3.0-or-later
// Inflate: unpacks gzip and deflate, and never gives more than it was asked for.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

struct z_stream_s;

namespace ruban::fetch {

enum class Packing {
  gzip,  // RFC 1952, one member
  zlib,  // RFC 1950, what HTTP calls deflate
  raw,   // RFC 1951, what some servers call so
};

class Inflate {
 public:
  explicit Inflate(Packing packing);

  // Appends what the stream at the front of `packed` holds, at most `most` bytes, and says how many bytes of
  // `packed` it took. Kind::too_large above `most`; Kind::invalid for a stream that is broken or breaks off.
  // Can be called again, for the next member. After a failure `out` holds what came before it.
  Result<std::size_t> operator()(std::string_view packed, std::string& out, std::size_t most);

 private:
  struct End {
    void operator()(z_stream_s* stream) const;
  };
  std::unique_ptr<z_stream_s, End> stream_;
};

// All members of a gzip file, one after the other. What follows the last one, and isn't one, is left out.
Result<std::string> gunzip(std::string_view packed, std::size_t most);

}  // namespace ruban::fetch
