// SPDX-License-Identifier: AGPL-3.0-or-later
#include "press/typeface.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>

#include <cmath>
#include <string>

#include "core/check.h"

namespace ruban::press {
namespace {

// Charis is the free offspring of Charter, the letter's face on the screen. The families behind the first are
// asked in this order for the scripts that it lacks.
constexpr const char* kSerif =
    "Charis SIL,Charter,Noto Serif,Noto Sans Arabic,Noto Serif Hebrew,Noto Serif Devanagari,Noto Serif CJK "
    "SC,"
    "DejaVu Serif,DejaVu Sans,Symbola,serif";
constexpr const char* kSans = "Noto Sans,Noto Sans Arabic,Noto Sans CJK SC,DejaVu Sans,Symbola,sans-serif";
constexpr const char* kMono = "DejaVu Sans Mono,Noto Sans Mono,monospace";

constexpr const char* kWithout =
    R"(<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><selectfont><rejectfont>
<pattern><patelt name="color"><bool>true</bool></patelt></pattern>
<pattern><patelt name="scalable"><bool>false</bool></patelt></pattern>
<pattern><patelt name="family"><string>Noto Nastaliq Urdu</string></patelt></pattern>
</rejectfont></selectfont></fontconfig>)";

using FontConfig = std::unique_ptr<FcConfig, Free<FcConfigDestroy>>;
using FontOptions = std::unique_ptr<cairo_font_options_t, Free<cairo_font_options_destroy>>;

// Read once, and never changed: fontconfig is slow to read it, and doesn't give all of it back.
FcConfig* fonts_of_machine() {
  static const FontConfig fonts = [] {
    FontConfig config(FcConfigCreate());
    FcConfigParseAndLoad(config.get(), nullptr, FcFalse);
    CHECK(FcConfigParseAndLoadFromMemory(config.get(), reinterpret_cast<const FcChar8*>(kWithout), FcTrue));
    FcConfigBuildFonts(config.get());
    return config;
  }();
  return fonts.get();
}

const char* families(Face face) {
  switch (face) {
    case Face::serif:
      return kSerif;
    case Face::sans:
      return kSans;
    case Face::mono:
      return kMono;
  }
  CHECK(false);
}

}  // namespace

Typefaces::Typefaces(i18n::Lang lang)
    : map_(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)),
      context_(pango_font_map_create_context(map_.get())) {
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map_.get()), fonts_of_machine());
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map_.get()), 72);  // a point is a unit
  pango_context_set_language(context_.get(),
                             pango_language_from_string(std::string(i18n::tag(lang)).c_str()));
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
  const FontOptions options(cairo_font_options_create());
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_.get(), options.get());
}

Font Typefaces::font(const Style& style) {
  Font font(pango_font_description_new());
  pango_font_description_set_family_static(font.get(), families(style.face));
  pango_font_description_set_size(font.get(), static_cast<int>(std::lround(style.size * PANGO_SCALE)));
  pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style(font.get(), style.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  return font;
}

// The colours of static/ruban.css.
void set_ink(cairo_t* cairo, Ink ink) {
  const auto set = [&](int red, int green, int blue) {
    cairo_set_source_rgb(cairo, red / 255.0, green / 255.0, blue / 255.0);
  };
  switch (ink) {
    case Ink::black:
      return set(0x1d, 0x1b, 0x17);
    case Ink::soft:
      return set(0x57, 0x52, 0x4a);
    case Ink::accent:
      return set(0x0b, 0x4d, 0x55);
    case Ink::warning:
      return set(0x8a, 0x2b, 0x0b);
  }
  CHECK(false);
}

void hairline(cairo_t* cairo, double left, double right, double y) {
  cairo_save(cairo);
  cairo_set_source_rgb(cairo, 0xd8 / 255.0, 0xd1 / 255.0, 0xc3 / 255.0);
  cairo_set_line_width(cairo, 0.6);
  cairo_move_to(cairo, left, y);
  cairo_line_to(cairo, right, y);
  cairo_stroke(cairo);
  cairo_restore(cairo);
}

}  // namespace ruban::press
