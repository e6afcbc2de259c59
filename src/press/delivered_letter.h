// SPDX-License-Identifier: AGPL-3.0-or-later
// DeliveredLetter: an open letter with those who signed it, printed as its organisers hand it to the
// recipient.
#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "core/time.h"
#include "i18n/lang.h"
#include "letter/document.h"
#include "press/roll.h"

namespace ruban::press {

struct DeliveredDemand {
  int number = 0;
  std::string text;
};

struct DeliveredClass {
  std::string label;                  // in the plural: "Employees of Microsoft"
  std::uint64_t named = 0, anon = 0;  // standing at the checkpoint; classes are never added up
  std::optional<std::uint64_t> denominator;
  std::vector<Signatory>
      signatories;  // in the order of print; may be fewer than `named`, where texts are erased
};

// A checkpoint of the record, which the counts and names are those of.
struct DeliveredCheckpoint {
  std::string origin;
  TreeSize size = 0;
  Hash root;
  Instant at;
};

struct DeliveredLetter {
  i18n::Lang lang = i18n::Lang::en;
  std::string title;
  std::string recipient, recipient_role, recipient_organisation;  // each may be empty
  std::string constituency;
  letter::Document text;
  std::vector<DeliveredDemand> demands;
  std::string pledge;  // may be empty
  std::optional<Instant> pledge_due;
  std::vector<DeliveredClass> classes;
  DeliveredCheckpoint checkpoint;
  std::string address;  // where it can be checked: https://…; a QR code holds it
  Instant at;           // time of the delivery's entry
  bool is_demonstration = false;
};

// Writes a PDF of A4 pages. Every date in it is that of the letter: equal letters give equal bytes on a
// machine with the same fonts. Kind::too_large for an address that no QR code holds, Kind::invalid for none
// at all, Kind::busy if `out` takes no more; then what has been written is no PDF.
Result<void> write_letter(const DeliveredLetter& letter, std::ostream& out);

}  // namespace ruban::press
