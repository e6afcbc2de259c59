// SPDX-License-Identifier: AGPL-3.0-or-later
#include "capture/shared_pieces.h"

#include <algorithm>

namespace ruban::capture {
namespace {

void append(std::vector<Shared>& out, Shared run) {
  if (run.count == 0) return;
  if (!out.empty() && out.back().before + out.back().count == run.before &&
      out.back().after + out.back().count == run.after) {
    out.back().count += run.count;
  } else {
    out.push_back(run);
  }
}

std::size_t common_front(std::span<const Piece> a, std::span<const Piece> b) {
  const auto ends = std::ranges::mismatch(a, b);
  return static_cast<std::size_t>(ends.in1 - a.begin());
}

// The greedy algorithm of Myers, which finds a shortest edit script by trying scripts of 0, 1, 2 … edits.
// After `most_edits` it keeps the script that has come farthest, and begins anew where that one ends: each
// time at least `most_edits` pieces are done with, in time proportional to their number times `most_edits`.
class Greedy {
 public:
  Greedy(std::span<const Piece> a, std::span<const Piece> b, std::size_t most_edits)
      : a_(a), b_(b), most_edits_(most_edits) {}

  void run(std::vector<Shared>& out) {
    while (x_ < a_.size() && y_ < b_.size()) search(out);
  }

 private:
  using Signed = std::ptrdiff_t;

  // reached_[d][k]: how far into `a` (from x_) a script of d edits comes on the diagonal k, which is x - y.
  struct Row {
    std::vector<std::int32_t> x;  // of the diagonals -d, -d + 2 … d
    std::int32_t at(Signed d, Signed k) const { return x[static_cast<std::size_t>((k + d) / 2)]; }
  };

  std::int32_t slide(std::int32_t x, Signed k) const {
    const auto from_a = a_.subspan(x_ + static_cast<std::size_t>(x));
    const auto from_b = b_.subspan(y_ + static_cast<std::size_t>(x - k));
    return x + static_cast<std::int32_t>(common_front(from_a, from_b));
  }

  // One more edit on the diagonal k: a deletion from k - 1, or an insertion from k + 1. -1 if neither can be.
  std::int32_t step(const Row& last, Signed d, Signed k) const {
    const auto n = static_cast<Signed>(a_.size() - x_), m = static_cast<Signed>(b_.size() - y_);
    std::int32_t best = -1;
    if (k > -d) {
      const auto x = last.at(d - 1, k - 1);
      if (x >= 0 && x < n) best = x + 1;
    }
    if (k < d) {
      const auto x = last.at(d - 1, k + 1);
      if (x >= 0 && x - k <= m) best = std::max(best, x);
    }
    return best;
  }

  void search(std::vector<Shared>& out) {
    const auto n = static_cast<Signed>(a_.size() - x_), m = static_cast<Signed>(b_.size() - y_);
    rows_.clear();
    Signed farthest = -1, best_k = 0;
    for (Signed d = 0;; ++d) {
      Row row;
      row.x.assign(static_cast<std::size_t>(d + 1), -1);
      farthest = -1;
      for (Signed k = -d; k <= d; k += 2) {
        if (k > n || -k > m) continue;
        auto x = d == 0 ? 0 : step(rows_.back(), d, k);
        if (x < 0) continue;
        x = slide(x, k);
        row.x[static_cast<std::size_t>((k + d) / 2)] = x;
        const auto sum = 2 * Signed{x} - k;
        if (sum > farthest) {
          farthest = sum;
          best_k = k;
        }
      }
      rows_.push_back(std::move(row));
      if (farthest == n + m || static_cast<std::size_t>(d) == most_edits_) break;
    }
    go_back(best_k, out);
  }

  // The runs of the script that came to the diagonal k with the last row; goes on from its end.
  void go_back(Signed k, std::vector<Shared>& out) {
    std::vector<Shared> runs;
    auto d = static_cast<Signed>(rows_.size()) - 1;
    const auto end_x = rows_.back().at(d, k);
    const auto end_y = end_x - k;
    for (auto x = end_x; d >= 0; --d) {
      const auto from = d == 0 ? 0 : step(rows_[static_cast<std::size_t>(d - 1)], d, k);
      runs.push_back({x_ + static_cast<std::size_t>(from), y_ + static_cast<std::size_t>(from - k),
                      static_cast<std::size_t>(x - from)});
      if (d == 0) break;
      const auto& last = rows_[static_cast<std::size_t>(d - 1)];
      // The same choice as in step().
      const bool deleted = k > -d && last.at(d - 1, k - 1) >= 0 && last.at(d - 1, k - 1) + 1 == from;
      k += deleted ? -1 : 1;
      x = last.at(d - 1, k);
    }
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) append(out, *run);
    x_ += static_cast<std::size_t>(end_x);
    y_ += static_cast<std::size_t>(end_y);
  }

  std::span<const Piece> a_, b_;
  std::size_t most_edits_;
  std::size_t x_ = 0, y_ = 0;  // what is done with
  std::vector<Row> rows_;
};

// Only the pieces that the other text has too; the others are edits whatever else is one.
struct Reduced {
  std::vector<Piece> pieces;
  std::vector<std::size_t> places;

  Reduced(std::span<const Piece> text, std::span<const Piece> other, std::vector<char>& seen) {
    for (const auto piece : other) seen[piece] = 1;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (seen[text[i]] == 0) continue;
      pieces.push_back(text[i]);
      places.push_back(i);
    }
    for (const auto piece : other) seen[piece] = 0;
  }
};

}  // namespace

std::vector<Shared> SharedPieces::operator()(std::span<const Piece> before, std::span<const Piece> after) {
  std::vector<Shared> out;
  const auto front = common_front(before, after);
  append(out, {0, 0, front});
  auto a = before.subspan(front), b = after.subspan(front);
  std::size_t back = 0;
  while (back < a.size() && back < b.size() && a[a.size() - 1 - back] == b[b.size() - 1 - back]) ++back;
  a = a.first(a.size() - back);
  b = b.first(b.size() - back);
  if (!a.empty() && !b.empty()) {
    const Reduced left(a, b, seen_), right(b, a, seen_);
    std::vector<Shared> runs;
    Greedy(left.pieces, right.pieces, most_edits_).run(runs);
    for (const auto& run : runs) {
      for (std::size_t i = 0; i < run.count; ++i)
        append(out, {front + left.places[run.before + i], front + right.places[run.after + i], 1});
    }
  }
  append(out, {before.size() - back, after.size() - back, back});
  return out;
}

}  // namespace ruban::capture
