// SPDX-License-Identifier: AGPL-3.0-or-later
#include "capture/difference.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "capture/anchors.h"
#include "capture/words.h"

namespace ruban::capture {
namespace {

// The last number that belongs to the beginning of a block rather than to a word.
constexpr Piece kLastStart = 63;
Piece start_of(const Block& block) {
  return static_cast<Piece>(block.kind) * 8 + static_cast<Piece>(std::clamp(block.level, 0, 7));
}

// Equal things by equal numbers, from 0 on.
template <class Thing, class Hash = std::hash<Thing>>
class Numbers {
 public:
  Piece of(const Thing& thing) { return numbers_.try_emplace(thing, count()).first->second; }
  Piece count() const { return static_cast<Piece>(numbers_.size()); }

 private:
  std::unordered_map<Thing, Piece, Hash> numbers_;
};

struct WholeBlock {
  Piece start = 0;
  std::string_view text;
  bool operator==(const WholeBlock&) const = default;
};
struct WholeBlockHash {
  std::size_t operator()(const WholeBlock& block) const {
    return std::hash<std::string_view>()(block.text) * 31 + block.start;
  }
};

std::vector<Piece> numbered(std::span<const Block> blocks, Numbers<WholeBlock, WholeBlockHash>& numbers) {
  std::vector<Piece> out;
  for (const auto& block : blocks) out.push_back(numbers.of({start_of(block), block.text}));
  return out;
}

// A text as pieces: for each block one for its beginning, and its words; of a block whose words needn't be
// compared all of them as one.
class Text {
 public:
  explicit Text(std::span<const Block> blocks) : blocks_(blocks) {}

  void add_words(Numbers<std::string_view>& numbers) {
    start_block();
    for (const auto word : cut_words(block().text)) add(kLastStart + 1 + numbers.of(word), word);
    ++next_;
  }
  void add_whole() {
    start_block();
    if (!block().text.empty()) add(kLastStart + 1, block().text);
    ++next_;
  }
  void end() { begins.push_back(pieces.size()); }

  std::vector<Piece> pieces;
  std::vector<std::string_view> words;  // of each piece; of a beginning nothing
  std::vector<std::size_t> begins;      // where each block begins among the pieces, and the end

 private:
  const Block& block() const { return blocks_[next_]; }
  void start_block() {
    begins.push_back(pieces.size());
    add(start_of(block()), {});
  }
  void add(Piece piece, std::string_view word) {
    pieces.push_back(piece);
    words.push_back(word);
  }

  std::span<const Block> blocks_;
  std::size_t next_ = 0;  // of the blocks that is to be added
};

// What lies between two anchors, as numbers of blocks.
struct Gap {
  std::size_t before = 0, before_end = 0, after = 0, after_end = 0;
  bool has_both() const { return before < before_end && after < after_end; }
};

// Pieces that both have between two changes, with the change in front of them.
struct Part {
  std::size_t deleted_end = 0, inserted_end = 0;  // the change goes from the end of the last part to here
  std::size_t same = 0;                           // so many pieces follow
};

class Comparison {
 public:
  Comparison(std::span<const Block> before, std::span<const Block> after) : before_(before), after_(after) {
    Numbers<WholeBlock, WholeBlockHash> blocks;
    const auto numbers_before = numbered(before, blocks), numbers_after = numbered(after, blocks);
    std::size_t a = 0, b = 0;
    for (const auto& anchor : find_anchors(numbers_before, numbers_after)) {
      add_gap({a, anchor.before, b, anchor.after});
      before_.add_whole();
      after_.add_whole();
      a = anchor.before + 1;
      b = anchor.after + 1;
    }
    add_gap({a, before.size(), b, after.size()});
    before_.end();
    after_.end();
  }

  std::vector<Segment> segments() {
    SharedPieces shared(kLastStart + 1 + std::max<Piece>(numbers_.count(), 1), most_edits());
    for (const auto& gap : gaps_) {
      const auto begin_a = before_.begins[gap.before], begin_b = after_.begins[gap.after];
      const auto end_a = before_.begins[gap.before_end], end_b = after_.begins[gap.after_end];
      if (gap.has_both()) {
        const auto runs = shared(std::span(before_.pieces).subspan(begin_a, end_a - begin_a),
                                 std::span(after_.pieces).subspan(begin_b, end_b - begin_b));
        for (const auto& run : runs) add({begin_a + run.before, begin_b + run.after, run.count});
      }
      // The anchor behind it.
      const bool last = gap.before_end + 1 == before_.begins.size();
      add({end_a, end_b, last ? 0 : before_.begins[gap.before_end + 1] - end_a});
    }
    return written();
  }

 private:
  void add_gap(const Gap& gap) {
    gaps_.push_back(gap);
    for (auto i = gap.before; i < gap.before_end; ++i)
      gap.has_both() ? before_.add_words(numbers_) : before_.add_whole();
    for (auto i = gap.after; i < gap.after_end; ++i)
      gap.has_both() ? after_.add_words(numbers_) : after_.add_whole();
  }

  // More for small texts, in which time is no matter.
  std::size_t most_edits() const {
    constexpr std::size_t kSteps = 80'000'000;
    return std::clamp<std::size_t>(kSteps / (before_.pieces.size() + after_.pieces.size() + 1), 100, 2'000);
  }

  // Adds a run that both have. A few words that stay in the midst of a sentence that was written anew would
  // tear it into shreds; they are taken into the change.
  void add(const Shared& run) {
    const auto [a, b] = end_of(parts_.size());
    if (!parts_.empty() && run.before == a && run.after == b) {
      parts_.back().same += run.count;
      return;
    }
    parts_.push_back({run.before, run.after, run.count});
    while (parts_.size() > 1 && is_shred(parts_.size() - 2)) {
      auto last = parts_.back();
      parts_.pop_back();
      parts_.back() = last;
    }
  }

  // Where the part in front of `index` ends in both texts.
  std::pair<std::size_t, std::size_t> end_of(std::size_t index) const {
    if (index == 0) return {0, 0};
    const auto& part = parts_[index - 1];
    return {part.deleted_end + part.same, part.inserted_end + part.same};
  }

  // How many pieces the longer side of the change in front of a part has.
  std::size_t change_size(std::size_t index) const {
    const auto [a, b] = end_of(index);
    return std::max(parts_[index].deleted_end - a, parts_[index].inserted_end - b);
  }

  bool is_shred(std::size_t index) const {
    constexpr std::size_t kMostPieces = 5;  // three words with the spaces between them
    const auto& part = parts_[index];
    if (part.same > kMostPieces || change_size(index) == 0) return false;
    std::size_t words = 0;
    for (std::size_t i = 0; i < part.same; ++i) {
      if (before_.pieces[part.deleted_end + i] <= kLastStart) return false;
      words += is_word(before_.words[part.deleted_end + i]) ? 1 : 0;
    }
    // The spaces and signs around words of a change are always alike.
    return words == 0 || (part.same < change_size(index) && part.same < change_size(index + 1));
  }

  std::vector<Segment> written() const {
    std::vector<Segment> out;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const auto& part = parts_[i];
      const auto [a, b] = end_of(i);
      write(out, Change::deleted, before_, a, part.deleted_end);
      write(out, Change::inserted, after_, b, part.inserted_end);
      write(out, Change::same, before_, part.deleted_end, part.deleted_end + part.same);
    }
    return out;
  }

  static void write(std::vector<Segment>& out, Change change, const Text& text, std::size_t begin,
                    std::size_t end) {
    for (auto i = begin; i < end; ++i) {
      const auto piece = text.pieces[i];
      if (piece <= kLastStart) {
        out.push_back({change, true, static_cast<BlockKind>(piece / 8), static_cast<int>(piece % 8), {}});
      } else {
        if (i == begin && (out.empty() || out.back().change != change)) out.push_back({.change = change});
        out.back().text += text.words[i];
      }
    }
  }

  Text before_, after_;
  Numbers<std::string_view> numbers_;
  std::vector<Gap> gaps_;
  std::vector<Part> parts_;
};

std::vector<Block> without(std::span<const Segment> segments, Change change) {
  std::vector<Block> out;
  for (const auto& segment : segments) {
    if (segment.change == change) continue;
    if (segment.starts_block) out.push_back({segment.kind, segment.level, {}});
    if (!out.empty()) out.back().text += segment.text;
  }
  return out;
}

}  // namespace

std::vector<Segment> difference(std::span<const Block> before, std::span<const Block> after) {
  return Comparison(before, after).segments();
}

std::vector<Block> text_before(std::span<const Segment> segments) {
  return without(segments, Change::inserted);
}
std::vector<Block> text_after(std::span<const Segment> segments) {
  return without(segments, Change::deleted);
}

}  // namespace ruban::capture
