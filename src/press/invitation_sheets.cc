// SPDX-License-Identifier: AGPL-3.0-or-later
#include "press/invitation_sheets.h"

#include <cairo-pdf.h>

#include <algorithm>

#include "i18n/tr.h"
#include "press/pango_handles.h"
#include "press/qr_drawing.h"

namespace ruban::press {
namespace {

// In points of 1/72 inch. A4, two columns of four slips.
constexpr double kWidth = 595.28, kHeight = 841.89, kMargin = 28, kInside = 12;
constexpr int kColumns = 2, kRows = 4;
constexpr double kSlipWidth = (kWidth - 2 * kMargin) / kColumns;
constexpr double kSlipHeight = (kHeight - 2 * kMargin) / kRows;
constexpr double kQrSide = 104;

cairo_status_t write_to(void* to, const unsigned char* data, unsigned int size) {
  auto& out = *static_cast<std::ostream*>(to);
  out.write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  return out ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

// The code in lines of four groups, where a slip has room for them.
std::string in_lines(const std::string& code) {
  constexpr std::size_t kGroups = 4, kGroup = 5;
  auto out = code;
  for (auto at = kGroups * kGroup - 1; at < out.size(); at += kGroups * kGroup) out[at] = '\n';
  return out;
}

class Page {
 public:
  Page(cairo_t* cairo, const InvitationSheets& sheets, i18n::Lang lang)
      : cairo_(cairo),
        sheets_(sheets),
        advice_(
            i18n::tr(lang,
                     "With this code you can sign the letter. Everybody on the list got one; having it says "
                     "nothing of whether you have signed. It works once: give it to nobody.")) {}

  Result<void> draw(const InvitationSlip& slip, double x, double y) {
    const auto picture = TRY(qr_code(sheets_.address + "#code=" + slip.code));
    const double text_width = kSlipWidth - 3 * kInside - kQrSide;
    const double left = x + kInside;
    double top = y + kInside;
    top += write(slip.person, "Sans Bold 11", left, top, kSlipWidth - 2 * kInside, 1) + 2;
    top += write(sheets_.title, "Sans Italic 10", left, top, kSlipWidth - 2 * kInside, 2) + 6;
    draw_qr(cairo_, picture, x + kSlipWidth - kInside - kQrSide, top, kQrSide);
    top += write(in_lines(slip.code), "Monospace Bold 10", left, top, text_width, 2) + 5;
    top += write(sheets_.address, "Sans 8", left, top, text_width, 4) + 5;
    write(advice_, "Sans 8", left, top, text_width, 9);
    cut(x, y);
    return {};
  }

 private:
  // Returns the height that it took.
  double write(const std::string& text, const char* font, double x, double y, double width, int most_lines) {
    if (text.empty()) return 0;
    const Layout layout(pango_cairo_create_layout(cairo_));
    pango_cairo_context_set_resolution(pango_layout_get_context(layout.get()), 72);  // a point is a unit
    const Font description(pango_font_description_from_string(font));
    pango_layout_set_font_description(layout.get(), description.get());
    pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_height(layout.get(), -most_lines);
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    cairo_move_to(cairo_, x, y);
    pango_cairo_show_layout(cairo_, layout.get());
    int height = 0;
    pango_layout_get_size(layout.get(), nullptr, &height);
    return static_cast<double>(height) / PANGO_SCALE;
  }

  void cut(double x, double y) {
    constexpr double kDashes[] = {2, 3};
    cairo_save(cairo_);
    cairo_set_source_rgb(cairo_, 0.6, 0.6, 0.6);
    cairo_set_line_width(cairo_, 0.5);
    cairo_set_dash(cairo_, kDashes, 2, 0);
    cairo_rectangle(cairo_, x, y, kSlipWidth, kSlipHeight);
    cairo_stroke(cairo_);
    cairo_restore(cairo_);
  }

  cairo_t* cairo_;
  const InvitationSheets& sheets_;
  std::string advice_;
};

}  // namespace

Result<void> write_sheets(const InvitationSheets& sheets, i18n::Lang lang, std::ostream& out) {
  const Surface surface(cairo_pdf_surface_create_for_stream(write_to, &out, kWidth, kHeight));
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, sheets.title.c_str());
  const Context context(cairo_create(surface.get()));
  Page page(context.get(), sheets, lang);
  int place = 0;
  for (const auto& slip : sheets.slips) {
    if (place == kColumns * kRows) {
      cairo_show_page(context.get());
      place = 0;
    }
    TRY(page.draw(slip, kMargin + place % kColumns * kSlipWidth, kMargin + place / kColumns * kSlipHeight));
    ++place;
  }
  if (place > 0) cairo_show_page(context.get());
  cairo_surface_finish(surface.get());
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS || !out.flush())
    return fail(Kind::busy, "The sheets can’t be written.");
  return {};
}

}  // namespace ruban::press
