// SPDX-License-Identifier: AGPL-3.0-or-later
// Sheets of paper with invitations, eight on a page, to be cut and handed out.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "core/result.h"
#include "i18n/lang.h"

namespace ruban::press {

struct InvitationSlip {
  std::string person;  // for whoever hands it out; may be empty
  std::string code;    // as it is typed
};

struct InvitationSheets {
  std::string title;    // of the letter
  std::string address;  // of its signing page; a QR code holds it, with the code behind its #
  std::vector<InvitationSlip> slips;
};

// Writes a PDF of A4 pages. Fonts are those of the machine. Kind::too_large for an address that no QR code
// holds, Kind::busy if `out` takes no more.
Result<void> write_sheets(const InvitationSheets& sheets, i18n::Lang lang, std::ostream& out);

}  // namespace ruban::press
