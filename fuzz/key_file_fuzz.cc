// rooms: signature
// SPDX-License-Identifier: AGPL-3.0-or-later
// A key file: what is read is written again as the same file, line ends aside, and serves to make every
// secret.
#include <cstdint>
#include <cstdlib>

#include "signature/key_file.h"
#include "signature/seed.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ruban::signature;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto file = parse_key_file(text);
  if (!file) return file.error().field == "key-file" ? 0 : (std::abort(), 0);
  const auto written = format(*file);
  if (written.expose().size() > kMaxKeyFile) std::abort();
  const auto again = parse_key_file(written.expose());
  if (!again || format(*again).expose() != written.expose()) std::abort();
  if (text.find('\r') == std::string_view::npos && text.ends_with('\n') && text != written.expose())
    std::abort();
  const auto factor = blinding_factor(file->seed, ruban::Bytes(256, 0x80));
  if (factor.expose().size() != 256) std::abort();
  return 0;
}
