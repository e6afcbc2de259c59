// SPDX-License-Identifier: AGPL-3.0-or-later
// RequestParser: one HTTP/1.1 request off the wire, stricter than Beast's parser under it where leniency is
// how requests get smuggled past a proxy (RFC 9112 sections 5.2, 6.1, 6.3, 11.2).
#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "web/http/request.h"

namespace ruban::web {

// Length of the head at the start of `bytes`, empty line included, or 0 if it isn't whole yet. `seen` bytes
// were looked through before.
std::size_t head_length(std::string_view bytes, std::size_t seen = 0);

class RequestParser final : private boost::beast::http::basic_parser<true> {
 public:
  // Header fields by name; they point into the head that was parsed. A field that came twice is refused if
  // two readers could differ on it (Host, Content-Type, Origin …), and joined as its grammar says otherwise.
  struct Head {
    Method method = Method::other;
    std::string_view target;  // of an absolute-form target: its path and query
    bool is_http11 = false;
    std::string_view host, accept, accept_language, accept_encoding, content_type, cookie;
    std::string_view if_none_match, origin, sec_fetch_site;
    bool expects_continue = false;
  };

  // `head` is whole (head_length()). Nothing if it breaks a rule.
  bool parse_head(std::string_view head);
  const Head& head() const { return head_; }
  // Of the head's fields, as text of their own.
  Headers headers() const;
  bool keep_alive() const { return basic_parser::keep_alive(); }

  // What Content-Length says; nothing if the body is chunked or there is none.
  std::optional<std::uint64_t> announced_length() const;
  bool is_done() const { return basic_parser::is_done(); }

  enum class Progress { more, done, too_large, malformed };
  // Takes bytes of the body off the front of `bytes`, and says how many in `taken`. Bodies over `limit` are
  // too_large. `more` with taken == 0 means that the bytes at hand end within a chunk's header or the
  // trailer.
  Progress parse_body(std::string_view bytes, std::size_t limit, std::size_t& taken);
  // Once done.
  std::string take_body() { return std::move(body_); }

 private:
  using Error = boost::beast::error_code;
  using Text = boost::beast::string_view;
  bool set_once(std::string_view& field, Text value);

  void on_request_impl(boost::beast::http::verb verb, Text method, Text target, int version,
                       Error& error) override;
  void on_response_impl(int, Text, int, Error&) override {}
  void on_field_impl(boost::beast::http::field field, Text name, Text value, Error& error) override;
  void on_header_impl(Error& error) override;
  void on_body_init_impl(boost::optional<std::uint64_t> const&, Error&) override {}
  std::size_t on_body_impl(Text bytes, Error& error) override;
  void on_chunk_header_impl(std::uint64_t, Text, Error&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t remaining, Text bytes, Error& error) override;
  void on_finish_impl(Error&) override {}

  Head head_;
  bool has_host_ = false, has_length_ = false, has_head_ = false;
  std::string body_;
};

}  // namespace ruban::web
