// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fetch/inflate.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>

#include "core/check.h"

namespace ruban::fetch {
namespace {

constexpr std::size_t kStep = 1U << 16;
constexpr std::string_view kGzip = "\x1f\x8b";

int window_of(Packing packing) {
  switch (packing) {
    case Packing::gzip:
      return MAX_WBITS + 16;
    case Packing::zlib:
      return MAX_WBITS;
    case Packing::raw:
      return -MAX_WBITS;
  }
  CHECK(false);
}

}  // namespace

void Inflate::End::operator()(z_stream_s* stream) const {
  inflateEnd(stream);
  delete stream;
}

Inflate::Inflate(Packing packing) : stream_(new z_stream{}) {
  if (inflateInit2(stream_.get(), window_of(packing)) != Z_OK) throw std::bad_alloc();
}

Result<std::size_t> Inflate::operator()(std::string_view packed, std::string& out, std::size_t most) {
  auto& stream = *stream_;
  CHECK(inflateReset(&stream) == Z_OK);
  CHECK(packed.size() <= std::numeric_limits<uInt>::max());
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  const auto before = out.size();
  for (int state = Z_OK; state != Z_STREAM_END;) {
    const auto got = out.size() - before;
    // One byte more than may be shows that there is more.
    const auto room = std::min(kStep, most - got + 1);
    out.resize(out.size() + room);
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + out.size() - room);
    stream.avail_out = static_cast<uInt>(room);
    state = inflate(&stream, Z_NO_FLUSH);
    out.resize(out.size() - stream.avail_out);
    if (out.size() - before > most) {
      out.resize(before + most);
      return fail(Kind::too_large, "What was packed is larger than it may be.");
    }
    if (state == Z_MEM_ERROR) throw std::bad_alloc();
    if (state != Z_OK && state != Z_STREAM_END)
      return fail(Kind::invalid, "What was packed can't be unpacked: it is broken, or breaks off.");
  }
  return packed.size() - stream.avail_in;
}

Result<std::string> gunzip(std::string_view packed, std::size_t most) {
  std::string out;
  Inflate inflate(Packing::gzip);
  do {
    packed.remove_prefix(TRY(inflate(packed, out, most - out.size())));
  } while (packed.starts_with(kGzip));
  return out;
}

}  // namespace ruban::fetch
