// SPDX-License-Identifier: AGPL-3.0-or-later
#include "capture/decode.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "capture/html_tokens.h"
#include "capture/media_type.h"
#include "core/check.h"
#include "core/utf8.h"
#include "fetch/http_message.h"

namespace ruban::capture {
namespace {

struct Encoding {
  const char* icu;
  std::string_view labels;  // between spaces
};

// Of the Encoding standard those that ICU has; the first label of each is the standard's name.
constexpr Encoding kEncodings[] = {
    {"UTF-8", " utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 "},
    {"UTF-16LE", " utf-16le utf-16 utf16 ucs-2 iso-10646-ucs-2 csunicode unicode unicodefeff "},
    {"UTF-16BE", " utf-16be unicodefffe "},
    {"windows-1252",
     " windows-1252 ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 "
     "iso88591 "
     "iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252 x-user-defined "},
    {"windows-1250", " windows-1250 cp1250 x-cp1250 "},
    {"windows-1251", " windows-1251 cp1251 x-cp1251 "},
    {"windows-1253", " windows-1253 cp1253 x-cp1253 "},
    {"windows-1254",
     " windows-1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 "
     "l5 latin5 "
     "x-cp1254 "},
    {"windows-1255", " windows-1255 cp1255 x-cp1255 "},
    {"windows-1256", " windows-1256 cp1256 x-cp1256 "},
    {"windows-1257", " windows-1257 cp1257 x-cp1257 "},
    {"windows-1258", " windows-1258 cp1258 x-cp1258 "},
    {"windows-874", " windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 "},
    {"ISO-8859-2",
     " iso-8859-2 csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2 "},
    {"ISO-8859-3",
     " iso-8859-3 csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3 "},
    {"ISO-8859-4",
     " iso-8859-4 csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4 "},
    {"ISO-8859-5", " iso-8859-5 csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 "},
    {"ISO-8859-6",
     " iso-8859-6 arabic asmo-708 csisolatinarabic ecma-114 iso-ir-127 iso8859-6 iso88596 iso_8859-6 "},
    {"ISO-8859-7",
     " iso-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7 "},
    {"ISO-8859-8",
     " iso-8859-8 csisolatinhebrew hebrew iso-8859-8-e iso-8859-8-i iso-ir-138 iso8859-8 iso88598 logical "
     "visual "},
    {"ISO-8859-10", " iso-8859-10 csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6 "},
    {"ISO-8859-13", " iso-8859-13 iso8859-13 iso885913 "},
    {"ISO-8859-14", " iso-8859-14 iso8859-14 iso885914 "},
    {"ISO-8859-15", " iso-8859-15 csisolatin9 iso8859-15 iso885915 iso_8859-15 l9 "},
    {"KOI8-R", " koi8-r cskoi8r koi koi8 koi8_r "},
    {"KOI8-U", " koi8-u koi8-ru "},
    {"macintosh", " macintosh csmacintosh mac x-mac-roman "},
    {"x-mac-cyrillic", " x-mac-cyrillic x-mac-ukrainian "},
    {"IBM866", " ibm866 866 cp866 csibm866 "},
    {"gb18030", " gb18030 gbk chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk "},
    {"Big5-HKSCS", " big5 big5-hkscs cn-big5 csbig5 x-x-big5 "},
    {"EUC-JP", " euc-jp cseucpkdfmtjapanese x-euc-jp "},
    {"ISO-2022-JP", " iso-2022-jp csiso2022jp "},
    {"windows-31j", " shift_jis csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis "},
    {"windows-949",
     " euc-kr cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 "
     "windows-949 "},
};

struct Close {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

// U+FFFD for everything that doesn't belong, whatever ICU's converter would put there.
void replace(const void*, UConverterToUnicodeArgs* to, const char*, std::int32_t,
             UConverterCallbackReason why, UErrorCode* status) {
  if (why > UCNV_IRREGULAR) return;
  *status = U_ZERO_ERROR;
  constexpr UChar kReplacement = 0xFFFD;
  ucnv_cbToUWriteUChars(to, &kReplacement, 1, 0, status);
}

// What a page says of itself in its meta elements; they are read as ASCII, which they are in every encoding
// that can be named in this way.
std::optional<std::string> declared_in_meta(std::string_view bytes) {
  HtmlTokens tokens(bytes.substr(0, 1'024), HtmlTokens::Syntax::html);
  while (tokens.next()) {
    const auto& token = tokens.token();
    if (token.what != HtmlToken::What::start || token.name != "meta") continue;
    std::string label(token.value("charset").value_or(""));
    if (label.empty() && fetch::lower_case(token.value("http-equiv").value_or("")) == "content-type")
      label = parse_media_type(token.value("content").value_or("")).charset;
    if (auto encoding = encoding_of(label)) return encoding;
  }
  return std::nullopt;
}

// <?xml version="1.0" encoding="…"?>
std::optional<std::string> declared_in_xml(std::string_view bytes) {
  if (!bytes.starts_with("<?xml")) return std::nullopt;
  bytes = bytes.substr(0, std::min<std::size_t>(bytes.find("?>"), 1'024));
  const auto at = bytes.find("encoding");
  if (at == std::string_view::npos) return std::nullopt;
  const auto open = bytes.find_first_of("\"'", at);
  if (open == std::string_view::npos) return std::nullopt;
  return encoding_of(bytes.substr(open + 1, bytes.find(bytes[open], open + 1) - open - 1));
}

// CR LF and CR alone end a line as LF does.
void make_line_ends_one(std::string& text) {
  if (text.find('\r') == std::string::npos) return;
  auto to = text.begin();
  for (auto from = text.begin(); from != text.end(); ++from) {
    const bool pair = *from == '\r' && from + 1 != text.end() && from[1] == '\n';
    if (!pair) *to++ = *from == '\r' ? '\n' : *from;
  }
  text.erase(to, text.end());
}

}  // namespace

std::optional<std::string> encoding_of(std::string_view label) {
  const auto small = fetch::lower_case(label);
  const auto begin = small.find_first_not_of(" \t\r\n\f");
  if (begin == std::string::npos) return std::nullopt;
  const auto word = small.substr(begin, small.find_last_not_of(" \t\r\n\f") + 1 - begin);
  if (word.find(' ') != std::string::npos) return std::nullopt;
  const auto* found = std::ranges::find_if(kEncodings, [&](const Encoding& one) {
    return one.labels.find(" " + word + " ") != std::string_view::npos;
  });
  if (found == std::ranges::end(kEncodings)) return std::nullopt;
  return found->icu;
}

std::string find_encoding(std::string_view bytes, std::string_view charset, bool has_markup) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return "UTF-8";
  if (bytes.starts_with("\xFE\xFF")) return "UTF-16BE";
  if (bytes.starts_with("\xFF\xFE")) return "UTF-16LE";
  if (auto said = encoding_of(charset)) return *said;
  if (has_markup) {
    auto declared = declared_in_meta(bytes);
    if (!declared) declared = declared_in_xml(bytes);
    // It couldn't be read there if it were.
    if (declared) return declared->starts_with("UTF-16") ? "UTF-8" : *declared;
  }
  return is_utf8(bytes) ? "UTF-8" : "windows-1252";
}

std::string decode(std::string_view bytes, const std::string& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, Close> converter(ucnv_open(encoding.c_str(), &status));
  CHECK(U_SUCCESS(status));
  ucnv_setToUCallBack(converter.get(), replace, nullptr, nullptr, nullptr, &status);
  CHECK(U_SUCCESS(status));
  std::string out;
  out.reserve(bytes.size());
  std::vector<UChar> piece(1U << 15);
  const auto* from = bytes.data();
  std::ptrdiff_t held = 0;  // the first half of a pair, from the last piece
  do {
    status = U_ZERO_ERROR;
    auto* to = piece.data() + held;
    ucnv_toUnicode(converter.get(), &to, piece.data() + piece.size(), &from, bytes.data() + bytes.size(),
                   nullptr, true, &status);
    CHECK(U_SUCCESS(status) || status == U_BUFFER_OVERFLOW_ERROR);
    auto size = to - piece.data();
    held = status == U_BUFFER_OVERFLOW_ERROR && size > 0 &&
           U16_IS_LEAD(piece[static_cast<std::size_t>(size - 1)]);
    const auto last = size > 0 ? piece[static_cast<std::size_t>(size - 1)] : UChar{};
    size -= held;
    icu::UnicodeString(false, piece.data(), static_cast<std::int32_t>(size)).toUTF8String(out);
    if (held) piece[0] = last;
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  make_line_ends_one(out);
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (out.starts_with(kMark)) out.erase(0, kMark.size());
  return out;
}

}  // namespace ruban::capture
