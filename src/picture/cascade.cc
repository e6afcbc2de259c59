// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/cascade.h"

#include <cmath>

namespace ruban::picture {
namespace {

constexpr double kGrowth = 1.1;
// Windows flatter than this (standard deviation of brightness) hold nothing.
constexpr double kLeastContrast = 10;

// Sums of all pixels above and to the left. They may wrap around: a difference of them, over one window, is
// right anyway.
struct Sums {
  std::size_t stride;
  std::vector<std::uint32_t> plain, squared;

  explicit Sums(const Grey& grey)
      : stride(static_cast<std::size_t>(grey.width) + 1),
        plain(stride * (static_cast<std::size_t>(grey.height) + 1)),
        squared(plain.size()) {
    for (int y = 0; y < grey.height; ++y) {
      const auto* from = grey.row(y);
      const auto above = static_cast<std::size_t>(y) * stride + 1, here = above + stride;
      std::uint32_t sum = 0, squares = 0;
      for (std::size_t x = 0; x < static_cast<std::size_t>(grey.width); ++x) {
        sum += from[x];
        squares += static_cast<std::uint32_t>(from[x]) * from[x];
        plain[here + x] = plain[above + x] + sum;
        squared[here + x] = squared[above + x] + squares;
      }
    }
  }
};

int rounded(double value) { return static_cast<int>(std::lrint(value)); }

}  // namespace

// The cascade over a picture of one size: where each feature's corners lie in its sums is worked out once.
class CascadeScan {
 public:
  CascadeScan(const Cascade& cascade, const Grey& grey)
      : cascade_(cascade),
        sums_(grey),
        norm_(corners_of({1, 1, cascade.width_ - 2, cascade.height_ - 2, 1})) {
    features_.reserve(cascade.features_.size());
    for (const auto& feature : cascade.features_) {
      Scanned scanned{};
      for (std::size_t i = 0; i < static_cast<std::size_t>(feature.count); ++i)
        scanned[i] = corners_of(feature.parts[i]);
      features_.push_back(scanned);
    }
  }

  enum class Look { flat, failed_at_once, failed, passed };

  Look look(int x, int y) const {
    const auto at = static_cast<std::size_t>(y) * sums_.stride + static_cast<std::size_t>(x);
    const auto* window = sums_.plain.data() + at;
    const double area = (cascade_.width_ - 2) * (cascade_.height_ - 2);
    const auto total = static_cast<int>(sum(window, norm_));
    const auto squares = sum(sums_.squared.data() + at, norm_);
    double spread = area * squares - static_cast<double>(total) * total;  // (area × standard deviation)²
    if (spread <= 0) return Look::flat;
    spread = std::sqrt(spread);
    const auto norm = static_cast<float>(1. / spread);
    if (area * norm >= 1 / kLeastContrast) return Look::flat;

    for (std::size_t i = 0; i < cascade_.stages_.size(); ++i) {
      const auto& stage = cascade_.stages_[i];
      double votes = 0;
      for (auto tree = stage.tree; tree < stage.end; ++tree)
        votes += vote(cascade_.trees_[tree], window, norm);
      if (votes < stage.threshold) return i == 0 ? Look::failed_at_once : Look::failed;
    }
    return Look::passed;
  }

 private:
  struct Corners {
    std::uint32_t a = 0, b = 0, c = 0, d = 0;
    float weight = 0;
  };
  using Scanned = std::array<Corners, 3>;

  Corners corners_of(const Cascade::Part& part) const {
    const auto at = [&](int x, int y) {
      return static_cast<std::uint32_t>(static_cast<std::size_t>(y) * sums_.stride +
                                        static_cast<std::size_t>(x));
    };
    return {at(part.x, part.y), at(part.x + part.width, part.y), at(part.x, part.y + part.height),
            at(part.x + part.width, part.y + part.height), part.weight};
  }
  static std::uint32_t sum(const std::uint32_t* window, const Corners& at) {
    return window[at.a] - window[at.b] - window[at.c] + window[at.d];
  }

  float vote(const Cascade::Tree& tree, const std::uint32_t* window, float norm) const {
    int child = 0;
    do {
      const auto& node = cascade_.nodes_[tree.node + static_cast<std::size_t>(child)];
      child = value(features_[static_cast<std::size_t>(node.feature)], window) * norm < node.threshold
                  ? node.left
                  : node.right;
    } while (child > 0);
    return cascade_.leaves_[tree.leaf + static_cast<std::size_t>(-child)];
  }

  static float value(const Scanned& feature, const std::uint32_t* window) {
    const auto part = [&](std::size_t i) {
      return feature[i].weight * static_cast<float>(static_cast<int>(sum(window, feature[i])));
    };
    const float two = part(0) + part(1);
    return feature[2].weight != 0 ? two + part(2) : two;
  }

  const Cascade& cascade_;
  Sums sums_;
  Corners norm_;
  std::vector<Scanned> features_;
};

std::vector<Region> Cascade::windows(const Grey& picture, std::size_t most) const {
  std::vector<Region> out;
  for (double factor = 1;
       rounded(width_ * factor) <= picture.width && rounded(height_ * factor) <= picture.height;
       factor *= kGrowth) {
    const auto scale = static_cast<float>(factor);
    const auto scaled = [&](int length) { return rounded(static_cast<float>(length) * scale); };
    const int width = rounded(static_cast<float>(picture.width) / scale);
    const int height = rounded(static_cast<float>(picture.height) / scale);
    const CascadeScan scan(*this, resized(picture, width, height));
    const int step = scale >= 2 ? 1 : 2;
    for (int y = 0; y <= height - height_; y += step) {
      for (int x = 0; x <= width - width_; x += step) {
        const auto found = scan.look(x, y);
        if (found == CascadeScan::Look::failed_at_once) x += step;
        if (found != CascadeScan::Look::passed) continue;
        out.push_back(
            clamped({scaled(x), scaled(y), scaled(width_), scaled(height_)}, picture.width, picture.height));
        if (out.size() >= most) return out;
      }
    }
  }
  return out;
}

}  // namespace ruban::picture
