// SPDX-License-Identifier: AGPL-3.0-or-later
#include "press/ring_drawing.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ruban::press {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;
constexpr std::uint64_t kMostMarks = 2400;
// In parts of the radius.
constexpr double kInner = 0.566, kOuter = 1.0, kBestPitch = 0.066, kWidestMark = 0.075;

struct Layers {
  int circles = 1;
  double pitch = 0;  // from mark to mark, and from circle to circle
};

// As many circles as bring the marks nearest to the best distance, every one of them full.
Layers layers_for(double marks) {
  Layers best{1, kTurn * kInner / marks};
  for (int circles = 2;; ++circles) {
    const double fixed = std::numbers::pi * circles * (circles - 1);
    if (fixed >= marks) return best;
    const double pitch = circles * kTurn * kInner / (marks - fixed);
    if (kInner + (circles - 1) * pitch > kOuter - pitch / 2) return best;
    if (std::abs(std::log(pitch / kBestPitch)) < std::abs(std::log(best.pitch / kBestPitch)))
      best = {circles, pitch};
  }
}

void circle(cairo_t* cairo, double radius, double width) {
  cairo_set_line_width(cairo, width);
  cairo_new_path(cairo);
  cairo_arc(cairo, 0, 0, radius, 0, kTurn);
  cairo_stroke(cairo);
}

// Lines of no length, whose caps are round.
void marks(cairo_t* cairo, std::uint64_t named, std::uint64_t anon) {
  const auto total = named + anon;
  const auto layers = layers_for(static_cast<double>(total));
  const double width = std::min(kWidestMark, layers.pitch * 0.68);
  const auto trace = [&](bool open_ones) {
    std::uint64_t placed = 0;
    double room = 0, turn = 0;
    for (int k = 0; k < layers.circles; ++k) {
      const double radius = kInner + k * layers.pitch;
      room += kTurn * radius / layers.pitch;
      const auto until = k + 1 == layers.circles ? total : static_cast<std::uint64_t>(std::lround(room));
      turn += 0.381966;  // each circle begins elsewhere, so that no seam is seen
      for (auto i = placed; i < until; ++i) {
        const bool open = (i + 1) * anon / total != i * anon / total;  // evenly among the others
        if (open != open_ones) continue;
        const double angle =
            kTurn * (static_cast<double>(i - placed) / static_cast<double>(until - placed) + turn);
        cairo_move_to(cairo, radius * std::sin(angle), -radius * std::cos(angle));
        cairo_line_to(cairo, radius * std::sin(angle), -radius * std::cos(angle));
      }
      placed = until;
    }
  };
  cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
  cairo_new_path(cairo);
  trace(false);
  trace(true);
  cairo_set_line_width(cairo, width);
  cairo_stroke(cairo);
  cairo_set_source_rgb(cairo, 1, 1, 1);
  cairo_new_path(cairo);
  trace(true);
  cairo_set_line_width(cairo, width * 0.56);
  cairo_stroke(cairo);
}

// One width for a few thousand; ten times that number adds a step.
double band_width(double total) {
  return std::clamp(0.08 + 0.092 * (std::log10(total) - 3), 0.08, kOuter - kInner - 0.01);
}

void band(cairo_t* cairo, double named, double anon) {
  const double total = named + anon;
  const double width = band_width(total);
  const double filled = width * named / total;
  if (named > 0) {
    constexpr int kMarks = 240;
    constexpr double kPart = kTurn / kMarks;
    const double radius = kInner + filled / 2;
    cairo_set_line_width(cairo, filled);
    cairo_new_path(cairo);
    for (int i = 0; i < kMarks; ++i) {
      cairo_new_sub_path(cairo);
      cairo_arc(cairo, 0, 0, radius, i * kPart, (i + 0.72) * kPart);
    }
    cairo_stroke(cairo);
  }
  if (anon > 0) {
    circle(cairo, kInner + filled + 0.014, 0.01);
    circle(cairo, kInner + width, 0.01);
  }
}

}  // namespace

void draw_ring(cairo_t* cairo, std::uint64_t named, std::uint64_t anon, double x, double y, double radius) {
  cairo_save(cairo);
  cairo_translate(cairo, x, y);
  cairo_scale(cairo, radius, radius);
  cairo_set_source_rgb(cairo, 0xd8 / 255.0, 0xd1 / 255.0, 0xc3 / 255.0);
  circle(cairo, kRingHole, 0.006);
  set_ink(cairo, Ink::accent);
  if (named + anon > kMostMarks) {
    band(cairo, static_cast<double>(named), static_cast<double>(anon));
  } else if (named + anon > 0) {
    marks(cairo, named, anon);
  }
  cairo_restore(cairo);
}

double ring_reach(std::uint64_t named, std::uint64_t anon) {
  const auto total = static_cast<double>(named + anon);
  if (total > kMostMarks) return kInner + band_width(total) + 0.005;
  if (total < 1) return kRingHole;
  const auto layers = layers_for(total);
  return kInner + (layers.circles - 1) * layers.pitch + kWidestMark / 2;
}

void draw_sign(cairo_t* cairo, double x, double y, double radius) {
  constexpr int kMarks = 14;
  cairo_save(cairo);
  cairo_translate(cairo, x, y);
  set_ink(cairo, Ink::accent);
  cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width(cairo, radius * 0.3);
  cairo_new_path(cairo);
  for (int i = 0; i < kMarks; ++i) {
    const double angle = kTurn * i / kMarks;
    cairo_move_to(cairo, radius * std::sin(angle), -radius * std::cos(angle));
    cairo_line_to(cairo, radius * std::sin(angle), -radius * std::cos(angle));
  }
  cairo_stroke(cairo);
  cairo_restore(cairo);
}

}  // namespace ruban::press
