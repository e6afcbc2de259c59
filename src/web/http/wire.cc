// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/wire.h"

#include "crypto/sha256.h"
#include "web/http/compress.h"
#include "web/http/security_headers.h"
#include "web/http/text.h"

namespace ruban::web {
namespace {

void add_line(std::string& out, std::string_view name, std::string_view value) {
  // A value with a line break would let its author write headers of their own.
  if (value.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos) return;
  out.append(name).append(": ").append(value).append("\r\n");
}

void add_etag(std::string& out, const Response& response, bool gzipped) {
  if (response.etag.empty()) return;
  out.append("ETag: \"").append(response.etag).append(gzipped ? "-gz\"\r\n" : "\"\r\n");
}

// One Vary line, whether the handler names fields or we do.
void add_vary(std::string& out, const Response& response) {
  std::string fields = may_compress(response) ? "Accept-Encoding" : "";
  for (const auto& [name, value] : response.headers) {
    if (!iequal(name, "Vary")) continue;
    if (!fields.empty()) fields += ", ";
    fields += value;
  }
  if (!fields.empty()) add_line(out, "Vary", fields);
}

}  // namespace

std::string head_of(const Response& response, std::size_t length, bool gzipped) {
  std::string out;
  out.reserve(1024);
  if (!response.content_type.empty()) add_line(out, "Content-Type", response.content_type);
  if (response.status != 204 && response.status != 304)
    add_line(out, "Content-Length", std::to_string(length));
  if (gzipped) out.append("Content-Encoding: gzip\r\n");
  add_etag(out, response, gzipped);
  add_vary(out, response);
  for (const auto& [name, value] : response.headers) {
    if (!iequal(name, "Vary")) add_line(out, name, value);
  }
  out.append(security_headers(response.surface));
  return out;
}

std::string not_modified_head_of(const Response& response, bool gzipped) {
  std::string out;
  add_etag(out, response, gzipped);
  add_vary(out, response);
  out.append(security_headers(response.surface));
  return out;
}

bool has_version(std::string_view if_none_match, std::string_view etag) {
  if (etag.empty() || if_none_match.empty()) return false;
  bool found = false;
  for_each_element(if_none_match, ',', [&](std::string_view tag) {
    if (tag == "*") found = true;
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag.size() < 2 || tag.front() != '"' || tag.back() != '"') return;
    tag = tag.substr(1, tag.size() - 2);
    if (tag.ends_with("-gz")) tag.remove_suffix(3);
    if (tag == etag) found = true;
  });
  return found;
}

std::string etag_of(std::string_view body) { return to_hex(ByteView(crypto::sha256(body).bytes).first(8)); }

bool may_compress(const Response& response) {
  constexpr std::size_t kWorthIt = 512;
  if (!is_public(response.surface) || !is_compressible(response.content_type)) return false;
  return response.body.view().size() >= kWorthIt;
}

}  // namespace ruban::web
