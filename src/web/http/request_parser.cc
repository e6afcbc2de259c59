// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/request_parser.h"

#include <algorithm>
#include <boost/beast/http/error.hpp>

#include "web/http/text.h"

namespace ruban::web {
namespace {

namespace http = boost::beast::http;

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

Method method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get:
      return Method::get;
    case http::verb::head:
      return Method::head;
    case http::verb::post:
      return Method::post;
    case http::verb::options:
      return Method::options;
    default:
      return Method::other;
  }
}

// RFC 9110 4.2.2: host and optional port, in the characters that RFC 3986 gives them.
bool is_host(std::string_view host) {
  return host.size() <= 255 && std::all_of(host.begin(), host.end(), [](char c) {
           const char low = lower(c);
           return (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') ||
                  std::string_view("-._~!$&'()*+,;=:[]%").find(c) != std::string_view::npos;
         });
}

// RFC 9112 3.2.2: a server takes "http://host/path" too; the authority then stands for Host.
bool split_absolute(std::string_view& target, std::string_view& host) {
  for (std::string_view scheme : {"http://", "https://"}) {
    if (target.size() < scheme.size() || !iequal(target.substr(0, scheme.size()), scheme)) continue;
    target.remove_prefix(scheme.size());
    const auto end = std::min(target.find_first_of("/?"), target.size());
    host = target.substr(0, end);
    target.remove_prefix(end);
    if (target.empty()) target = "/";
    return true;
  }
  return false;
}

}  // namespace

std::size_t head_length(std::string_view bytes, std::size_t seen) {
  const auto from = seen > 3 ? seen - 3 : 0;
  const auto end = bytes.find("\r\n\r\n", from);
  return end == std::string_view::npos ? 0 : end + 4;
}

bool RequestParser::parse_head(std::string_view head) {
  // A line that goes on (obs-fold) is read differently by different servers: RFC 9112 5.2 has it refused.
  for (auto line = head.find('\n'); line != std::string_view::npos && line + 1 < head.size();
       line = head.find('\n', line + 1)) {
    if (head[line + 1] == ' ' || head[line + 1] == '\t') return false;
  }
  body_limit(boost::none);
  header_limit(static_cast<std::uint32_t>(head.size()) + 1);
  Error error;
  const auto used = put({head.data(), head.size()}, error);
  if (error || used != head.size() || !is_header_done()) return false;
  if (head_.is_http11 && !has_host_) return false;
  return is_host(head_.host);
}

Headers RequestParser::headers() const {
  Headers out;
  out.host = head_.host;
  out.accept = head_.accept;
  out.accept_language = head_.accept_language;
  out.accept_encoding = head_.accept_encoding;
  out.content_type = head_.content_type;
  out.cookie = head_.cookie;
  out.if_none_match = head_.if_none_match;
  out.origin = head_.origin;
  out.sec_fetch_site = head_.sec_fetch_site;
  return out;
}

std::optional<std::uint64_t> RequestParser::announced_length() const {
  const auto length = content_length();
  return length ? std::optional<std::uint64_t>(*length) : std::nullopt;
}

RequestParser::Progress RequestParser::parse_body(std::string_view bytes, std::size_t limit,
                                                  std::size_t& taken) {
  taken = 0;
  while (!is_done()) {
    const auto rest = bytes.substr(taken);
    // The shortest end of a chunked body, "0\r\n\r\n", has 5 bytes; Beast asserts that it isn't asked about
    // fewer again.
    if (rest.empty() || (chunked() && rest.size() < 5)) return Progress::more;
    Error error;
    const auto used = put({rest.data(), rest.size()}, error);
    taken += used;
    if (body_.size() > limit) return Progress::too_large;
    if (error == http::error::need_more) {
      if (used == 0) return Progress::more;
    } else if (error) {
      return Progress::malformed;
    }
  }
  return body_.size() > limit ? Progress::too_large : Progress::done;
}

bool RequestParser::set_once(std::string_view& field, Text value) {
  if (!field.empty()) return false;
  field = view(value);
  return true;
}

void RequestParser::on_request_impl(http::verb verb, Text, Text target, int version, Error&) {
  head_.method = method_of(verb);
  head_.target = view(target);
  head_.is_http11 = version == 11;
}

void RequestParser::on_field_impl(http::field field, Text, Text value, Error& error) {
  if (has_head_) return;  // a trailer: nothing of ours is in it
  bool fine = true;
  switch (field) {
    case http::field::host:
      fine = !has_host_;
      has_host_ = true;
      head_.host = view(value);
      break;
    case http::field::content_length:
      fine = !has_length_ && value.find(',') == Text::npos;
      has_length_ = true;
      break;
    case http::field::transfer_encoding:
      fine = head_.is_http11 && iequal(view(value), "chunked");
      break;
    case http::field::expect:
      fine = iequal(view(value), "100-continue");
      head_.expects_continue = true;
      break;
    case http::field::content_type:
      fine = set_once(head_.content_type, value);
      break;
    case http::field::cookie:
      fine = set_once(head_.cookie, value);
      break;
    case http::field::origin:
      fine = set_once(head_.origin, value);
      break;
    case http::field::sec_fetch_site:
      fine = set_once(head_.sec_fetch_site, value);
      break;
    // Of these the first one counts: no more than a preference is lost.
    case http::field::accept:
      set_once(head_.accept, value);
      break;
    case http::field::accept_language:
      set_once(head_.accept_language, value);
      break;
    case http::field::accept_encoding:
      set_once(head_.accept_encoding, value);
      break;
    case http::field::if_none_match:
      set_once(head_.if_none_match, value);
      break;
    default:
      break;
  }
  if (!fine) error = http::error::bad_value;
}

void RequestParser::on_header_impl(Error& error) {
  has_head_ = true;
  std::string_view authority;
  if (split_absolute(head_.target, authority)) {
    head_.host = authority;
    if (authority.empty()) error = http::error::bad_target;
  }
}

std::size_t RequestParser::on_body_impl(Text bytes, Error&) {
  body_.append(bytes.data(), bytes.size());
  return bytes.size();
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, Text bytes, Error&) {
  body_.append(bytes.data(), bytes.size());
  return bytes.size();
}

}  // namespace ruban::web
