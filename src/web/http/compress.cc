// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/compress.h"

#include <zlib.h>

#include <climits>

#include "core/check.h"
#include "web/http/text.h"

namespace ruban::web {

std::string gzip(std::string_view plain) {
  z_stream stream{};
  constexpr int kGzip = 15 + 16;  // a window of 32 kB, and the gzip wrapper
  CHECK(deflateInit2(&stream, 9, Z_DEFLATED, kGzip, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, plain.size()), '\0');
  CHECK(plain.size() <= UINT_MAX && out.size() <= UINT_MAX);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int ended = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  CHECK(ended == Z_STREAM_END);
  return out;
}

bool is_compressible(std::string_view content_type) {
  const auto type = trim(content_type.substr(0, content_type.find(';')));
  return type.starts_with("text/") || type.ends_with("+json") || type.ends_with("+xml") ||
         type == "application/json" || type == "application/javascript" || type == "application/xml";
}

}  // namespace ruban::web
