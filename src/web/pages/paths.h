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

// "/fr/letters/lettre", "/fr/letters/lettre/v1", and with rest = "/sign/code" what lies below. A POST is
// answered by 303 to the next GET, or by the page again with 422; its fields are beside it.
//
//   GET …                        the letter
//   GET …/signatures?after=&q=   list and search
//   GET …/history?after=         every event
//   GET …/figures                for the press
//
//   GET POST …/sign              csrf, issuer, name, role, comment, email, updates ("on")
//   GET POST …/sign/code         csrf, code
//       POST …/sign/resend       csrf
//   GET POST …/sign/preview      csrf, act = "sign" | "change" (back to …/sign, values kept)
//   GET      …/sign/done
//   GET      …/sign/receipt      the .tlog-proof, as a download
//       POST …/sign/key          csrf: the key file, as a download
//       POST …/sign/key/forget   csrf
//   GET      …/sign/already      the address was used before
//
//   GET …/pledge                 the pledge, and who has kept it
//   GET POST …/pledge/key        multipart: csrf, key_file
//   GET POST …/pledge/confirm    csrf
//   GET      …/pledge/done
//
//   GET      …/withdraw
//       POST …/withdraw/key      multipart: csrf, key_file
//       POST …/withdraw/address  csrf, email
//   GET POST …/withdraw/code     csrf, code
//       POST …/withdraw/resend   csrf
//   GET POST …/withdraw/confirm  csrf, erase ("on"), index (repeated)
//   GET      …/withdraw/done
//
//   GET POST …/unsubscribe/TOKEN without csrf or cookie: the mail program that posts has only the link
//   GET POST …/answer            csrf, code: of the recipient's link
//   GET POST …/answer/write      csrf, code, language, title, text, said-N, name, role;
//                                title-2, text-2, said-2-N
//   GET POST …/answer/preview    csrf, act = "answer" | "change" (back to …/answer/write, values kept)
//   GET      …/answer/done
std::string letter_path(i18n::Lang lang, const LetterPlace& place, std::string_view rest = {});

// "/fr/", "/fr/about", "/fr/demo/mail" for rest = "/", "/about", "/demo/mail".
std::string path_in(i18n::Lang lang, std::string_view rest);

// The demonstration's mail box; it has no language of its own and takes the visitor's.
inline constexpr std::string_view kDemoMailPath = "/demo/mail";

// The machine's side.
std::string tile_path_of_entry(EntryIndex index);  // "/log/tile/entries/000": the bundle that holds it

}  // namespace ruban::web
