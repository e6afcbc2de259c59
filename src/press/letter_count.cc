// SPDX-License-Identifier: AGPL-3.0-or-later
// The count: rings, and what stands around the names of a class.
#include <algorithm>
#include <memory>

#include "core/utf8.h"
#include "i18n/format.h"
#include "i18n/tr.h"
#include "press/letter_parts.h"
#include "press/ring_drawing.h"

namespace ruban::press {
namespace {

using i18n::tr;
using i18n::tr_plural;

constexpr Style kClass{Face::serif, 12.5, 17, true};
constexpr Style kCaption{Face::sans, 9, 12.6, true};
constexpr double kRadius = 57, kBetweenRings = 20, kAboveCaption = 11;
constexpr std::size_t kInRow = 3;
constexpr double kRingWidth = (kWideRight - kWideLeft - (kInRow - 1) * kBetweenRings) / kInRow;

struct Figure {
  std::uint64_t named = 0, anon = 0;
  Setting number;
  std::vector<Setting> words;
  double x = 0;
};

// As large as the hole allows.
Style number_style(const std::string& written) {
  const auto digits = static_cast<double>(std::max<std::size_t>(3, code_points(written)));
  const double size = std::min(22.0, 2 * kRadius * kRingHole * 0.82 / digits / 0.57);
  return {Face::sans, size, size * 1.36, true};
}

}  // namespace

std::vector<Block> LetterParts::count() const {
  std::vector<Block> out;
  out.push_back(heading(tr(lang_, "Signatories"), kSection, "H2", 1));
  out.back().x = kWideLeft;
  out.back().before = 48;
  out.back().after = 18;
  for (std::size_t from = 0; from < letter_.classes.size(); from += kInRow) {
    out.push_back(rings(from, std::min(from + kInRow, letter_.classes.size())));
    out.back().keep_with_next = true;
  }
  const auto words = tr(lang_, "As of {instant}, after {size} entries of the record.",
                        {{"instant", i18n::format_instant(lang_, letter_.checkpoint.at)},
                         {"size", number(letter_.checkpoint.size)}});
  Block as_of;
  as_of.text.emplace(typefaces_, std::vector<Run>{{printable(words), kSmall}},
                     Shape{kRight - kLeft, 0, true});
  as_of.before = 14;
  out.push_back(std::move(as_of));
  return out;
}

// The rings of some classes side by side, each with its count in the middle and its words below.
Block LetterParts::rings(std::size_t from, std::size_t until) const {
  const auto in_row = static_cast<double>(until - from);
  const double left = (kPageWidth - in_row * kRingWidth - (in_row - 1) * kBetweenRings) / 2;
  auto figures = std::make_shared<std::vector<Figure>>();
  double reach = kRingHole, words_height = 0;
  for (auto i = from; i < until; ++i) {
    const auto& one = letter_.classes[i];
    const auto written = number(one.named + one.anon);
    Figure figure{one.named,
                  one.anon,
                  Setting(typefaces_, {{written, number_style(written)}}, {kRadius * 2}),
                  {},
                  left + static_cast<double>(i - from) * (kRingWidth + kBetweenRings)};
    double height = 0;
    const auto say = [&](const std::string& text, const Style& style) {
      figure.words.emplace_back(typefaces_, std::vector<Run>{{text, style}}, Shape{kRingWidth, 0, true});
      height += figure.words.back().height();
    };
    say(ours(one.label), kCaption);
    if (one.denominator) say(tr_plural(lang_, "out of {count}", "out of {count}", *one.denominator), kSmall);
    if (one.anon > 0) {
      say(tr(lang_, "{named} by name, {anon} without",
             {{"named", number(one.named)}, {"anon", number(one.anon)}}),
          kSmall);
    }
    figures->push_back(std::move(figure));
    reach = std::max(reach, ring_reach(one.named, one.anon));
    words_height = std::max(words_height, height);
  }
  const double half = reach * kRadius;
  Block out;
  out.before = 14;
  out.picture_height = 2 * half + kAboveCaption + words_height;
  out.picture = [figures, half](Paper& paper, double top) {
    for (const auto& one : *figures) {
      const double x = one.x + kRingWidth / 2, y = top + half;
      draw_ring(paper.cairo(), one.named, one.anon, x, y, kRadius);
      paper.open("P");
      one.number.draw(paper.cairo(), x - one.number.width() / 2, y - one.number.height() / 2);
      paper.close();
      double below = top + 2 * half + kAboveCaption;
      for (const auto& words : one.words) {
        paper.open("P");
        words.draw(paper.cairo(), one.x, below);
        paper.close();
        below += words.height();
      }
    }
  };
  return out;
}

std::vector<Block> LetterParts::heading_of(const DeliveredClass& one) const {
  std::vector<Block> out;
  out.push_back(heading(ours(one.label), kClass, "H3", 2));
  out.back().x = kWideLeft;
  out.back().before = 26;
  out.back().after = 9;
  return out;
}

std::vector<Block> LetterParts::rest_of(const DeliveredClass& one) const {
  std::vector<Block> out;
  const auto add = [&](const std::string& text) {
    out.push_back(block({{printable(text), kSmall}}));
    out.back().x = kWideLeft;
    out.back().before = out.size() == 1 ? 9 : 2;
  };
  const auto printed = one.signatories.size();
  if (one.named > printed) {
    add(tr_plural(
        lang_, "{count} signature by name is counted here without being printed: its text was erased.",
        "{count} signatures by name are counted here without being printed: their texts were erased.",
        one.named - printed));
  }
  if (one.anon > 0 && one.named > 0) {
    add(tr_plural(lang_, "and {count} verified signature without a name",
                  "and {count} verified signatures without a name", one.anon));
  } else if (one.anon > 0) {
    add(tr_plural(lang_, "{count} verified signature without a name",
                  "{count} verified signatures without a name", one.anon));
  }
  return out;
}

}  // namespace ruban::press
