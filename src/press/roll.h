// SPDX-License-Identifier: AGPL-3.0-or-later
// Roll: signatories in columns, in the order in which they are given, whatever their script and number.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "press/flow.h"

namespace ruban::press {

struct Signatory {
  std::string name;
  std::string role;     // may be empty
  std::string comment;  // may be empty; may have lines
};

class Roll {
 public:
  // Measures every one of them; not more than one is held set. `signatories` outlive the roll.
  Roll(const Typefaces& typefaces, const std::vector<Signatory>& signatories);

  // Columns from where `flow` stands, page by page; those of the last page are of one height. A `paper` that
  // only counts gets the same pages without a letter being drawn.
  void place(Paper& paper, Flow& flow) const;

 private:
  // What stays together: as a rule a whole signatory, of one that is taller than a page as much as fits.
  struct Piece {
    std::uint32_t signatory = 0;
    std::uint16_t from = 0, lines = 0;
    float height = 0;
  };
  struct Set;
  Set set(std::size_t signatory) const;
  double column_width() const;
  // The first piece that doesn't stand any more in `columns` of this height.
  std::size_t end_of(std::size_t from, int columns, double height) const;
  void draw(Paper& paper, std::size_t from, std::size_t until, double x, double y) const;

  const Typefaces& typefaces_;
  const std::vector<Signatory>& signatories_;
  int columns_ = 3;
  double between_ = 0;  // from one signatory to the next
  std::vector<Piece> pieces_;
};

}  // namespace ruban::press
