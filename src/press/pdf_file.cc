// SPDX-License-Identifier: AGPL-3.0-or-later
#include "press/pdf_file.h"

#include <fmt/format.h>

#include <charconv>
#include <vector>

namespace ruban::press {
namespace {

// In a title or an address neither can stand: parentheses and line feeds are escaped there.
constexpr std::string_view kInformation = "<< /Producer (cairo";
constexpr std::string_view kCatalogue = "<< /Type /Catalog\n";
constexpr std::string_view kDate = "/CreationDate (";
constexpr std::string_view kTable = "\nxref\n0 ";
constexpr std::string_view kTrailer = "\ntrailer\n<< ";
constexpr std::string_view kStart = "\nstartxref\n";
constexpr std::size_t kHeld = std::size_t{64} * 1024;
constexpr std::size_t kEntry = 20;  // bytes of a row of the table of objects

std::uint64_t number_at(std::string_view text) {
  std::uint64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

}  // namespace

bool PdfFile::write(std::string_view bytes) {
  for (const char c : bytes) {
    for (auto& hash : hashes_) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  }
  held_ += bytes;
  if (at_end_ || held_.size() < kHeld) return true;
  const auto end = held_.rfind(kInformation);
  at_end_ = end != std::string::npos;
  return pass(at_end_ ? end : held_.size() - kInformation.size());
}

bool PdfFile::pass(std::size_t bytes) {
  out_.write(held_.data(), static_cast<std::streamsize>(bytes));
  held_.erase(0, bytes);
  passed_ += bytes;
  return static_cast<bool>(out_);
}

bool PdfFile::finish() {
  complete();
  return pass(held_.size()) && out_.flush();
}

void PdfFile::complete() {
  const auto information = held_.rfind(kInformation);
  const auto date = held_.find(kDate, information);
  const auto catalogue = held_.find(kCatalogue, information);
  const auto table = held_.find(kTable, catalogue);
  const auto trailer = held_.find(kTrailer, table);
  const auto start = held_.find(kStart, trailer);
  // Another writer than the one that this was made for: its file is whole as it is.
  if (information == std::string::npos || date > catalogue || start == std::string::npos) return;

  struct Insertion {
    std::size_t at;
    std::string text;
  };
  const std::vector<Insertion> insertions{
      {date + kDate.size(), "D:"},
      {catalogue + kCatalogue.size(),
       fmt::format("   /Lang ({})\n   /ViewerPreferences << /DisplayDocTitle true >>\n", i18n::tag(lang_))}};
  const auto moved = [&](std::uint64_t offset) {
    auto out = offset;
    for (const auto& insertion : insertions) {
      if (offset > passed_ + insertion.at) out += insertion.text.size();
    }
    return out;
  };

  // From the back, so that offsets in what is still to be changed stay right.
  held_.replace(start + kStart.size(), held_.find('\n', start + kStart.size()) - start - kStart.size(),
                std::to_string(moved(passed_ + table + 1)));
  held_.insert(trailer + kTrailer.size(),
               fmt::format("/ID [<{0:016x}{1:016x}> <{0:016x}{1:016x}>]\n   ", hashes_[0], hashes_[1]));
  const auto objects = number_at(std::string_view(held_).substr(table + kTable.size(), 20));
  const auto first = held_.find('\n', table + kTable.size()) + 1;
  for (std::uint64_t i = 1; i < objects; ++i) {
    const auto row = first + i * kEntry;
    if (row + kEntry > held_.size()) return;
    held_.replace(row, 10, fmt::format("{:010}", moved(number_at(std::string_view(held_).substr(row, 10)))));
  }
  for (auto insertion = insertions.rbegin(); insertion != insertions.rend(); ++insertion)
    held_.insert(insertion->at, insertion->text);
}

}  // namespace ruban::press
