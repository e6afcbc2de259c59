// SPDX-License-Identifier: AGPL-3.0-or-later
#include <charconv>
#include <optional>

#include "picture/cascade.h"

namespace ruban::picture {

// Walks through the file from tag to tag. What OpenCV writes is so regular that no more of XML is needed.
class CascadeFile {
 public:
  explicit CascadeFile(std::string_view xml) : rest_(xml) {}

  std::optional<Cascade> read() {
    if (!skip_to("opencv-cascade-classifier") || !skip_to("<featureType>HAAR<") || !skip_to("<height>"))
      return {};
    cascade_.height_ = integer();
    if (!skip_to("<width>")) return {};
    cascade_.width_ = integer();
    if (!skip_to("<stages>")) return {};
    const auto end = rest_.find("<features>");
    if (end == rest_.npos) return {};
    auto features = rest_.substr(end);
    rest_ = rest_.substr(0, end);
    while (sound_ && skip_to("<stageThreshold>")) read_stage();
    rest_ = features;
    while (sound_ && skip_to("<rects>")) read_feature();
    if (!sound_ || rest_.find("<tilted>1") != rest_.npos || features.find("<tilted>1") != features.npos)
      return {};
    if (!is_whole()) return {};
    return std::move(cascade_);
  }

 private:
  bool skip_to(std::string_view tag) {
    const auto at = rest_.find(tag);
    if (at == rest_.npos) return false;
    rest_.remove_prefix(at + tag.size());
    return true;
  }
  // What stands before the next tag.
  bool at_number() {
    const auto at = rest_.find_first_not_of(" \t\r\n");
    rest_.remove_prefix(at == rest_.npos ? rest_.size() : at);
    return !rest_.empty() && rest_[0] != '<';
  }
  template <class T>
  T number() {
    T out{};
    const bool there = at_number();
    const auto read = std::from_chars(rest_.data(), rest_.data() + rest_.size(), out);
    if (!there || read.ec != std::errc()) {
      sound_ = false;
      return {};
    }
    rest_.remove_prefix(static_cast<std::size_t>(read.ptr - rest_.data()));
    return out;
  }
  int integer() { return number<int>(); }
  float real() { return static_cast<float>(number<double>()); }

  void read_stage() {
    constexpr float kEpsilon = 1e-5F;  // thresholds were rounded when they were written
    const float threshold = real() - kEpsilon;
    const auto tree = cascade_.trees_.size();
    auto end = rest_.find("<stageThreshold>");
    if (end == rest_.npos) end = rest_.size();
    const auto after = rest_.substr(end);
    rest_ = rest_.substr(0, end);
    while (sound_ && skip_to("<internalNodes>")) read_tree();
    rest_ = after;
    cascade_.stages_.push_back({tree, cascade_.trees_.size(), threshold});
  }

  void read_tree() {
    cascade_.trees_.push_back({cascade_.nodes_.size(), cascade_.leaves_.size()});
    int nodes = 0, leaves = 0;
    for (; sound_ && at_number(); ++nodes) {
      const int left = integer(), right = integer(), feature = integer();
      cascade_.nodes_.push_back({feature, left, right, real()});
    }
    if (!skip_to("<leafValues>")) sound_ = false;
    for (; sound_ && at_number(); ++leaves) cascade_.leaves_.push_back(real());
    if (nodes == 0 || leaves != nodes + 1) sound_ = false;
    // Children come after their parent, so that every walk ends.
    for (int i = 0; sound_ && i < nodes; ++i) {
      const auto& node = cascade_.nodes_[cascade_.trees_.back().node + static_cast<std::size_t>(i)];
      for (const int child : {node.left, node.right})
        if (child > 0 ? child <= i || child >= nodes : child < -nodes) sound_ = false;
    }
  }

  void read_feature() {
    auto end = rest_.find("</rects>");
    if (end == rest_.npos) end = rest_.size();
    const auto after = rest_.substr(end);
    rest_ = rest_.substr(0, end);
    Cascade::Feature feature{};
    while (sound_ && skip_to("<_>")) {
      Cascade::Part part{};
      part.x = integer();
      part.y = integer();
      part.width = integer();
      part.height = integer();
      part.weight = real();
      const auto within = [](int at, int length, int side) {
        return at >= 0 && length > 0 && at <= side && length <= side - at;
      };
      if (feature.count == 3 || !within(part.x, part.width, cascade_.width_) ||
          !within(part.y, part.height, cascade_.height_)) {
        sound_ = false;
        break;
      }
      feature.parts[static_cast<std::size_t>(feature.count++)] = part;
    }
    if (feature.count < 2) sound_ = false;
    rest_ = after;
    cascade_.features_.push_back(feature);
  }

  bool is_whole() const {
    constexpr int kLeast = 8, kMost = 64;
    const auto features = static_cast<int>(cascade_.features_.size());
    for (const int side : {cascade_.width_, cascade_.height_})
      if (side < kLeast || side > kMost) return false;
    for (const auto& node : cascade_.nodes_)
      if (node.feature < 0 || node.feature >= features) return false;
    return !cascade_.stages_.empty() && !cascade_.nodes_.empty();
  }

  std::string_view rest_;
  Cascade cascade_;
  bool sound_ = true;
};

Result<Cascade> Cascade::parse(std::string_view xml) {
  auto cascade = CascadeFile(xml).read();
  if (!cascade)
    return fail(Kind::invalid,
                "This file isn’t a cascade of Haar features. Install the package opencv-data anew.");
  return std::move(*cascade);
}

}  // namespace ruban::picture
