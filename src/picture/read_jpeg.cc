// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/read_jpeg.h"

#include <csetjmp>
#include <cstdio>  // jpeglib.h needs it before itself

#include <jerror.h>
#include <jpeglib.h>

#include "picture/orientation.h"
#include "picture/refusal.h"

namespace ruban::picture {
namespace {

constexpr int kMostScans = 64;
constexpr long kMostMemory = 360'000'000;  // of libjpeg: the coefficients of the largest progressive picture

struct Errors : jpeg_error_mgr {
  std::jmp_buf escape;
};

[[noreturn]] void leave(j_common_ptr decoder) { std::longjmp(static_cast<Errors*>(decoder->err)->escape, 1); }

// A picture that libjpeg would repair by guessing is damaged, and whoever sent it should look at it again.
// Rubbish between segments, and versions of JFIF and Adobe that it doesn't know, are as common as harmless.
void on_message(j_common_ptr decoder, int level) {
  if (level >= 0) return;  // a trace
  const int code = decoder->err->msg_code;
  if (code != JWRN_EXTRANEOUS_DATA && code != JWRN_JFIF_MAJOR && code != JWRN_ADOBE_XFORM) leave(decoder);
}

void count_scans(j_common_ptr decoder) {
  if (reinterpret_cast<j_decompress_ptr>(decoder)->input_scan_number > kMostScans) leave(decoder);
}

// libjpeg leaves by longjmp: what runs in guarded() owns nothing that would have to be destroyed on the way.
class Decoder {
 public:
  Decoder() {
    jpeg_.err = jpeg_std_error(&errors_);
    errors_.error_exit = leave;
    errors_.emit_message = on_message;
    progress_.progress_monitor = count_scans;
    jpeg_create_decompress(&jpeg_);
    jpeg_.progress = &progress_;
    jpeg_.mem->max_memory_to_use = kMostMemory;
  }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  ~Decoder() { jpeg_destroy_decompress(&jpeg_); }

  jpeg_decompress_struct& operator*() { return jpeg_; }
  jpeg_decompress_struct* operator->() { return &jpeg_; }

  template <class Step>
  bool guarded(const Step& step) {
    if (setjmp(errors_.escape) != 0) return false;
    step();
    return true;
  }

 private:
  Errors errors_{};
  jpeg_progress_mgr progress_{};
  jpeg_decompress_struct jpeg_{};
};

int orientation_in(const jpeg_saved_marker_ptr markers) {
  constexpr std::string_view kExif("Exif\0\0", 6);
  for (auto marker = markers; marker != nullptr; marker = marker->next) {
    const ByteView bytes(marker->data, marker->data_length);
    if (as_text(bytes).starts_with(kExif)) return orientation_of(bytes.subspan(kExif.size()));
  }
  return 1;
}

// Without a colour profile, which would say what the inks look like: white paper minus what each of them
// takes away. Adobe's programs, and most others after them, store how much ink is missing.
void rgb_of_cmyk(ByteView cmyk, bool missing, std::span<std::uint8_t> rgb) {
  for (std::size_t x = 0; 3 * x < rgb.size(); ++x) {
    const auto light = [&](std::size_t ink) -> unsigned {
      return missing ? cmyk[4 * x + ink] : 255U - cmyk[4 * x + ink];
    };
    for (std::size_t c = 0; c < 3; ++c)
      rgb[3 * x + c] = static_cast<std::uint8_t>((light(c) * light(3) + 127) / 255);
  }
}

}  // namespace

Result<Picture> read_jpeg(ByteView file) {
  Decoder jpeg;
  const bool has_header = jpeg.guarded([&] {
    jpeg_mem_src(&*jpeg, file.data(), static_cast<unsigned long>(file.size()));
    jpeg_save_markers(&*jpeg, JPEG_APP0 + 1, 0xFFFF);
    jpeg_read_header(&*jpeg, TRUE);
  });
  if (!has_header) return refuse(Refusal::damaged);
  TRY(check_size(jpeg->image_width, jpeg->image_height));
  const int orientation = orientation_in(jpeg->marker_list);  // which is freed with the last line of pixels

  const bool inks = jpeg->num_components == 4;
  jpeg->out_color_space = inks ? JCS_CMYK : JCS_RGB;
  Picture picture(static_cast<int>(jpeg->image_width), static_cast<int>(jpeg->image_height), Format::jpeg);
  Bytes cmyk(inks ? 4 * std::size_t{jpeg->image_width} : 0);
  const bool has_pixels = jpeg.guarded([&] {
    jpeg_start_decompress(&*jpeg);
    while (jpeg->output_scanline < jpeg->output_height) {
      const auto to = picture.row(static_cast<int>(jpeg->output_scanline));
      JSAMPROW line = inks ? cmyk.data() : to.data();
      jpeg_read_scanlines(&*jpeg, &line, 1);
      if (inks) rgb_of_cmyk(cmyk, jpeg->saw_Adobe_marker == TRUE, to);
    }
    jpeg_finish_decompress(&*jpeg);
  });
  if (!has_pixels) return refuse(Refusal::damaged);
  return upright(std::move(picture), orientation);
}

}  // namespace ruban::picture
