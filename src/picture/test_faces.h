// SPDX-License-Identifier: AGPL-3.0-or-later
// Faces of nobody, drawn by a few formulas, for tests and measurements. No photograph of a person is part of
// Ruban.
#pragma once

#include <algorithm>
#include <cmath>

#include "picture/picture.h"

namespace ruban::picture {

struct DrawnFace {
  double x = 0, y = 0;  // the middle between forehead and chin
  double width = 100;   // from cheek to cheek, in pixels
  double tilt = 0;      // radians; positive leans to the right
  double skin = 0.75;   // how light the skin is, 0 to 1
  double light = 0;     // -1: all light comes from the left; 1: from the right
  double turn = 0;      // how far eyes, nose and mouth are moved sideways, in half widths
};

namespace drawn {

struct Shade {
  double r, g, b;
};

inline double soft(double distance, double edge) { return std::clamp(0.5 - distance / edge, 0.0, 1.0); }
inline void blend(Shade& under, Shade over, double much) {
  under.r += (over.r - under.r) * much;
  under.g += (over.g - under.g) * much;
  under.b += (over.b - under.b) * much;
}
// How much of an ellipse's inside this is; its middle, half axes and softness in half widths of the face.
inline double ellipse(double u, double v, double x, double y, double a, double b, double edge) {
  const double r = std::hypot((u - x) / a, (v - y) / b);
  return soft((r - 1) * std::min(a, b), edge);
}

// The face over `under` at (u, v): in half widths from its middle, v downwards.
inline Shade face_at(const DrawnFace& face, double u, double v, Shade under) {
  const double s = face.skin;
  blend(under, {0.10 + 0.1 * s, 0.08 + 0.08 * s, 0.08}, ellipse(u, v, 0, -0.35, 1.12, 1.25, 0.08));  // hair
  blend(under, {0.75 * s, 0.60 * s, 0.50 * s}, ellipse(u, v, 0, 1.35, 0.55, 0.6, 0.1));              // neck
  const double head = ellipse(u, v, 0, 0.05, 1, 1.32, 0.06);
  if (head <= 0) return under;
  // A ball lit from the front, and from one side.
  const double z = std::sqrt(std::max(0.0, 1 - u * u - v * v / 1.75));
  const double lit = std::clamp(0.45 + 0.55 * z + 0.35 * face.light * u, 0.15, 1.1);
  Shade skin{s * lit, s * 0.80 * lit, s * 0.68 * lit};
  const double t = u - face.turn;
  const auto darker = [&](double to, double much) {
    blend(skin, {skin.r * to, skin.g * to, skin.b * to}, much);
  };
  blend(skin, {0.12, 0.10, 0.09}, ellipse(u, v, 0, -1.25, 1.05, 0.42, 0.15));  // hair over the forehead
  for (const double side : {-1.0, 1.0}) {
    const double e = t - side * 0.42;
    darker(0.62, 0.9 * ellipse(e, v, 0, -0.22, 0.30, 0.17, 0.18));                      // socket
    blend(skin, {0.15, 0.11, 0.10}, 0.9 * ellipse(e, v, 0, -0.42, 0.30, 0.055, 0.06));  // brow
    blend(skin, {0.9 * s + 0.1, 0.9 * s + 0.1, 0.9 * s + 0.08},
          0.8 * ellipse(e, v, 0, -0.2, 0.19, 0.075, 0.05));
    blend(skin, {0.08, 0.06, 0.05}, ellipse(e, v, 0, -0.2, 0.085, 0.085, 0.04));  // iris
    darker(0.5, 0.8 * ellipse(t - side * 0.11, v, 0, 0.36, 0.07, 0.045, 0.05));   // nostril
    blend(skin, {std::min(1.0, skin.r * 1.12), skin.g * 1.08, skin.b * 1.06},
          0.7 * ellipse(e, v, side * 0.05, 0.25, 0.22, 0.18, 0.25));
  }
  blend(skin, {std::min(1.0, skin.r * 1.22), std::min(1.0, skin.g * 1.22), skin.b * 1.2},
        0.8 * ellipse(t, v, 0, 0.05, 0.085, 0.32, 0.12));  // ridge of the nose
  darker(0.7, 0.6 * ellipse(t, v, 0, 0.42, 0.2, 0.05, 0.08));
  blend(skin, {0.55 * s, 0.22 * s, 0.2 * s}, ellipse(t, v, 0, 0.68, 0.34, 0.085, 0.06));  // mouth
  darker(0.55, 0.8 * ellipse(t, v, 0, 0.68, 0.32, 0.02, 0.03));
  darker(0.8, 0.6 * ellipse(t, v, 0, 0.85, 0.25, 0.05, 0.08));
  blend(under, skin, head);
  return under;
}

}  // namespace drawn

// Four samples a pixel.
inline void draw(const DrawnFace& face, Picture& picture) {
  const double half = face.width / 2, reach = 2.1 * half;
  const int left = std::max(0, static_cast<int>(face.x - reach));
  const int right = std::min(picture.width(), static_cast<int>(face.x + reach) + 1);
  const int top = std::max(0, static_cast<int>(face.y - reach));
  const int bottom = std::min(picture.height(), static_cast<int>(face.y + reach) + 1);
  const double c = std::cos(face.tilt), s = std::sin(face.tilt);
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) {
      auto* pixel = picture.at(x, y);
      const drawn::Shade under{pixel[0] / 255., pixel[1] / 255., pixel[2] / 255.};
      drawn::Shade sum{0, 0, 0};
      for (const double dy : {0.25, 0.75}) {
        for (const double dx : {0.25, 0.75}) {
          const double px = (x + dx - face.x) / half, py = (y + dy - face.y) / half;
          const auto at = drawn::face_at(face, px * c + py * s, py * c - px * s, under);
          sum.r += at.r / 4, sum.g += at.g / 4, sum.b += at.b / 4;
        }
      }
      const auto byte = [](double value) {
        return static_cast<std::uint8_t>(std::lrint(255 * std::clamp(value, 0.0, 1.0)));
      };
      pixel[0] = byte(sum.r), pixel[1] = byte(sum.g), pixel[2] = byte(sum.b);
    }
  }
}

}  // namespace ruban::picture
