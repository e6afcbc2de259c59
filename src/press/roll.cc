// SPDX-License-Identifier: AGPL-3.0-or-later
#include "press/roll.h"

#include <algorithm>
#include <optional>

namespace ruban::press {
namespace {

constexpr Style kName{Face::serif, 9.6, 13};
constexpr Style kRole{Face::serif, 9.6, 13, false, false, Ink::soft};
constexpr Style kComment{Face::serif, 8.8, 11.6, false, true, Ink::soft};
constexpr double kBetweenColumns = 20, kHang = 9, kAboveComment = 1.5;
constexpr double kLeastHeight = 4 * kName.leading;

}  // namespace

struct Roll::Set {
  Setting line;
  std::optional<Setting> comment;
  std::size_t lines() const { return line.lines() + (comment ? comment->lines() : 0); }
  double height(std::size_t i) const {
    if (i < line.lines()) return line.height(i);
    return comment->height(i - line.lines()) + (i == line.lines() ? kAboveComment : 0);
  }
};

double Roll::column_width() const {
  return (kWideRight - kWideLeft - (columns_ - 1) * kBetweenColumns) / columns_;
}

Roll::Set Roll::set(std::size_t signatory) const {
  const auto& one = signatories_[signatory];
  std::vector<Run> runs{{printable(one.name), kName}};
  if (!one.role.empty()) {
    runs.front().text = set_apart(runs.front().text);
    runs.push_back({", " + set_apart(printable(one.role)), kRole});
  }
  if (!one.comment.empty()) runs.back().text += ' ';
  Set out{Setting(typefaces_, runs, {column_width(), kHang, false, 0, true}), {}};
  if (!one.comment.empty()) {
    out.comment.emplace(typefaces_, std::vector<Run>{{printable(one.comment, true), kComment}},
                        Shape{column_width() - kHang, 0, false, 0, true});
  }
  return out;
}

Roll::Roll(const Typefaces& typefaces, const std::vector<Signatory>& signatories)
    : typefaces_(typefaces), signatories_(signatories) {
  const auto is_long = [](const Signatory& one) { return !one.role.empty() || !one.comment.empty(); };
  const auto has_comment = [](const Signatory& one) { return !one.comment.empty(); };
  const auto long_ones = std::count_if(signatories.begin(), signatories.end(), is_long);
  const bool with_comments = std::any_of(signatories.begin(), signatories.end(), has_comment);
  if (with_comments || static_cast<std::size_t>(long_ones) * 3 > signatories.size()) columns_ = 2;
  between_ = with_comments ? 4.5 : columns_ == 2 ? 2 : 0;

  pieces_.reserve(signatories.size());
  for (std::size_t i = 0; i < signatories.size(); ++i) {
    const auto one = set(i);
    Piece piece{static_cast<std::uint32_t>(i), 0, 0, 0};
    for (std::size_t line = 0; line < one.lines(); ++line) {
      const auto height = static_cast<float>(one.height(line));
      if (piece.lines > 0 && piece.height + height > kBottom - kTop) {
        pieces_.push_back(piece);
        piece = {static_cast<std::uint32_t>(i), static_cast<std::uint16_t>(line), 0, 0};
      }
      piece.height += height;
      ++piece.lines;
    }
    piece.height += static_cast<float>(between_);
    pieces_.push_back(piece);
  }
}

std::size_t Roll::end_of(std::size_t from, int columns, double height) const {
  for (int column = 0; column < columns && from < pieces_.size(); ++column) {
    for (double filled = 0; from < pieces_.size(); ++from) {
      filled += static_cast<double>(pieces_[from].height);
      if (filled > height + between_ + 0.01) break;
    }
  }
  return from;
}

void Roll::place(Paper& paper, Flow& flow) const {
  if (pieces_.empty()) return;
  flow.settle();
  if (flow.room() < kLeastHeight) flow.next_page();
  paper.open("L");
  for (std::size_t from = 0; from < pieces_.size();) {
    double height = flow.room();
    if (end_of(from, columns_, height) == pieces_.size()) {
      // The last of them: the least height that holds all.
      double low = 0;
      while (height - low > 0.5) {
        const double middle = (low + height) / 2;
        (end_of(from, columns_, middle) == pieces_.size() ? height : low) = middle;
      }
    } else if (end_of(from, 1, height) == from) {
      flow.next_page();  // the next is taller than what is left here
      continue;
    }
    double tallest = 0;
    for (int column = 0; column < columns_; ++column) {
      const auto until = end_of(from, 1, height);
      double filled = 0;
      for (auto i = from; i < until; ++i) filled += static_cast<double>(pieces_[i].height);
      tallest = std::max(tallest, filled);
      if (!paper.is_counting())
        draw(paper, from, until, kWideLeft + column * (column_width() + kBetweenColumns), flow.y());
      from = until;
    }
    if (from < pieces_.size()) {
      flow.next_page();
    } else {
      flow.move_to(flow.y() + tallest - between_);
    }
  }
  paper.close();
}

void Roll::draw(Paper& paper, std::size_t from, std::size_t until, double x, double y) const {
  for (auto i = from; i < until; ++i) {
    const auto& piece = pieces_[i];
    const auto one = set(piece.signatory);
    paper.open("LI");
    paper.open("LBody");
    double top = y;
    for (std::size_t line = piece.from; line < piece.from + std::size_t{piece.lines}; ++line) {
      const double bottom = top + one.height(line);
      if (line < one.line.lines()) {
        one.line.draw(paper.cairo(), line, x, top, false);
      } else {
        const auto below = line - one.line.lines();
        one.comment->draw(paper.cairo(), below, x + kHang, bottom - one.comment->height(below), false);
      }
      top = bottom;
    }
    paper.close();
    paper.close();
    y += static_cast<double>(piece.height);
  }
}

}  // namespace ruban::press
