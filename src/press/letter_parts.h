// SPDX-License-Identifier: AGPL-3.0-or-later
// The parts of a delivered letter, set as blocks: what stands before the names, the count, and how to check
// it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "press/delivered_letter.h"
#include "press/flow.h"
#include "press/qr_code.h"

namespace ruban::press {

inline constexpr Style kSection{Face::serif, 17, 22, true};
inline constexpr Style kSubsection{Face::serif, 14, 18.5, true};
inline constexpr Style kSmall{Face::sans, 8.6, 12.8, false, false, Ink::soft};

class LetterParts {
 public:
  // Both outlive the parts and the blocks.
  LetterParts(const DeliveredLetter& letter, const Typefaces& typefaces)
      : letter_(letter), lang_(letter.lang), typefaces_(typefaces) {}

  Frame frame() const;
  // Recipient, title, demands, text, pledge.
  std::vector<Block> front() const;
  // A ring with its count for each class, and when it was so.
  std::vector<Block> count() const;
  // What stands above and below the names of a class.
  std::vector<Block> heading_of(const DeliveredClass& one) const;
  std::vector<Block> rest_of(const DeliveredClass& one) const;
  // Where who doubts this paper can recount it.
  std::vector<Block> check(const QrCode& code) const;

 private:
  // With the typography of its language.
  std::string ours(std::string_view text) const;
  std::string number(std::uint64_t n) const;
  Block block(const std::vector<Run>& runs, double width = kRight - kLeft) const;
  // Stands in the outline too.
  Block heading(const std::string& text, const Style& style, const char* tag, int level) const;

  void said(std::vector<Block>& out) const;
  void demands(std::vector<Block>& out) const;
  void pledge(std::vector<Block>& out) const;
  Block rings(std::size_t from, std::size_t until) const;

  const DeliveredLetter& letter_;
  i18n::Lang lang_;
  const Typefaces& typefaces_;
};

}  // namespace ruban::press
