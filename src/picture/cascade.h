// SPDX-License-Identifier: AGPL-3.0-or-later
// A cascade of Haar features (Viola and Jones 2001, with the normalisation of Lienhart and Maydt 2002), as
// OpenCV trains and stores them: whether a small window of a picture looks like what the cascade was made to
// find.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "picture/grey.h"
#include "picture/region.h"

namespace ruban::picture {

class Cascade {
 public:
  // Reads the XML of type "opencv-cascade-classifier" with upright Haar features. Every index in it is
  // checked, so that a damaged file is a fault and not a crash.
  static Result<Cascade> parse(std::string_view xml);

  // All windows that pass, at sizes that grow by a tenth from the cascade's own (20 or 24 pixels) up to the
  // whole picture; the same windows in the same order as OpenCV 4.6's detectMultiScale(…, 1.1, 0) gives
  // before it groups them. At most `most`; then it stops.
  std::vector<Region> windows(const Grey& picture, std::size_t most) const;

 private:
  struct Part {
    int x, y, width, height;
    float weight;
  };
  struct Feature {
    std::array<Part, 3> parts;
    int count;
  };
  // A tree of one or two questions: its children are nodes (> 0) of the same tree, or leaves (≤ 0, negated).
  struct Node {
    int feature, left, right;
    float threshold;
  };
  struct Tree {
    std::size_t node, leaf;  // its first ones
  };
  struct Stage {
    std::size_t tree, end;
    float threshold;
  };
  friend class CascadeFile;
  friend class CascadeScan;

  int width_ = 0, height_ = 0;
  std::vector<Feature> features_;
  std::vector<Node> nodes_;
  std::vector<float> leaves_;
  std::vector<Tree> trees_;
  std::vector<Stage> stages_;
};

}  // namespace ruban::picture
