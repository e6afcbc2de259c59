// SPDX-License-Identifier: AGPL-3.0-or-later
// One language's translations, read from the GNU .mo bytes that the build compiled from po/public and
// embedded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/result.h"
#include "i18n/lang.h"

namespace ruban::i18n {

class Catalogue {
 public:
  // Little-endian .mo of revision 0. French translations get their typography on the way in.
  static Result<Catalogue> parse(Lang lang, std::string_view mo);
  // The embedded one; lives as long as the program and never changes.
  static const Catalogue& of(Lang lang);

  Lang lang() const { return lang_; }

  // The translation; if there is none, `msgid` itself. `context` is the msgctxt, empty for none.
  std::string_view find(std::string_view context, std::string_view msgid) const;
  // The form for `n`; if there is no translation, English grammar chooses between the two.
  std::string_view find_plural(std::string_view one, std::string_view many, std::uint64_t n) const;

  bool has(std::string_view context, std::string_view msgid) const;

 private:
  explicit Catalogue(Lang lang) : lang_(lang) {}
  Lang lang_;
  // Key: msgid, or context EOT msgid, as in the .mo. Value: the plural forms, one for a message without.
  std::unordered_map<std::string, std::vector<std::string>> messages_;
};

}  // namespace ruban::i18n
