// SPDX-License-Identifier: AGPL-3.0-or-later
// Captures: the text of the pages that are evidence, and what changed between two of them.
#pragma once

#include <chrono>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "capture/captured_page.h"
#include "capture/difference.h"
#include "service/put_on_record.h"
#include "service/statements.h"

namespace ruban::service {

// A page as a capture shows it.
struct CapturedText {
  capture::CapturedPage page;  // without `content`; of an HTML file everything is empty
  std::vector<capture::Block> blocks;
};

// The attachment of a piece that holds a page's text: a WARC, an HTML file, plain text; null if it has none.
const letter::Attachment* text_of(const Statement& piece);

// When a piece was captured or made, else when it was put on record.
Instant made_at(const Statement& piece);

// The newest capture of the page at this address, by the time of capturing; null if there is none.
const Statement* last_capture(const std::vector<Statement>& said, std::string_view source);

// What a piece is called, in each language, its own first; nothing where the words were taken down.
std::vector<WordsInLanguage> titles_of(const Statement& piece);

// The capture of the same page before this one, by the time of capturing; null if there is none.
const Statement* capture_before(const std::vector<Statement>& said, const Statement& piece);

// Reading and comparing take up to a second, so what was asked for last is kept. From any thread.
class Captures {
 public:
  using Text = std::shared_ptr<const CapturedText>;
  using Difference = std::shared_ptr<const std::vector<capture::Segment>>;

  explicit Captures(Instance instance) : instance_(instance) {}

  // Of a file that is public below `size`. Kind::not_found if it isn't; Kind::gone if it was taken down;
  // Kind::invalid or Kind::too_large if its text can't be read; Kind::busy if others are being read for long.
  Result<Text> text(const Hash& file, TreeSize size);
  Result<Difference> difference(const Hash& before, const Hash& after, TreeSize size);

 private:
  static constexpr std::size_t kMostBytes = 64 << 20;  // of all texts that are kept
  static constexpr std::chrono::seconds kPatience{5};

  struct Kept {
    std::string key;
    Text text;
    Difference difference;
    std::size_t bytes = 0;
  };
  const Kept* find(const std::string& key);
  void keep(Kept kept);
  Result<Text> read(const Hash& file, TreeSize size);

  Instance instance_;
  std::timed_mutex mutex_;
  std::list<Kept> kept_;  // last asked for first
  std::size_t bytes_ = 0;
};

}  // namespace ruban::service
