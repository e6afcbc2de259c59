// SPDX-License-Identifier: AGPL-3.0-or-later
#include "press/setting.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"

namespace ruban::press {
namespace {

constexpr std::string_view kLineEnd = " \u2028";  // the space, for who reads the file aloud

double points(int units) { return static_cast<double>(units) / PANGO_SCALE; }

// Cairo writes an address into the file as it is: what would end it there is escaped.
std::string link_attribute(std::string_view address) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&*+,;=%";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out = "uri='";
  for (const char c : address) {
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
    }
  }
  return out + "'";
}

// The least width that takes no more lines and breaks no word.
void balance(PangoLayout* layout) {
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
  const int lines = pango_layout_get_line_count(layout);
  int low = 0, high = pango_layout_get_width(layout);
  const auto holds = [&](int width) {
    pango_layout_set_width(layout, width);
    int taken = 0;
    pango_layout_get_size(layout, &taken, nullptr);
    return taken <= width && pango_layout_get_line_count(layout) <= lines;
  };
  if (holds(high)) {
    while (high - low > PANGO_SCALE) {
      const int middle = low + (high - low) / 2;
      (holds(middle) ? high : low) = middle;
    }
  }
  pango_layout_set_width(layout, high);
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
}

// Pango takes the space away at which it has broken a line. It is put back, without a width: who reads the
// file aloud, or copies from it, needs it between the words.
void keep_spaces(const PangoLayoutLine* line, const char* text) {
  for (const GSList* run = line->runs; run; run = run->next) {
    const auto* item = static_cast<PangoGlyphItem*>(run->data);
    for (int i = 0; i < item->glyphs->num_glyphs; ++i) {
      if (item->glyphs->glyphs[i].glyph != PANGO_GLYPH_EMPTY) continue;
      if (text[item->item->offset + item->glyphs->log_clusters[i]] != ' ') continue;
      hb_codepoint_t space = 0;
      if (hb_font_get_nominal_glyph(pango_font_get_hb_font(item->item->analysis.font), ' ', &space))
        item->glyphs->glyphs[i].glyph = space;
    }
  }
}

}  // namespace

std::string printable(std::string_view text, bool lines) {
  using Text = std::unique_ptr<char, Free<g_free>>;
  const Text valid(g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())));
  std::string out;
  out.reserve(text.size());
  for (const char* at = valid.get(); *at != '\0'; at = g_utf8_next_char(at)) {
    const gunichar c = g_utf8_get_char(at);
    if (c == '\n' && lines) {
      out += kLineEnd;
    } else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029) {
      out += ' ';
    } else if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF) {
      continue;
    } else if ((c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE) {
      out += "\uFFFD";  // no characters: Cairo draws nothing more after one
    } else {
      out.append(at, static_cast<std::size_t>(g_utf8_next_char(at) - at));
    }
  }
  return out;
}

std::string set_apart(std::string text) {
  for (const char* at = text.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
    const gunichar c = g_utf8_get_char(at);
    const bool is_right_to_left = (c >= 0x590 && c < 0x900) || (c >= 0xFB1D && c < 0xFE00) ||
                                  (c >= 0xFE70 && c < 0xFEFF) || (c >= 0x10800 && c < 0x11000) ||
                                  (c >= 0x1E800 && c < 0x1F000);
    if (is_right_to_left)
      return "\u200E\u2068" + text + "\u2069";  // left-to-right mark, first strong isolate
  }
  return text;
}

Setting::Setting(const Typefaces& typefaces, const std::vector<Run>& runs, const Shape& shape)
    : layout_(pango_layout_new(typefaces.context())) {
  CHECK(!runs.empty());
  auto* layout = layout_.get();
  const auto& first = runs.front().style;
  const auto base = Typefaces::font(first);
  pango_layout_set_font_description(layout, base.get());
  std::string text;
  auto* attributes = pango_attr_list_new();
  for (const auto& run : runs) {
    const auto from = static_cast<guint>(text.size());
    text += run.text;
    const auto end = static_cast<guint>(text.size());
    parts_.push_back({static_cast<int>(end), run.style.ink, run.address});
    const auto add = [&](PangoAttribute* attribute) {
      attribute->start_index = from;
      attribute->end_index = end;
      pango_attr_list_insert(attributes, attribute);
    };
    if (!(run.style == first)) add(pango_attr_font_desc_new(Typefaces::font(run.style).get()));
    // No colour is taken from it: it has Pango end a piece where the ink changes.
    if (runs.size() > 1) add(pango_attr_foreground_new(static_cast<guint16>(run.style.ink), 0, 0));
  }
  // A word too long for its line is broken as it is: a hyphen isn't part of a name or an address.
  pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  pango_layout_set_width(layout, static_cast<int>(std::lround(shape.width * PANGO_SCALE)));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_indent(layout, -static_cast<int>(std::lround(shape.hang * PANGO_SCALE)));
  if (shape.centred) pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
  // Left and right change places in a right-to-left paragraph.
  if (shape.at_left && pango_layout_get_direction(layout, 0) == PANGO_DIRECTION_RTL)
    pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
  if (shape.most_lines > 0) {
    pango_layout_set_height(layout, -shape.most_lines);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
  }

  if (shape.is_balanced) balance(layout);

  const double leading = first.leading;
  using Iterator = std::unique_ptr<PangoLayoutIter, Free<pango_layout_iter_free>>;
  const Iterator at(pango_layout_get_iter(layout));
  do {
    auto* line = pango_layout_iter_get_line_readonly(at.get());
    keep_spaces(line, text.c_str());
    PangoRectangle place, ink;
    pango_layout_iter_get_line_extents(at.get(), nullptr, &place);
    pango_layout_line_get_extents(line, &ink, nullptr);
    // Accents upon accents, and scripts taller than ours, get half a line more at a time; and no more than
    // two lines, whatever is heaped up.
    const auto more = [&](double reach, double room) {
      const double over = std::clamp(reach - room - leading / 10, 0.0, 2 * leading);
      return std::ceil(over / (leading / 2)) * (leading / 2);
    };
    const double baseline = leading * 0.74;
    const double above = more(points(-ink.y), baseline);
    const double below = more(points(ink.y + ink.height), leading - baseline);
    lines_.push_back({line, leading + above + below, baseline + above, points(place.x)});
  } while (pango_layout_iter_next_line(at.get()));
}

double Setting::height() const {
  double out = 0;
  for (const auto& line : lines_) out += line.height;
  return out;
}

double Setting::width() const {
  PangoRectangle place;
  pango_layout_get_extents(layout_.get(), nullptr, &place);
  return points(place.width);
}

bool Setting::has_links() const {
  return std::any_of(parts_.begin(), parts_.end(), [](const Part& part) { return !part.address.empty(); });
}

const Setting::Part& Setting::part_at(int offset) const {
  for (const auto& part : parts_) {
    if (offset < part.end) return part;
  }
  return parts_.back();
}

void Setting::draw(cairo_t* cairo, std::size_t line, double x, double y, bool tagged) const {
  const auto& one = lines_[line];
  x += one.indent;
  const char* text = pango_layout_get_text(layout_.get());
  const Part* open = nullptr;
  const auto name = [](const Part& part) { return part.address.empty() ? "Span" : "Link"; };
  const auto close = [&] {
    if (open) cairo_tag_end(cairo, name(*open));
    open = nullptr;
  };
  for (const GSList* run = one.line->runs; run; run = run->next) {
    auto* item = static_cast<PangoGlyphItem*>(run->data);
    const auto& part = part_at(item->item->offset);
    if (tagged && &part != open) {
      close();
      open = &part;
      cairo_tag_begin(cairo, name(part),
                      part.address.empty() ? nullptr : link_attribute(part.address).c_str());
    }
    set_ink(cairo, part.ink);
    cairo_move_to(cairo, x, y + one.baseline);
    pango_cairo_show_glyph_item(cairo, text, item);
    x += points(pango_glyph_string_get_width(item->glyphs));
  }
  close();
}

void Setting::draw(cairo_t* cairo, double x, double y) const {
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    draw(cairo, i, x, y, false);
    y += lines_[i].height;
  }
}

}  // namespace ruban::press
