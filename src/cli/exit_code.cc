// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/exit_code.h"

namespace ruban::cli {

ExitCode exit_code(Kind kind) {
  switch (kind) {
    case Kind::invalid:
    case Kind::unauthorised:
    case Kind::forbidden:
    case Kind::not_found:
    case Kind::gone:
    case Kind::conflict:
    case Kind::too_large:
    case Kind::too_many:
      return ExitCode::refused;
    case Kind::busy:
      return ExitCode::broken;
  }
  return ExitCode::broken;
}

}  // namespace ruban::cli
