// rooms: letter
// SPDX-License-Identifier: AGPL-3.0-or-later
// What is said of a letter: any bytes give either a document or faults; a document is what it is written as.
#include <cstdint>
#include <cstdlib>

#include "letter/public_document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ruban::letter;
  std::vector<Fault> faults;
  const auto read = parse_public_document({reinterpret_cast<const char*>(data), size}, "document", faults);
  if (read.has_value() != faults.empty()) std::abort();
  if (!read) return 0;
  const auto again = parse_public_document(write(*read), "document", faults);
  if (!again || !(*again == *read)) std::abort();
  return 0;
}
