// SPDX-License-Identifier: AGPL-3.0-or-later
// The addresses of the pages: the router reads them, the templates link to them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/ids.h"
#include "i18n/lang.h"

namespace ruban::web {

// A letter as addresses name it. `version` is set for all but the newest one.
struct LetterPlace {
  std::string slug;
  std::optional<std::uint32_t> version;
};

// "/fr/letters/lettre", "/fr/letters/lettre/v1", and with rest = "/sign/code" what lies below.
//
//   GET                          POST (each answers 303 to the next GET, or renders the page again with 422)
//   …                            the letter
//   …/signatures?after=&q=       list and search
//   …/history?after=             every event
//   …/sign                       …/sign            fields: csrf, issuer, name, role, comment, email, updates
//   ("on") …/sign/code                  …/sign/code       csrf, code
//                                …/sign/resend     csrf
//   …/sign/preview               …/sign/preview    csrf, act = "sign" | "change" (303 back to …/sign, values
//   kept) …/sign/done                  …/sign/key        csrf: the key file, as a download …/sign/receipt the
//   .tlog-proof, as a download …/sign/already               the address was used before …/withdraw
//   …/withdraw/key    multipart: csrf, key_file
//                                …/withdraw/address  csrf, email
//   …/withdraw/code              …/withdraw/code   csrf, code
//                                …/withdraw/resend csrf
//   …/withdraw/confirm           …/withdraw/confirm  csrf, erase ("on"), index (repeated)
//   …/withdraw/done
std::string letter_path(i18n::Lang lang, const LetterPlace& place, std::string_view rest = {});

// "/fr/", "/fr/about", "/fr/demo/mail" for rest = "/", "/about", "/demo/mail".
std::string path_in(i18n::Lang lang, std::string_view rest);

// The demonstration's mail box; it has no language of its own and takes the visitor's.
inline constexpr std::string_view kDemoMailPath = "/demo/mail";

// The machine's side.
std::string tile_path_of_entry(EntryIndex index);  // "/log/tile/entries/000": the bundle that holds it

}  // namespace ruban::web
