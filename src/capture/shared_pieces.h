// SPDX-License-Identifier: AGPL-3.0-or-later
// SharedPieces: which pieces of two texts are the same ones, in the same order in both.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ruban::capture {

// A piece of text by its number: equal pieces have equal numbers.
using Piece = std::uint32_t;

// A run of pieces that both texts have.
struct Shared {
  std::size_t before = 0, after = 0;  // where it begins in each
  std::size_t count = 0;
  bool operator==(const Shared&) const = default;
};

class SharedPieces {
 public:
  // For pieces below `numbers`. With at most `most_edits` pieces that only one of the texts has, the runs
  // hold as many pieces as can be (Myers 1986). With more they may hold fewer: no pair of texts takes more
  // steps than their pieces, times `most_edits`, times a small number.
  SharedPieces(Piece numbers, std::size_t most_edits) : seen_(numbers), most_edits_(most_edits) {}

  // Runs in their order, no two of them touching in both texts.
  std::vector<Shared> operator()(std::span<const Piece> before, std::span<const Piece> after);

 private:
  std::vector<char> seen_;  // by number; all zero between calls
  std::size_t most_edits_;
};

}  // namespace ruban::capture
