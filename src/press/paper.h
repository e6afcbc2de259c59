// SPDX-License-Identifier: AGPL-3.0-or-later
// Paper: the pages of a printed letter, A4, each with its head and its number; outline and structure of the
// file.
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/time.h"
#include "press/pdf_file.h"
#include "press/setting.h"

namespace ruban::press {

// In points of 1/72 inch, from the upper left corner. The letter is set in a narrow measure, names in a wide
// one.
inline constexpr double kPageWidth = 595.28, kPageHeight = 841.89;
inline constexpr double kWideLeft = 62, kWideRight = kPageWidth - 62;
inline constexpr double kLeft = 116, kRight = kPageWidth - 116;
inline constexpr double kTop = 88, kBottom = 770;

// What every page says beside its text.
struct Frame {
  i18n::Lang lang = i18n::Lang::en;
  std::string title;       // of the file; head of every page but the first
  std::string first_head;  // of the first, whose title stands below
  std::string notice;      // a warning beside the head; may be empty
  std::string foot;
  Instant made;
};

class Paper {
 public:
  // Pages that are counted and drawn nowhere.
  Paper(const Typefaces& typefaces, const Frame& frame);
  // Pages of a file, `pages` in all.
  Paper(const Typefaces& typefaces, const Frame& frame, std::size_t pages, std::ostream& out);
  Paper(const Paper&) = delete;

  cairo_t* cairo() const { return context_.get(); }
  bool is_counting() const { return !file_; }
  std::size_t pages() const { return page_; }  // so far

  void next_page();
  // Elements of the structure (ISO 32000-1, 14.8): "P", "L" … They may go on from page to page.
  void open(const char* tag);
  void close();
  // An entry of the outline that leads to `y` of this page; level 1 is the outermost.
  void outline(const std::string& title, int level, double y);

  // Kind::busy if the stream took not all of it.
  Result<void> finish();

 private:
  Paper(const Typefaces& typefaces, const Frame& frame, std::optional<PdfFile> file, std::size_t pages);
  void begin_page();

  const Typefaces& typefaces_;
  Frame frame_;
  std::optional<PdfFile> file_;
  std::size_t in_all_;
  Surface surface_;
  Context context_;
  std::size_t page_ = 0;
  std::vector<const char*> open_;
  std::vector<int> outline_;  // the last entry of each level
};

}  // namespace ruban::press
