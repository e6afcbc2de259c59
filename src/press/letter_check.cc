// SPDX-License-Identifier: AGPL-3.0-or-later
// The last words: where who doubts this paper can recount it.
#include "i18n/format.h"
#include "i18n/tr.h"
#include "press/letter_parts.h"
#include "press/qr_drawing.h"
#include "press/ring_drawing.h"

namespace ruban::press {
namespace {

using i18n::tr;

constexpr Style kWords{Face::serif, 10, 14.6};
constexpr Style kAddress{Face::serif, 10, 14.6, false, false, Ink::accent};
constexpr Style kCode{Face::mono, 7.6, 11.6};
constexpr double kQrSide = 92, kBesideQr = 40;
constexpr double kWidth = kWideRight - kQrSide - kBesideQr - kWideLeft;

// Beside the words that follow.
Block qr_block(const QrCode& code) {
  Block out;
  out.keep_with_next = true;
  out.picture = [&code](Paper& paper, double top) {
    set_ink(paper.cairo(), Ink::black);
    draw_qr(paper.cairo(), code, kWideRight - kQrSide, top + 3, kQrSide);
  };
  return out;
}

// The letter ends here.
Block end_mark() {
  constexpr double kRadius = 8;
  Block out;
  out.picture_height = 2 * kRadius + 4;
  out.picture = [](Paper& paper, double top) {
    draw_sign(paper.cairo(), kPageWidth / 2, top + kRadius + 2, kRadius);
  };
  return out;
}

}  // namespace

std::vector<Block> LetterParts::check(const QrCode& code) const {
  std::vector<Block> out;
  out.push_back(heading(tr(lang_, "How to check these figures"), kSection, "H2", 1));
  out.back().x = kWideLeft;
  out.back().before = 48;
  out.back().after = 10;
  out.push_back(qr_block(code));
  // All of it on one page.
  const auto add = [&](const std::vector<Run>& runs, double after) {
    out.push_back(block(runs, kWidth));
    out.back().x = kWideLeft;
    out.back().after = after;
    out.back().keep_with_next = true;
  };
  add({{tr(lang_,
           "These figures and names are those of a public record at the checkpoint below. Anybody can "
           "recount "
           "it with a program of their own: it verifies every signature, and nothing that was once recorded "
           "can be changed or removed without a trace."),
        kWords}},
      7);
  add({{tr(lang_,
           "Whoever signed without a name proved to belong like everybody else, once. Classes are counted "
           "apart, and never added up."),
        kWords}},
      7);
  add({{tr(lang_, "Begin here:") + ' ', kWords}, {printable(letter_.address), kAddress, letter_.address}},
      14);
  const auto& point = letter_.checkpoint;
  add({{tr(lang_, "Checkpoint of {instant}", {{"instant", i18n::format_instant(lang_, point.at)}}), kSmall}},
      3);
  add({{printable(point.origin), kCode}}, 0);
  add({{std::to_string(point.size), kCode}}, 0);
  add({{to_base64(point.root.view()), kCode}}, 34);
  out.push_back(end_mark());
  return out;
}

}  // namespace ruban::press
