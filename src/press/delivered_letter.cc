// SPDX-License-Identifier: AGPL-3.0-or-later
#include "press/delivered_letter.h"

#include "press/letter_parts.h"

namespace ruban::press {
namespace {

constexpr double kHeadedRoll = 110;  // the least of a class that may stand at the foot of a page

// All that is printed, set once. Names alone are set again whenever they are needed.
class Press {
 public:
  Press(const DeliveredLetter& letter, const QrCode& code)
      : typefaces_(letter.lang), parts_(letter, typefaces_) {
    front_ = parts_.front();
    count_ = parts_.count();
    for (const auto& one : letter.classes) {
      if (one.named + one.anon > 0)
        classes_.push_back({parts_.heading_of(one), {typefaces_, one.signatories}, parts_.rest_of(one)});
    }
    check_ = parts_.check(code);
  }

  // Twice the same way: first to know how many pages there are, since every one of them says so.
  Result<void> write(std::ostream& out) const {
    const auto frame = parts_.frame();
    Paper counted(typefaces_, frame);
    place(counted);
    Paper paper(typefaces_, frame, counted.pages(), out);
    place(paper);
    return paper.finish();
  }

 private:
  struct Class {
    std::vector<Block> heading;
    Roll roll;
    std::vector<Block> rest;
  };

  void place(Paper& paper) const {
    Flow flow(paper);
    flow.place(front_);
    flow.place(count_);
    for (const auto& one : classes_) {
      flow.need(kHeadedRoll);
      flow.place(one.heading);
      one.roll.place(paper, flow);
      flow.place(one.rest);
    }
    flow.place(check_);
  }

  Typefaces typefaces_;
  LetterParts parts_;
  std::vector<Block> front_, count_, check_;
  std::vector<Class> classes_;
};

}  // namespace

Result<void> write_letter(const DeliveredLetter& letter, std::ostream& out) {
  const auto code = TRY(qr_code(letter.address));
  return Press(letter, code).write(out);
}

}  // namespace ruban::press
