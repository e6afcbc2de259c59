// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/ring.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "i18n/format.h"

namespace ruban::web {
namespace {

// Marks lie between the two radii around the middle.
constexpr int kMiddle = 800;
constexpr double kInner = 430, kOuter = 760;
constexpr double kBestPitch = 50;  // from mark to mark, and from circle to circle
constexpr double kWidestMark = 37;
constexpr double kLeastHalf = 570;  // half the side of the smallest picture

struct Circle {
  double radius = 0;
  std::size_t places = 0;
};

struct Layers {
  double pitch = 0;
  std::vector<Circle> circles;  // from the inside to the outside
};

// As many circles as bring the marks nearest to the best distance, every one of them full.
Layers layers_for(std::size_t count) {
  constexpr double kTurn = 2 * std::numbers::pi;
  const auto marks_in_all = static_cast<double>(count);
  int number = 1;
  double pitch = kTurn * kInner / marks_in_all;
  for (int more = 2;; ++more) {
    // `more` circles hold  sum over k of kTurn * (kInner + k * pitch) / pitch  marks.
    const double fixed = std::numbers::pi * more * (more - 1);
    if (fixed >= marks_in_all) break;
    const double wanted = more * kTurn * kInner / (marks_in_all - fixed);
    if (kInner + (more - 1) * wanted > kOuter - wanted / 2) break;
    if (std::abs(std::log(wanted / kBestPitch)) < std::abs(std::log(pitch / kBestPitch))) {
      number = more;
      pitch = wanted;
    }
  }
  Layers layers{pitch, {}};
  double room = 0;
  std::size_t placed = 0;
  for (int k = 0; k < number; ++k) {
    const double radius = kInner + k * pitch;
    room += kTurn * radius / pitch;
    const std::size_t so_far = k + 1 == number ? count : static_cast<std::size_t>(std::lround(room));
    layers.circles.push_back({radius, so_far - placed});
    placed = so_far;
  }
  return layers;
}

struct Point {
  int x = 0, y = 0;
};

// The places of all marks; each circle begins elsewhere, so that no seam is seen.
std::vector<Point> places(const std::vector<Circle>& circles) {
  std::vector<Point> points;
  double turn = 0;
  for (const auto& circle : circles) {
    turn += 0.381966;
    for (std::size_t i = 0; i < circle.places; ++i) {
      const double angle =
          2 * std::numbers::pi * (static_cast<double>(i) / static_cast<double>(circle.places) + turn);
      points.push_back({static_cast<int>(std::lround(kMiddle + circle.radius * std::sin(angle))),
                        static_cast<int>(std::lround(kMiddle - circle.radius * std::cos(angle)))});
    }
  }
  return points;
}

// Dots: lines of no length, whose caps are round. Relative moves are the shortest way to write them.
std::string dots(const std::vector<Point>& points) {
  std::string path;
  Point at;
  for (const auto& point : points) {
    const int dx = point.x - at.x, dy = point.y - at.y;
    path += 'm' + std::to_string(dx);
    if (dy >= 0) path += ' ';
    path += std::to_string(dy) + "h0";
    at = point;
  }
  return path;
}

std::string number(double value) { return std::to_string(std::lround(value)); }

std::string circle(double radius, double width, std::string_view more = {}) {
  return "<circle cx=\"800\" cy=\"800\" r=\"" + number(radius) +
         "\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"" + number(width) + "\"" +
         std::string(more) + "/>";
}

std::string path_of(const std::string& d, double width, std::string_view more = {}) {
  return "<path d=\"" + d + "\" stroke=\"currentColor\" stroke-width=\"" + number(width) +
         "\" stroke-linecap=\"round\"" + std::string(more) + "/>";
}

// The marks, and how far from the middle they reach.
std::string marks(std::vector<RingMark> all, double& reach) {
  std::sort(all.begin(), all.end(), [](const RingMark& a, const RingMark& b) { return a.leaf < b.leaf; });
  const auto layers = layers_for(all.size());
  const auto points = places(layers.circles);
  std::vector<Point> filled, open;
  for (std::size_t i = 0; i < all.size(); ++i) (all[i].anonymous ? open : filled).push_back(points[i]);
  std::string out;
  const double width = std::min(kWidestMark, layers.pitch * 0.68);
  reach = layers.circles.back().radius + width / 2;
  if (!filled.empty()) out += path_of(dots(filled), width);
  if (!open.empty()) {
    const auto path = dots(open);
    out += path_of(path, width) + path_of(path, width * 0.56, " class=\"hole\"");
  }
  return out;
}

// One width for a few thousand, ten times that number adds a step.
std::string band(std::uint64_t named, std::uint64_t anon, double& reach) {
  const auto total = static_cast<double>(named + anon);
  const double width = std::clamp(60 + 70 * (std::log10(total) - 3), 60.0, kOuter - kInner);
  const double filled = width * static_cast<double>(named) / total;
  reach = kInner + width + 4;
  std::string out;
  if (named > 0)
    out += circle(kInner + filled / 2, filled, " pathLength=\"240\" stroke-dasharray=\".72 .28\"");
  if (anon > 0) {
    out += circle(kInner + filled + 10, 8);
    out += circle(kInner + width, 8);
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
  return out;
}

// As large as the hole allows.
double figure_size(std::size_t digits) {
  return digits <= 3 ? 300 : std::min(300.0, 1180.0 / static_cast<double>(digits));
}

}  // namespace

std::string ring_svg(const Ring& ring, i18n::Lang lang) {
  const auto total = ring.named + ring.anon;
  const std::string written = i18n::format_number(lang, total);
  std::size_t letters = 0;
  for (const char c : written) letters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  const double size = figure_size(letters);
  double reach = 0;
  std::string drawing = circle(kInner - 52, 4, " class=\"rim\"");
  // A mark is a signature: where the marks of few aren't there, the ring stays empty beside the count.
  if (total > kMostRingMarks) {
    drawing += band(ring.named, ring.anon, reach);
  } else if (total > 0 && ring.marks.size() == total) {
    drawing += marks(ring.marks, reach);
  }
  // A small ring isn't lost in the middle of a large picture.
  const double half = std::max(kLeastHalf, reach + 8);
  const std::string corner = number(kMiddle - half), side = number(2 * half);
  std::string svg = "<svg class=\"ring\" viewBox=\"";
  svg.append(corner).append(" ").append(corner).append(" ").append(side).append(" ").append(side);
  svg.append("\" role=\"img\" aria-labelledby=\"")
      .append(ring.id)
      .append("-t ")
      .append(ring.id)
      .append("-d\">");
  svg.append("<title id=\"").append(ring.id).append("-t\">").append(escaped(ring.title)).append("</title>");
  svg.append("<desc id=\"")
      .append(ring.id)
      .append("-d\">")
      .append(escaped(ring.description))
      .append("</desc>");
  svg.append(drawing);
  svg.append("<text x=\"800\" y=\"").append(number(kMiddle + size * 0.355));
  svg.append("\" font-size=\"").append(number(size)).append("\">").append(written).append("</text></svg>");
  return svg;
}

}  // namespace ruban::web
