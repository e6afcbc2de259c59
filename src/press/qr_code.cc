// SPDX-License-Identifier: AGPL-3.0-or-later
#include "press/qr_code.h"

#include <qrencode.h>

#include <memory>

namespace ruban::press {

Result<QrCode> qr_code(std::string_view text) {
  constexpr std::size_t kMost = 2331;
  if (text.empty()) return fail(Kind::invalid, "A QR code of nothing can’t be drawn.");
  if (text.size() > kMost) return fail(Kind::too_large, "This is too long for a QR code.");
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0,
                        QR_ECLEVEL_M),
      &QRcode_free);
  if (!code) return fail(Kind::too_large, "This is too long for a QR code.");
  QrCode out{code->width, {}};
  const auto squares = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
  out.dark.reserve(squares);
  for (std::size_t i = 0; i < squares; ++i) out.dark.push_back((code->data[i] & 1) != 0);
  return out;
}

}  // namespace ruban::press
