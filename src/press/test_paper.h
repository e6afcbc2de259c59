// SPDX-License-Identifier: AGPL-3.0-or-later
// A printed letter read again with other people's programs, for tests.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "press/delivered_letter.h"

namespace ruban::press {

inline std::string output_of(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) throw std::runtime_error("no pipe");
  std::string out;
  char part[65536];
  for (std::size_t n = 0; (n = fread(part, 1, sizeof part, pipe)) > 0;) out.append(part, n);
  EXPECT_EQ(pclose(pipe), 0) << command;
  return out;
}

inline std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string out;
  for (std::size_t from = 0; from <= text.size();) {
    const auto at = std::min(text.find(what, from), text.size());
    out += text.substr(from, at - from);
    if (at < text.size()) out += by;
    from = at + what.size();
  }
  return out;
}

// Without the marks and spaces that a reader of PDFs adds or takes away.
inline std::string squeezed(std::string text) {
  for (const std::string_view mark : {" ", "\n", "\f", "\u00A0", "\u202F", "\u200C", "\u200E", "\u200F",
                                      "\u202A", "\u202B", "\u202C", "\u2068", "\u2069"})
    text = replaced(text, mark, "");
  return text;
}

struct Word {
  double left = 0, top = 0, right = 0, bottom = 0;
  std::string text;
};

class PrintedLetter {
 public:
  explicit PrintedLetter(const DeliveredLetter& letter) {
    std::ostringstream out;
    EXPECT_TRUE(write_letter(letter, out));
    bytes_ = std::move(out).str();
    auto name = testing::TempDir() + "ruban-paper-XXXXXX";
    if (!mkdtemp(name.data())) throw std::runtime_error("no folder");
    folder_ = name;
    std::ofstream(folder_ / "letter.pdf", std::ios::binary) << bytes_;
  }
  ~PrintedLetter() { std::filesystem::remove_all(folder_); }
  PrintedLetter(const PrintedLetter&) = delete;

  const std::string& bytes() const { return bytes_; }
  std::string file() const { return (folder_ / "letter.pdf").string(); }
  std::string text(const std::string& options = "") const {
    return output_of("pdftotext " + options + " " + file() + " -");
  }
  std::string about(const std::string& options = "") const {
    return output_of("pdfinfo " + options + " " + file());
  }
  std::vector<std::string> pages() const {
    std::vector<std::string> out;
    std::istringstream text_of_pages(text());
    for (std::string page; std::getline(text_of_pages, page, '\f');) out.push_back(page);
    return out;
  }
  // What a camera reads of the last page.
  std::string code() const {
    const auto last = std::to_string(pages().size());
    output_of("pdftoppm -r 150 -png -singlefile -f " + last + " " + file() + " " +
              (folder_ / "page").string());
    auto read = output_of("zbarimg --quiet --raw " + (folder_ / "page.png").string() + " 2>/dev/null");
    while (read.ends_with('\n')) read.pop_back();
    return read;
  }
  // The words of each page with their boxes.
  std::vector<std::vector<Word>> words() const {
    std::vector<std::vector<Word>> out;
    std::istringstream lines(text("-bbox"));
    for (std::string line; std::getline(lines, line);) {
      if (line.find("<page ") != std::string::npos) out.emplace_back();
      const auto number = [&](const char* name) {
        const auto at = line.find(name);
        return std::stod(line.substr(at + std::string(name).size()));
      };
      if (line.find("<word ") == std::string::npos) continue;
      const auto from = line.find('>') + 1;
      out.back().push_back({number("xMin=\""), number("yMin=\""), number("xMax=\""), number("yMax=\""),
                            line.substr(from, line.rfind("</word>") - from)});
    }
    return out;
  }

 private:
  std::string bytes_;
  std::filesystem::path folder_;
};

// `count` invented people with different names of every script that letters/signatories has.
std::vector<Signatory> invented_people(std::size_t count);
DeliveredLetter sample_letter(i18n::Lang lang);

}  // namespace ruban::press
