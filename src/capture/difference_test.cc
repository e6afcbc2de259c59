// SPDX-License-Identifier: AGPL-3.0-or-later
#include "capture/difference.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <numeric>

#include "capture/anchors.h"
#include "capture/shared_pieces.h"
#include "capture/words.h"

namespace ruban::capture {
namespace {

using Strings = std::vector<std::string>;

Strings words(std::string_view text) {
  const auto pieces = cut_words(text);
  return {pieces.begin(), pieces.end()};
}

std::vector<Block> paragraphs(const Strings& texts) {
  std::vector<Block> out;
  for (const auto& text : texts) out.push_back({BlockKind::paragraph, 0, text});
  return out;
}

// "¶same[-deleted-]{+inserted+}", with the ¶ inside of what it came or went with.
std::string shown(const std::vector<Segment>& segments) {
  std::string out;
  for (const auto& segment : segments) {
    const auto text = (segment.starts_block ? "¶" : "") + segment.text;
    switch (segment.change) {
      case Change::same:
        out += text;
        break;
      case Change::deleted:
        out += "[-" + text + "-]";
        break;
      case Change::inserted:
        out += "{+" + text + "+}";
        break;
    }
  }
  return out;
}
std::string shown(const Strings& before, const Strings& after) {
  return shown(difference(paragraphs(before), paragraphs(after)));
}

TEST(Words, Keep_elisions_and_numbers_whole) {
  EXPECT_EQ(words("L’accord d'Ada, aujourd’hui"),
            (Strings{"L’accord", " ", "d'Ada", ",", " ", "aujourd’hui"}));
  EXPECT_EQ(words("‘Yes’ 'no'"), (Strings{"‘", "Yes", "’", " ", "'", "no", "'"}));
  EXPECT_EQ(words("12\u202F500,75 € à 10:30."),
            (Strings{"12\u202F500,75", " ", "€", " ", "à", " ", "10:30", "."}));
  EXPECT_EQ(words("Non\u202F! «\u202Foui\u202F»"),
            (Strings{"Non", "\u202F", "!", " ", "«", "\u202F", "oui", "\u202F", "»"}));
  EXPECT_EQ(words("est-ce  \n v2 foo_bar"), (Strings{"est", "-", "ce", "  \n ", "v2", " ", "foo_bar"}));
}

TEST(Words, Are_cut_in_every_script) {
  EXPECT_EQ(words("e\u0301te\u0301 a"), (Strings{"e\u0301te\u0301", " ", "a"}));
  EXPECT_EQ(words("свобода, ελευθερία"), (Strings{"свобода", ",", " ", "ελευθερία"}));
  EXPECT_EQ(words("مرحبا بكم"), (Strings{"مرحبا", " ", "بكم"}));
  EXPECT_EQ(words("हिन्दी में"), (Strings{"हिन्दी", " ", "में"}));
  EXPECT_EQ(words("我们拒绝。"), (Strings{"我", "们", "拒", "绝", "。"}));
  EXPECT_EQ(words("カタカナと"), (Strings{"カ", "タ", "カ", "ナ", "と"}));
  EXPECT_EQ(words("ที่นี่"), (Strings{"ที่", "นี่"}));
  EXPECT_EQ(words("한국어 사람"), (Strings{"한국어", " ", "사람"}));
  EXPECT_EQ(words("👩🏽‍👧🇫🇷🇩🇪❤️!"),
            (Strings{"👩🏽‍👧", "🇫🇷", "🇩🇪", "❤️", "!"}));
}

TEST(A_difference, Shows_what_changed_within_a_sentence) {
  EXPECT_EQ(shown({"We will never sell data to agencies."}, {"We will rarely sell your data to agencies."}),
            "¶We will [-never-]{+rarely+} sell{+ your+} data to agencies.");
  EXPECT_EQ(shown({"L’accord tient."}, {"D’accord, il tient."}), "¶[-L’accord-]{+D’accord, il+} tient.");
}

TEST(A_difference, Of_equal_texts_is_nothing_but_the_text) {
  EXPECT_EQ(shown({"One.", "Two."}, {"One.", "Two."}), "¶One.¶Two.");
  EXPECT_EQ(shown(Strings{}, Strings{}), "");
  EXPECT_EQ(shown({"One."}, {}), "[-¶One.-]");
  EXPECT_EQ(shown({}, {"One.", "Two."}), "{+¶One.+}{+¶Two.+}");
}

TEST(A_difference, Tells_whole_blocks_that_came_and_went) {
  EXPECT_EQ(shown({"First.", "Second one.", "Third."}, {"First.", "Third."}),
            "¶First.[-¶Second one.-]¶Third.");
  EXPECT_EQ(shown({"First.", "Third."}, {"New.", "First.", "Third.", "Last."}),
            "{+¶New.+}¶First.¶Third.{+¶Last.+}");
}

TEST(A_difference, Shows_what_was_moved_as_taken_out_and_put_in) {
  EXPECT_EQ(shown({"One.", "Two.", "Three."}, {"Three.", "One.", "Two."}),
            "{+¶Three.+}¶One.¶Two.[-¶Three.-]");
}

TEST(A_difference, Of_a_sentence_written_anew_is_not_torn_into_shreds) {
  EXPECT_EQ(shown({"Start. The old promise of the company was clear to us. End."},
                  {"Start. Nobody knows what is the meaning now. End."}),
            "¶Start. [-The old promise of the company was clear to us-]{+Nobody knows what is the meaning "
            "now+}. End.");
}

TEST(A_difference, Tells_when_only_the_kind_of_a_block_changed) {
  const std::vector<Block> before{{BlockKind::heading, 2, "Our promise"}},
      after{{BlockKind::paragraph, 0, "Our promise"}};
  const auto segments = difference(before, after);
  ASSERT_EQ(segments.size(), 3U);
  EXPECT_EQ(segments[0], (Segment{Change::deleted, true, BlockKind::heading, 2, ""}));
  EXPECT_EQ(segments[1], (Segment{Change::inserted, true, BlockKind::paragraph, 0, ""}));
  EXPECT_EQ(segments[2], (Segment{Change::same, false, BlockKind::paragraph, 0, "Our promise"}));
}

TEST(A_difference, Finds_where_a_block_was_parted_or_joined) {
  EXPECT_EQ(shown({"One two. Three four."}, {"One two.", "Three four."}), "¶One two.[- -]{+¶+}Three four.");
  EXPECT_EQ(shown({"One two.", "Three four."}, {"One two. Three four."}), "¶One two.[-¶-]{+ +}Three four.");
}

// Words from few, so that much is alike; blocks from few, so that some are moved and some are there twice.
rc::Gen<std::vector<Block>> texts() {
  const auto word = rc::gen::elementOf(
      Strings{"a", "b", "le", "l’un", " ", "  ", "\u202F", "!", "\n", "我", "e\u0301", "12,5"});
  const auto text = rc::gen::map(rc::gen::container<Strings>(word), [](const Strings& parts) {
    return std::accumulate(parts.begin(), parts.end(), std::string());
  });
  const auto block = rc::gen::map(
      rc::gen::tuple(rc::gen::inRange(0, 6), rc::gen::inRange(1, 7), text), [](const auto& made) {
        const auto kind = static_cast<BlockKind>(std::get<0>(made));
        return Block{kind, kind == BlockKind::heading ? std::get<1>(made) : 0, std::get<2>(made)};
      });
  return rc::gen::container<std::vector<Block>>(block);
}

RC_GTEST_PROP(A_difference, Gives_both_texts_back_exactly, ()) {
  const auto before = *texts();
  auto after = *rc::gen::oneOf(texts(), rc::gen::just(before));
  if (!after.empty() && *rc::gen::arbitrary<bool>())
    std::rotate(after.begin(), after.begin() + 1, after.end());
  if (!after.empty() && *rc::gen::arbitrary<bool>()) after[after.size() / 2].text += " more";
  const auto segments = difference(before, after);
  RC_ASSERT(text_before(segments) == before);
  RC_ASSERT(text_after(segments) == after);
  for (const auto& segment : segments) RC_ASSERT(segment.starts_block || !segment.text.empty());
  if (before == after) {
    for (const auto& segment : segments) RC_ASSERT(segment.change == Change::same);
  }
}

RC_GTEST_PROP(Words, Are_the_text_again_when_put_together, (std::string text)) {
  const auto cut = words(text);
  RC_ASSERT(std::accumulate(cut.begin(), cut.end(), std::string()) == text);
  for (const auto& word : cut) RC_ASSERT(!word.empty());
}

// The length of a longest common subsequence, the slow way.
std::size_t longest(const std::vector<Piece>& a, const std::vector<Piece>& b) {
  std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j)
      table[i + 1][j + 1] = a[i] == b[j] ? table[i][j] + 1 : std::max(table[i][j + 1], table[i + 1][j]);
  }
  return table[a.size()][b.size()];
}

std::size_t checked_count(const std::vector<Shared>& runs, const std::vector<Piece>& a,
                          const std::vector<Piece>& b) {
  std::size_t x = 0, y = 0, count = 0;
  for (const auto& run : runs) {
    RC_ASSERT(run.before >= x);
    RC_ASSERT(run.after >= y);
    RC_ASSERT(run.count > 0U);
    RC_ASSERT(count == 0U || run.before > x || run.after > y);
    for (std::size_t i = 0; i < run.count; ++i) RC_ASSERT(a.at(run.before + i) == b.at(run.after + i));
    x = run.before + run.count;
    y = run.after + run.count;
    count += run.count;
  }
  return count;
}

RC_GTEST_PROP(Shared_pieces, Are_as_many_as_can_be, ()) {
  const auto piece = rc::gen::inRange<Piece>(0, 6);
  const auto a = *rc::gen::container<std::vector<Piece>>(piece),
             b = *rc::gen::container<std::vector<Piece>>(piece);
  RC_ASSERT(checked_count(SharedPieces(6, 1'000)(a, b), a, b) == longest(a, b));
}

RC_GTEST_PROP(Shared_pieces, Are_right_even_where_they_are_not_the_most, ()) {
  const auto piece = rc::gen::inRange<Piece>(0, 4);
  const auto a = *rc::gen::container<std::vector<Piece>>(piece),
             b = *rc::gen::container<std::vector<Piece>>(piece);
  RC_ASSERT(checked_count(SharedPieces(4, 2)(a, b), a, b) <= longest(a, b));
}

RC_GTEST_PROP(Anchors, Are_pairs_of_equal_blocks_in_the_order_of_both, ()) {
  const auto block = rc::gen::inRange<Piece>(0, 20);
  const auto a = *rc::gen::container<std::vector<Piece>>(block),
             b = *rc::gen::container<std::vector<Piece>>(block);
  std::size_t x = 0, y = 0;
  for (const auto& anchor : find_anchors(a, b)) {
    RC_ASSERT(anchor.before >= x);
    RC_ASSERT(anchor.after >= y);
    RC_ASSERT(a.at(anchor.before) == b.at(anchor.after));
    x = anchor.before + 1;
    y = anchor.after + 1;
  }
}

}  // namespace
}  // namespace ruban::capture
