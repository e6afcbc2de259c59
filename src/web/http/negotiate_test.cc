// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/negotiate.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "web/http/compress.h"

namespace ruban::web {
namespace {

std::string_view language(std::string_view header) { return negotiate_language(header, {"fr", "en"}); }

TEST(Language, The_best_offered_one_is_taken) {
  EXPECT_EQ(language("en"), "en");
  EXPECT_EQ(language("en-GB,en;q=0.9,fr;q=0.8"), "en");
  EXPECT_EQ(language("de, fr-CA;q=0.7, en;q=0.3"), "fr");
  EXPECT_EQ(language("FR;q=0.1 , EN;q=0.2"), "en");
  EXPECT_EQ(language("fr;q=0, *"), "en");
  EXPECT_EQ(language("*;q=0.5, fr;q=0.4"), "en");
}

TEST(Language, Without_a_wish_it_is_the_first) {
  for (const char* header : {"", ",", "de", "frx", "*", "en;q=0", "en;q=2", "en;q=x", "en;q=", "en;q",
                             "en;q=0.00001", "en;q=1.1", "en;q=-1", ";;;", "fr,en"}) {
    EXPECT_EQ(language(header), "fr") << header;
  }
}

TEST(Encoding, Gzip_only_when_it_is_wanted) {
  for (const char* yes :
       {"gzip", "GZIP", "x-gzip", "br, gzip;q=0.1", "*", "deflate;q=0, *;q=0.001", "gzip;q=1.000"}) {
    EXPECT_TRUE(accepts_gzip(yes)) << yes;
  }
  for (const char* no :
       {"", "br", "gzip;q=0", "gzip;q=0.000", "*;q=0", "gzip;q=0, *", "gzipped", "gzip;q=a", "identity"}) {
    EXPECT_FALSE(accepts_gzip(no)) << no;
  }
}

std::string gunzip(std::string_view packed, std::size_t size) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::string out(size + 1, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

TEST(Gzip, Gives_back_what_went_in_and_is_the_same_every_time) {
  std::string page;
  for (int i = 0; i < 5000; ++i) page += "<li>signatory " + std::to_string(i * i) + "</li>";
  for (const std::string& plain : {std::string(), std::string("a"), page}) {
    const auto packed = gzip(plain);
    EXPECT_EQ(gunzip(packed, plain.size()), plain);
    EXPECT_EQ(packed, gzip(plain));
  }
  EXPECT_LT(gzip(page).size(), page.size() / 3);
}

TEST(Gzip, Is_for_text) {
  for (const char* yes : {"text/html; charset=utf-8", "application/json", "application/problem+json",
                          "image/svg+xml", "application/atom+xml"}) {
    EXPECT_TRUE(is_compressible(yes)) << yes;
  }
  for (const char* no : {"", "image/png", "application/octet-stream", "application/pdf"}) {
    EXPECT_FALSE(is_compressible(no)) << no;
  }
}

}  // namespace
}  // namespace ruban::web
