// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: press
// A delivered letter with many signatories of many scripts, beside the least that a PDF of as many names can
// take: one call of Cairo for each, no shaping, no columns of equal height, no structure, no page count.
#include <benchmark/benchmark.h>
#include <cairo-pdf.h>

#include <array>
#include <fstream>

#include "core/check.h"
#include "press/cairo_handles.h"
#include "press/delivered_letter.h"

namespace ruban::press {
namespace {

constexpr std::array kGiven{"Abigail", "Dúrójayé", "Серафима", "पारिजात", "چهره",
                            "پروانه",  "Θεανώ",    "Nguyệt",   "ወርቅነሽ",   "Þjóðhildur"};
constexpr std::array kFamily{"Larkfield", "Ìrókò",   "Лебеденко", "कदंबकर", "نرگس",
                             "السنديان",  "Καρυδιά", "Khuất",     "ወንዙ",   "Haselgrund"};
constexpr std::array kWhole{"青葉谷千鶴代", "망절가람", "司徒静姝", "צפורה אלונשדה"};

// Half of them from the first and the last row, as most letters are of one script above all.
Signatory invented(std::size_t n) {
  if (n % 11 == 5) return {kWhole[n / 11 % kWhole.size()], "", ""};
  const auto script = n % 2 == 0 ? (n / 2 % 2) * (kGiven.size() - 1) : n / 2 % kGiven.size();
  return {std::string(kGiven[script]) + ' ' + kFamily[script], "", ""};
}

DeliveredLetter letter_with(std::size_t names) {
  DeliveredLetter out;
  out.title = "A letter";
  out.address = "https://record.example/en/letters/x/figures";
  out.checkpoint.origin = "record.example";
  auto& one = out.classes.emplace_back();
  one.label = "Signatories";
  one.named = names;
  for (std::size_t i = 0; i < names; ++i) one.signatories.push_back(invented(i));
  return out;
}

// Takes everything and keeps its size.
class Nowhere : public std::streambuf {
 public:
  double megabytes() const { return static_cast<double>(bytes_) / (1 << 20); }

 private:
  std::streamsize xsputn(const char*, std::streamsize size) override {
    bytes_ += size;
    return size;
  }
  int_type overflow(int_type) override {
    ++bytes_;
    return 0;
  }
  std::streamsize bytes_ = 0;
};

// The most memory that the process has held since the last call, in MB.
void forget_peak() { std::ofstream("/proc/self/clear_refs") << "5"; }
double peak() {
  std::ifstream in("/proc/self/status");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
  }
  return 0;
}

void letter(benchmark::State& state) {
  const auto names = static_cast<std::size_t>(state.range(0));
  const auto delivered = letter_with(names);
  Nowhere nowhere;
  std::ostream out(&nowhere);
  forget_peak();
  for (auto _ : state) CHECK(write_letter(delivered, out));
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.counters["resident_MB"] = peak();
  state.counters["file_MB"] = nowhere.megabytes() / static_cast<double>(state.iterations());
}

cairo_status_t drop(void*, const unsigned char*, unsigned int) { return CAIRO_STATUS_SUCCESS; }

void floor_plain_pages(benchmark::State& state) {
  constexpr int kRows = 52, kColumns = 3;
  const auto names = static_cast<std::size_t>(state.range(0));
  const auto delivered = letter_with(names);
  forget_peak();
  for (auto _ : state) {
    const Surface surface(cairo_pdf_surface_create_for_stream(drop, nullptr, 595, 842));
    const Context context(cairo_create(surface.get()));
    cairo_select_font_face(context.get(), "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(context.get(), 9.6);
    int place = 0;
    for (const auto& one : delivered.classes[0].signatories) {
      if (place == kRows * kColumns) {
        cairo_show_page(context.get());
        place = 0;
      }
      cairo_move_to(context.get(), 62 + place / kRows * 157, 98 + place % kRows * 13);
      cairo_show_text(context.get(), one.name.c_str());
      ++place;
    }
    cairo_show_page(context.get());
    cairo_surface_finish(surface.get());
    CHECK(cairo_surface_status(surface.get()) == CAIRO_STATUS_SUCCESS);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.counters["resident_MB"] = peak();
}

BENCHMARK(floor_plain_pages)
    ->Name("floor/plain_pages")
    ->Arg(10'000)
    ->Arg(100'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(letter)
    ->Name("press/letter")
    ->Arg(3)
    ->Arg(1'000)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ruban::press
