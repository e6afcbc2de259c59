// SPDX-License-Identifier: AGPL-3.0-or-later
#include "press/curve.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "core/check.h"
#include "i18n/format.h"
#include "i18n/tr.h"
#include "press/xml.h"

namespace ruban::press {
namespace {

using namespace std::chrono_literals;
using i18n::Lang;
using i18n::tr;

// The picture, in its own units; a page shows it as wide as it has room.
// Labels stand beside the lines, never on them: the classes above, the counts on the left, times below.
constexpr double kWidth = 420, kEdge = 8, kRight = kWidth - kEdge;
constexpr double kPlotHeight = 220, kLineHeight = 18, kKeyWidth = 28;
constexpr double kDigit = 9;  // of 16 px, as narrow pages have it
constexpr double kCut = 22, kLeastPart = 40;
constexpr std::size_t kLettersOfLine = 44;
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

// Lines of at most so many characters, where a word isn't longer. The spaces of dates don't break.
std::vector<std::string> lines_of(std::string_view text, std::size_t letters) {
  std::vector<std::string> out(1);
  std::size_t used = 0;
  while (!text.empty()) {
    const auto word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    std::size_t long_by = 0;
    for (const char c : word) long_by += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (used > 0 && used + 1 + long_by > letters) {
      out.emplace_back();
      used = 0;
    }
    if (used > 0) out.back() += ' ';
    out.back() += word;
    used += long_by + (used > 0);
  }
  return out;
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
    top_ = kLineHeight * static_cast<double>(curve.lines.size()) + 16;
    foot_ = top_ + kPlotHeight;
    left_ = kEdge + 6 + kDigit * static_cast<double>(i18n::format_number(Lang::en, scale_.top).size());
    height_ = foot_ + 2 * kLineHeight + 8;
    if (!curve.quiet) return;
    const auto [begin, end] = *curve.quiet;
    CHECK(curve.at.front() <= begin && begin < end && end <= curve.at.back());
    const auto before = static_cast<double>((begin - curve.at.front()).count());
    const auto after = static_cast<double>((curve.at.back() - end).count());
    const double room = kRight - left_ - kCut;
    const double share = before + after > 0 ? before / (before + after) : 0.5;
    cut_left_ = left_ + std::clamp(room * share, kLeastPart, room - kLeastPart);
    cut_right_ = cut_left_ + kCut;
    cut_words_ =
        lines_of(tr(lang,
                    "The axis is cut, since nothing changed from {begin} to {end}. Each side has its "
                    "own scale.",
                    {{"begin", i18n::format_instant_short(lang, begin)},
                     {"end", i18n::format_instant_short(lang, end)}}),
                 kLettersOfLine);
    height_ += kLineHeight * static_cast<double>(cut_words_.size()) + 6;
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

  // Within [from, to], drawn from `left` to `right`.
  static double between(Instant at, Instant from, Instant to, double left, double right) {
    if (to <= from) return right;
    return left + (right - left) * static_cast<double>((at - from).count()) /
                      static_cast<double>((to - from).count());
  }
  double x(Instant at) const {
    if (!curve_.quiet) return between(at, curve_.at.front(), curve_.at.back(), left_, kRight);
    const auto [begin, end] = *curve_.quiet;
    if (at >= end) return between(at, end, curve_.at.back(), cut_right_, kRight);
    return begin <= curve_.at.front() ? left_ : between(at, curve_.at.front(), begin, left_, cut_left_);
  }
  double y(std::uint64_t count) const {
    return foot_ - kPlotHeight * static_cast<double>(count) / static_cast<double>(scale_.top);
  }

  void head() {
    put(R"(<svg xmlns="http://www.w3.org/2000/svg" class="curve" viewBox="0 0 {} {}" role="img" )"
        R"(aria-labelledby="{}-title {}-desc")",
        kWidth, height_, curve_.id, curve_.id);
    if (dress_ == Dress::file) {
      put(R"( width="{}" height="{}" color="#0b4d55" font-family="sans-serif" font-size="12">)", kWidth,
          height_);
    } else {
      out_ += '>';
    }
    put(R"(<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>)", curve_.id, escape(curve_.title),
        curve_.id, escape(curve_.description));
    if (dress_ == Dress::file) put(R"(<rect width="{}" height="{}" fill="#fff"/>)", kWidth, height_);
  }

  std::string_view ink() const { return dress_ == Dress::file ? R"( fill="#1d1b17")" : ""; }
  std::string_view soft() const { return dress_ == Dress::file ? R"( fill="#57524a")" : R"( class="soft")"; }
  std::string_view hairline() const {
    return dress_ == Dress::file ? R"( stroke="#d8d1c3")" : R"( class="rule")";
  }

  void counts() {
    for (std::uint64_t n = 0; n <= scale_.top; n += scale_.step) {
      put(R"(<path{} d="M{} {:.1f}H)", hairline(), left_, y(n));
      if (curve_.quiet) put("{:.1f}M{:.1f} {:.1f}H", cut_left_, cut_right_, y(n));
      put(R"({}"/>)", kRight);
      put(R"(<text{} x="{}" y="{:.1f}" text-anchor="end">{}</text>)", soft(), left_ - 6, y(n) + 4,
          i18n::format_number(lang_, n));
    }
    for (const double at : {cut_left_, cut_right_}) {
      if (curve_.quiet)
        put(R"(<path fill="none" stroke="currentColor" d="M{:.1f} {:.1f}l6 -12"/>)", at - 3, foot_ + 6);
    }
  }

  // The first and the last instant: between them the shape says enough, and the table says the rest.
  void times() {
    double below = foot_ + kLineHeight + 2;
    put(R"(<text{} x="{}" y="{}">{}</text>)", soft(), kEdge, below,
        escape(i18n::format_instant_short(lang_, curve_.at.front())));
    if (curve_.at.size() > 1) {
      put(R"(<text{} x="{}" y="{}" text-anchor="end">{}</text>)", soft(), kRight, below + kLineHeight,
          escape(i18n::format_instant_short(lang_, curve_.at.back())));
    }
    below += 2 * kLineHeight + 6;
    for (const auto& words : cut_words_) {
      put(R"(<text{} x="{}" y="{}">{}</text>)", soft(), kEdge, below, escape(words));
      below += kLineHeight;
    }
  }

  void stroke(std::string_view dash) {
    put(R"(<path fill="none" stroke="currentColor" stroke-width="2.5")");
    if (!dash.empty()) put(R"( stroke-dasharray="{}")", dash);
  }

  void line(const CurveLine& line, std::string_view dash) {
    stroke(dash);
    put(R"( d="M{:.1f} {:.1f})", x(curve_.at.front()), y(line.standing.front()));
    for (std::size_t i = 1; i < curve_.at.size(); ++i) {
      const bool over_the_cut =
          curve_.quiet && curve_.at[i - 1] < curve_.quiet->second && curve_.at[i] >= curve_.quiet->second;
      if (over_the_cut) put("H{:.1f}M{:.1f} {:.1f}", cut_left_, cut_right_, y(line.standing[i - 1]));
      if (line.standing[i] == line.standing[i - 1] && i + 1 < curve_.at.size()) continue;
      put("H{:.1f}V{:.1f}", x(curve_.at[i]), y(line.standing[i]));
    }
    put(R"("/>)");
  }

  // The classes stand above, in the order in which their lines end, each beside a piece of its line.
  void lines() {
    std::vector<std::size_t> order(curve_.lines.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
      return curve_.lines[a].standing.back() > curve_.lines[b].standing.back();
    });
    double at = kLineHeight - 4;
    for (const auto i : order) {
      const auto& one = curve_.lines[i];
      line(one, kDashes[i % kDashes.size()]);
      stroke(kDashes[i % kDashes.size()]);
      put(R"( d="M{} {}h{}"/>)", kEdge, at - 4, kKeyWidth);
      put(R"(<text{} class="name" x="{}" y="{}" font-weight="600">{} · {}</text>)", ink(),
          kEdge + kKeyWidth + 8, at, escape(one.label), i18n::format_number(lang_, one.standing.back()));
      at += kLineHeight;
    }
  }

  const Curve& curve_;
  Lang lang_;
  Dress dress_;
  Scale scale_;
  double top_ = 0, foot_ = 0, left_ = 0, height_ = 0;
  double cut_left_ = 0, cut_right_ = 0;  // if there is a quiet time
  std::vector<std::string> cut_words_;
  std::string out_;
};

}  // namespace

std::string curve_svg(const Curve& curve, Lang lang, Dress dress) {
  CHECK(!curve.at.empty());
  return Drawing(curve, lang, dress).svg();
}

}  // namespace ruban::press
