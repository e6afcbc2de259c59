// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: capture
// What changed between two pages of a megabyte of text each, beside its floor: the same two texts cut into
// words, which any comparison by words does first. The worst pairs of texts are here as well as the usual
// one. And the text of a page, beside the reading of its bytes as UTF-8.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>

#include "capture/decode.h"
#include "capture/difference.h"
#include "capture/page_text.h"
#include "capture/words.h"
#include "core/check.h"

namespace ruban::capture {
namespace {

constexpr std::size_t kSize = 1'000'000;  // bytes of text

// Numbers that look drawn and are the same in every run.
class Drawn {
 public:
  explicit Drawn(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t n) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state_ >> 33) % n;
  }

 private:
  std::uint64_t state_;
};

// An invented word; those with small numbers are common.
std::string word(std::size_t number) {
  std::string out;
  for (++number; number > 0; number /= 20) out += {"bcdfghjklmnpqrstvwxz"[number % 20], "aeiou"[number % 5]};
  return out;
}

using Texts = std::vector<Block>;

Texts sentences(std::uint64_t seed, std::size_t first_word, std::size_t words) {
  Drawn drawn(seed);
  Texts out;
  for (std::size_t size = 0; size < kSize;) {
    Block block;
    for (std::size_t i = 0; i < 60; ++i) {
      const auto common = drawn.below(words), rare = drawn.below(words);
      block.text += word(first_word + std::min(common, rare)) + (i % 12 == 11 ? ". " : " ");
    }
    size += block.text.size();
    out.push_back(std::move(block));
  }
  return out;
}

struct Pair {
  Texts before, after;
};

Pair few_changes() {
  Pair out{sentences(1, 0, 5'000), {}};
  out.after = out.before;
  for (std::size_t i = 0; i < out.after.size(); i += 50) out.after[i].text.insert(100, "something new ");
  return out;
}
Pair a_word_in_every_block() {
  Pair out{sentences(1, 0, 5'000), {}};
  out.after = out.before;
  Drawn drawn(2);
  for (auto& block : out.after) block.text.insert(block.text.find(' ', drawn.below(200)), " changed");
  return out;
}
Pair everything_different() { return {sentences(1, 0, 5'000), sentences(2, 100'000, 5'000)}; }
Pair same_words_in_other_sentences() { return {sentences(1, 0, 5'000), sentences(2, 0, 5'000)}; }
Pair few_words_in_other_sentences() { return {sentences(1, 0, 20), sentences(2, 0, 20)}; }
Pair everything_moved() {
  Pair out{sentences(1, 0, 5'000), {}};
  out.after = out.before;
  std::ranges::reverse(out.after);
  return out;
}
// The same, and a word of each block is another, so that no block is the same.
Pair everything_moved_and_changed() {
  auto out = a_word_in_every_block();
  std::ranges::reverse(out.after);
  return out;
}
Pair one_block_shuffled() {
  auto out = same_words_in_other_sentences();
  for (auto* side : {&out.before, &out.after}) {
    Block whole;
    for (const auto& block : *side) whole.text += block.text;
    *side = {whole};
  }
  return out;
}
Pair one_word_again_and_again() {
  std::string before, after;
  while (before.size() < kSize) before += "no ";
  while (after.size() < kSize) after += "no no! ";
  return {{{BlockKind::paragraph, 0, before}}, {{BlockKind::paragraph, 0, after}}};
}
Pair a_short_block_a_thousandfold() {
  Pair out;
  Drawn drawn(3);
  for (std::size_t i = 0; i < kSize / 5; ++i) {
    out.before.push_back({BlockKind::cell, 0, word(drawn.below(30))});
    out.after.push_back({BlockKind::cell, 0, word(drawn.below(30))});
  }
  return out;
}
Pair chinese() {
  Pair out;
  Drawn drawn(4);
  for (auto* side : {&out.before, &out.after}) {
    for (std::size_t size = 0; size < kSize; size += 300) {
      Block block;
      for (int i = 0; i < 100; ++i) {
        const auto c = 0x4E00 + std::min(drawn.below(3'000), drawn.below(3'000));
        block.text += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 63)),
                       static_cast<char>(0x80 | (c & 63))};
      }
      side->push_back(std::move(block));
    }
  }
  return out;
}

void report(benchmark::State& state, const Pair& pair) {
  std::size_t bytes = 0;
  for (const auto* side : {&pair.before, &pair.after}) {
    for (const auto& block : *side) bytes += block.text.size();
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

void floor_of(benchmark::State& state, Pair (*make)()) {
  const auto pair = make();
  for (auto _ : state) {
    for (const auto* side : {&pair.before, &pair.after}) {
      for (const auto& block : *side) benchmark::DoNotOptimize(cut_words(block.text));
    }
  }
  report(state, pair);
}

void difference_of(benchmark::State& state, Pair (*make)()) {
  const auto pair = make();
  std::size_t same = 0, all = 0;
  for (auto _ : state) {
    const auto segments = difference(pair.before, pair.after);
    same = all = 0;
    for (const auto& segment : segments) {
      if (segment.change == Change::same) same += segment.text.size();
      if (segment.change != Change::inserted) all += segment.text.size();
    }
    benchmark::DoNotOptimize(segments);
  }
  const auto segments = difference(pair.before, pair.after);
  CHECK(text_before(segments) == pair.before && text_after(segments) == pair.after);
  state.counters["kept"] = static_cast<double>(same) / static_cast<double>(all);
  report(state, pair);
}

std::string page() {
  std::string out = "<!doctype html><meta charset=utf-8><title>A page</title><ul>";
  for (const auto& block : sentences(1, 0, 5'000)) {
    out += fmt::format("<li class=\"entry\" data-number=\"{}\"><p><b>{}</b> &eacute;</p>", out.size(),
                       block.text);
    out += "<script>let x = 'not text';</script>";
  }
  return out;
}

void floor_decode(benchmark::State& state) {
  const auto bytes = page();
  for (auto _ : state) benchmark::DoNotOptimize(decode(bytes, "UTF-8"));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}

void text_of_a_page(benchmark::State& state) {
  const auto bytes = page();
  for (auto _ : state) CHECK(page_text(bytes, "text/html"));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}

// As deep and as entangled as it can be: each tag is looked for among all that are open.
void text_of_a_hostile_page(benchmark::State& state) {
  std::string bytes;
  for (int i = 0; i < 510; ++i) bytes += "<div hidden>";
  while (bytes.size() < kSize) bytes += "<p></h1></td>";
  for (auto _ : state) CHECK(page_text(bytes, "text/html"));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}

void each(benchmark::internal::Benchmark* b) { b->Unit(benchmark::kMillisecond); }
#define PAIR(name)                                                             \
  BENCHMARK_CAPTURE(floor_of, name, &name)->Name("floor/" #name)->Apply(each); \
  BENCHMARK_CAPTURE(difference_of, name, &name)->Name("difference/" #name)->Apply(each)

PAIR(few_changes);
PAIR(a_word_in_every_block);
PAIR(everything_different);
PAIR(same_words_in_other_sentences);
PAIR(few_words_in_other_sentences);
PAIR(everything_moved);
PAIR(everything_moved_and_changed);
PAIR(one_block_shuffled);
PAIR(one_word_again_and_again);
PAIR(a_short_block_a_thousandfold);
PAIR(chinese);
BENCHMARK(floor_decode)->Name("floor/decode")->Apply(each);
BENCHMARK(text_of_a_page)->Name("capture/text_of_a_page")->Apply(each);
BENCHMARK(text_of_a_hostile_page)->Name("capture/text_of_a_hostile_page")->Apply(each);

}  // namespace
}  // namespace ruban::capture
