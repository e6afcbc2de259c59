// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/uploaded_key.h"

namespace ruban::service {

Result<signature::KeyFile> read_uploaded_key(Instance instance, const PublishedLetter& letter,
                                             const std::string& text) {
  auto file = TRY(signature::parse_key_file(text));
  if (file.origin != instance.origin) {
    return fail(Kind::invalid, "This key file belongs to another Ruban server.", "key_file");
  }
  if (file.letter != letter.id()) {
    return fail(Kind::invalid, "This key file belongs to another letter, or to another version of this one.",
                "key_file");
  }
  return file;
}

}  // namespace ruban::service
