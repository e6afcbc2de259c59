// SPDX-License-Identifier: AGPL-3.0-or-later
#include "press/paper.h"

#include <cairo-pdf.h>
#include <fmt/format.h>

#include "core/check.h"
#include "i18n/format.h"

namespace ruban::press {
namespace {

constexpr double kHead = 40, kFoot = 796;
constexpr Style kHeadStyle{Face::sans, 7.6, 11, false, false, Ink::soft};
constexpr Style kNoticeStyle{Face::sans, 7.6, 11, true, false, Ink::warning};
constexpr double kBetween = 18;

cairo_status_t write_to(void* to, const unsigned char* data, unsigned int size) {
  auto& file = *static_cast<PdfFile*>(to);
  return file.write({reinterpret_cast<const char*>(data), size}) ? CAIRO_STATUS_SUCCESS
                                                                 : CAIRO_STATUS_WRITE_ERROR;
}

}  // namespace

Paper::Paper(const Typefaces& typefaces, const Frame& frame) : Paper(typefaces, frame, std::nullopt, 0) {}

Paper::Paper(const Typefaces& typefaces, const Frame& frame, std::size_t pages, std::ostream& out)
    : Paper(typefaces, frame, PdfFile(out, frame.lang), pages) {}

Paper::Paper(const Typefaces& typefaces, const Frame& frame, std::optional<PdfFile> file, std::size_t pages)
    : typefaces_(typefaces),
      frame_(frame),
      file_(std::move(file)),
      in_all_(pages),
      surface_(file_ ? cairo_pdf_surface_create_for_stream(write_to, &*file_, kPageWidth, kPageHeight)
                     : cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1)),
      context_(cairo_create(surface_.get())) {
  if (file_) {
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, frame_.title.c_str());
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                   format_rfc3339(frame_.made).c_str());
  }
  open("Document");
  begin_page();
}

void Paper::begin_page() {
  ++page_;
  const auto width = kWideRight - kWideLeft;
  double room = width;
  if (!frame_.notice.empty()) {
    const Setting notice(typefaces_, {{frame_.notice, kNoticeStyle}}, {width * 0.6, 0, false, 1});
    notice.draw(cairo(), kWideRight - notice.width(), kHead);
    room -= notice.width() + kBetween;
  }
  const Setting head(typefaces_, {{page_ == 1 ? frame_.first_head : frame_.title, kHeadStyle}},
                     {room, 0, false, 1});
  head.draw(cairo(), kWideLeft, kHead);
  hairline(cairo(), kWideLeft, kWideRight, kHead + 17);
  const auto number = fmt::format("{} / {}", i18n::format_number(frame_.lang, page_),
                                  i18n::format_number(frame_.lang, in_all_));
  const Setting place(typefaces_, {{number, kHeadStyle}}, {width, 0, false, 1});
  place.draw(cairo(), kWideRight - place.width(), kFoot);
  const Setting foot(typefaces_, {{frame_.foot, kHeadStyle}},
                     {width - place.width() - kBetween, 0, false, 1});
  foot.draw(cairo(), kWideLeft, kFoot);
  if (file_) cairo_pdf_surface_set_page_label(surface_.get(), std::to_string(page_).c_str());
}

void Paper::next_page() {
  cairo_show_page(cairo());
  begin_page();
}

void Paper::open(const char* tag) {
  cairo_tag_begin(cairo(), tag, nullptr);
  open_.push_back(tag);
}

void Paper::close() {
  CHECK(!open_.empty());
  cairo_tag_end(cairo(), open_.back());
  open_.pop_back();
}

void Paper::outline(const std::string& title, int level, double y) {
  CHECK(level >= 1);
  if (!file_) return;
  outline_.resize(std::min(outline_.size(), static_cast<std::size_t>(level - 1)));
  const int parent = outline_.empty() ? CAIRO_PDF_OUTLINE_ROOT : outline_.back();
  outline_.push_back(cairo_pdf_surface_add_outline(
      surface_.get(), parent, title.c_str(),
      fmt::format("page={} pos=[0 {}]", page_, static_cast<int>(y)).c_str(), CAIRO_PDF_OUTLINE_FLAG_OPEN));
}

Result<void> Paper::finish() {
  while (!open_.empty()) close();
  cairo_show_page(cairo());
  // In a context that has failed nothing is drawn any more, and nobody is told.
  const auto drawn = cairo_status(cairo());
  CHECK(drawn == CAIRO_STATUS_SUCCESS || drawn == CAIRO_STATUS_WRITE_ERROR);
  cairo_surface_finish(surface_.get());
  if (!file_) return {};
  const auto status = cairo_surface_status(surface_.get());
  CHECK(status == CAIRO_STATUS_SUCCESS || status == CAIRO_STATUS_WRITE_ERROR);
  if (status != CAIRO_STATUS_SUCCESS || !file_->finish())
    return fail(Kind::busy, "The letter can’t be written.");
  return {};
}

}  // namespace ruban::press
