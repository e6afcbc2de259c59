// SPDX-License-Identifier: AGPL-3.0-or-later
#include "press/curve.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "core/check.h"
#include "i18n/format.h"
#include "press/xml.h"

namespace ruban::press {
namespace {

using namespace std::chrono_literals;
using i18n::Lang;

// The picture, in its own units; a page shows it as wide as it has room.
constexpr double kWidth = 420, kHeight = 290;
constexpr double kLeft = 8, kRight = 412, kTop = 26, kFoot = 246;
constexpr double kLabelHeight = 18;
constexpr std::array<std::string_view, 4> kDashes{"", "7 4", "2 3", "9 3 2 3"};

// The top of the scale: 1, 2, 2.5 or 5 times a power of ten, in whole signatures, divided into `parts`.
struct Scale {
  std::uint64_t top = 4;
  std::uint64_t step = 1;
};

Scale scale_for(std::uint64_t most) {
  for (std::uint64_t power = 1;; power *= 10) {
    for (const std::uint64_t tens : {10, 20, 25, 50}) {
      if (tens * power % 10 != 0) continue;
      const auto step = tens * power / 10;
      if (step * 4 >= most) return {(std::max<std::uint64_t>(most, 1) + step - 1) / step * step, step};
    }
  }
}

class Drawing {
 public:
  Drawing(const Curve& curve, Lang lang, Dress dress) : curve_(curve), lang_(lang), dress_(dress) {
    std::uint64_t most = 0;
    for (const auto& line : curve.lines) {
      CHECK(line.standing.size() == curve.at.size());
      for (const auto n : line.standing) most = std::max(most, n);
    }
    scale_ = scale_for(most);
  }

  std::string svg() {
    head();
    counts();
    times();
    lines();
    out_ += "</svg>";
    return std::move(out_);
  }

 private:
  template <class... T>
  void put(fmt::format_string<T...> format, T&&... values) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<T>(values)...);
  }

  double x(Instant at) const {
    const auto span = curve_.at.back() - curve_.at.front();
    if (span <= 0s) return kRight;
    return kLeft + (kRight - kLeft) * static_cast<double>((at - curve_.at.front()).count()) /
                       static_cast<double>(span.count());
  }
  double y(std::uint64_t count) const {
    return kFoot - (kFoot - kTop) * static_cast<double>(count) / static_cast<double>(scale_.top);
  }

  void head() {
    put(R"(<svg xmlns="http://www.w3.org/2000/svg" class="curve" viewBox="0 0 {} {}" role="img" )"
        R"(aria-labelledby="{}-title {}-desc")",
        kWidth, kHeight, curve_.id, curve_.id);
    if (dress_ == Dress::file) {
      put(R"( width="{}" height="{}" color="#0b4d55" font-family="sans-serif" font-size="12">)", kWidth,
          kHeight);
    } else {
      out_ += '>';
    }
    put(R"(<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>)", curve_.id, escape(curve_.title),
        curve_.id, escape(curve_.description));
    if (dress_ == Dress::file) put(R"(<rect width="{}" height="{}" fill="#fff"/>)", kWidth, kHeight);
  }

  std::string_view ink() const { return dress_ == Dress::file ? R"( fill="#1d1b17")" : ""; }
  std::string_view soft() const { return dress_ == Dress::file ? R"( fill="#57524a")" : R"( class="soft")"; }
  std::string_view hairline() const {
    return dress_ == Dress::file ? R"( stroke="#d8d1c3")" : R"( class="rule")";
  }

  void counts() {
    for (std::uint64_t n = 0; n <= scale_.top; n += scale_.step) {
      put(R"(<path{} d="M{} {:.1f}H{}"/>)", hairline(), kLeft, y(n), kRight);
      if (n == 0) continue;  // the line begins there
      put(R"(<text{} x="{}" y="{:.1f}">{}</text>)", soft(), kLeft, y(n) - 3, i18n::format_number(lang_, n));
    }
  }

  // The first and the last instant: between them the shape says enough, and the table says the rest.
  void times() {
    put(R"(<text{} x="{}" y="{}">{}</text>)", soft(), kLeft, kFoot + 18,
        escape(i18n::format_instant_short(lang_, curve_.at.front())));
    if (curve_.at.size() == 1) return;
    put(R"(<text{} x="{}" y="{}" text-anchor="end">{}</text>)", soft(), kRight, kFoot + 18 + kLabelHeight,
        escape(i18n::format_instant_short(lang_, curve_.at.back())));
  }

  void line(const CurveLine& line, std::string_view dash) {
    put(R"(<path fill="none" stroke="currentColor" stroke-width="2.5")");
    if (!dash.empty()) put(R"( stroke-dasharray="{}")", dash);
    put(R"( d="M{:.1f} {:.1f})", x(curve_.at.front()), y(line.standing.front()));
    for (std::size_t i = 1; i < curve_.at.size(); ++i) {
      if (line.standing[i] == line.standing[i - 1] && i + 1 < curve_.at.size()) continue;
      put("H{:.1f}V{:.1f}", x(curve_.at[i]), y(line.standing[i]));
    }
    put(R"("/>)");
  }

  // A label stands above the end of its line, or as near below another label as it can.
  void lines() {
    std::vector<std::size_t> order(curve_.lines.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
      return curve_.lines[a].standing.back() > curve_.lines[b].standing.back();
    });
    double least = kTop - kLabelHeight;
    for (const auto i : order) {
      const auto& one = curve_.lines[i];
      line(one, kDashes[i % kDashes.size()]);
      least = std::max(y(one.standing.back()) - 6, least + kLabelHeight);
      put(R"(<text{} class="name" x="{}" y="{:.1f}" text-anchor="end" font-weight="600">{} · {}</text>)",
          ink(), kRight, least, escape(one.label), i18n::format_number(lang_, one.standing.back()));
    }
  }

  const Curve& curve_;
  Lang lang_;
  Dress dress_;
  Scale scale_;
  std::string out_;
};

}  // namespace

std::string curve_svg(const Curve& curve, Lang lang, Dress dress) {
  CHECK(!curve.at.empty());
  return Drawing(curve, lang, dress).svg();
}

}  // namespace ruban::press
