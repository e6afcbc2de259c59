// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/claims.h"

#include <boost/json.hpp>

namespace ruban::audit {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxJson = std::size_t{16} * 1024 * 1024;

Result<json::value> read(std::string_view text) {
  if (text.size() > kMaxJson) return fail(Kind::too_large, "This answer of the server is too long.");
  boost::system::error_code error;
  auto out = json::parse({text.data(), text.size()}, error);
  if (error) return fail(Kind::invalid, "This answer of the server isn't JSON.");
  return out;
}

tl::unexpected<Error> wrong(std::string_view member) {
  return fail(Kind::invalid, "This answer of the server lacks something, or has it in another form.",
              std::string(member));
}

// The member of an object; fails if `value` is no object or lacks it.
Result<const json::value*> member(const json::value& value, std::string_view name) {
  const auto* object = value.if_object();
  const auto* out = object == nullptr ? nullptr : object->if_contains({name.data(), name.size()});
  if (out == nullptr) return wrong(name);
  return out;
}

Result<std::uint64_t> integer(const json::value& value, std::string_view name) {
  const auto* found = TRY(member(value, name));
  if (const auto* number = found->if_int64(); number != nullptr && *number >= 0) {
    return static_cast<std::uint64_t>(*number);
  }
  return wrong(name);
}

Result<std::string> string(const json::value& value, std::string_view name) {
  const auto* found = TRY(member(value, name));
  const auto* text = found->if_string();
  if (text == nullptr) return wrong(name);
  return std::string(text->data(), text->size());
}

template <class F>
Result<F> fixed(const json::value& value, std::string_view name) {
  auto out = fixed_from_base64<F>(TRY(string(value, name)));
  if (!out) return wrong(name);
  return *out;
}

Result<const json::array*> array(const json::value& value, std::string_view name) {
  const auto* found = TRY(member(value, name));
  if (const auto* out = found->if_array()) return out;
  return wrong(name);
}

Result<bool> is_null(const json::value& value, std::string_view name) {
  const auto* found = TRY(member(value, name));
  return found->is_null();
}

Result<ClaimedClass> read_class(const json::value& value) {
  ClaimedClass out;
  out.name = TRY(string(value, "class"));
  for (const auto& issuer : *TRY(array(value, "issuers"))) {
    if (!issuer.is_string()) return wrong("issuers");
    out.issuers.emplace_back(issuer.get_string().data(), issuer.get_string().size());
  }
  const auto* standing = TRY(member(value, "standing"));
  out.named = TRY(integer(*standing, "named"));
  out.anon = TRY(integer(*standing, "anon"));
  out.withdrawn = TRY(integer(value, "withdrawn"));
  out.taken_down = TRY(integer(value, "taken_down"));
  // Only letters with a pledge have it.
  if (value.get_object().contains("kept")) out.kept = TRY(integer(value, "kept"));
  return out;
}

Result<ListedSignature> read_signature(const json::value& value) {
  ListedSignature out;
  out.index = TRY(integer(value, "index"));
  out.issuer = TRY(string(value, "issuer"));
  out.mode = TRY(string(value, "mode"));
  out.state = TRY(string(value, "state"));
  if (!TRY(is_null(value, "payload"))) {
    const auto payload = from_base64(TRY(string(value, "payload")));
    if (!payload) return wrong("payload");
    out.payload = as_text(*payload);
  }
  if (!TRY(is_null(value, "salt"))) out.salt = TRY(fixed<Salt>(value, "salt"));
  return out;
}

}  // namespace

Result<std::vector<ListedLetter>> parse_letter_list(std::string_view text) {
  const auto value = TRY(read(text));
  const auto* letters = value.is_array() ? &value.get_array() : TRY(array(value, "letters"));
  std::vector<ListedLetter> out;
  for (const auto& letter : *letters) {
    ListedLetter listed;
    listed.letter = TRY(fixed<LetterId>(letter, "letter"));
    listed.slug = TRY(string(letter, "slug"));
    listed.version = TRY(integer(letter, "version"));
    out.push_back(std::move(listed));
  }
  return out;
}

Result<ClaimedCount> parse_count(std::string_view text) {
  const auto value = TRY(read(text));
  ClaimedCount out;
  out.letter = TRY(fixed<LetterId>(value, "letter"));
  out.slug = TRY(string(value, "slug"));
  out.version = TRY(integer(value, "version"));
  out.size = TRY(integer(value, "size"));
  for (const auto& of_class : *TRY(array(value, "classes"))) out.classes.push_back(TRY(read_class(of_class)));
  return out;
}

Result<SignaturePage> parse_signature_page(std::string_view text) {
  const auto value = TRY(read(text));
  SignaturePage out;
  out.letter = TRY(fixed<LetterId>(value, "letter"));
  out.size = TRY(integer(value, "size"));
  for (const auto& signature : *TRY(array(value, "signatures"))) {
    out.signatures.push_back(TRY(read_signature(signature)));
  }
  if (!TRY(is_null(value, "next"))) out.next = TRY(integer(value, "next"));
  return out;
}

}  // namespace ruban::audit
