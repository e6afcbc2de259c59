// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/catalogue.h"

#include "core/check.h"
#include "embedded/ruban_po.h"
#include "i18n/typography.h"

namespace ruban::i18n {
namespace {

constexpr std::uint32_t kMagic = 0x950412de;
constexpr char kContextEnd = '\x04';  // between msgctxt and msgid

std::uint32_t read_u32(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  }
  return value;
}

// The string that the table row at `at` (length, offset) describes.
Result<std::string_view> read_string(std::string_view mo, std::size_t at) {
  if (at > mo.size() || mo.size() - at < 8) return fail(Kind::invalid, "The catalogue is cut short.");
  const std::size_t length = read_u32(mo, at);
  const std::size_t offset = read_u32(mo, at + 4);
  if (offset > mo.size() || mo.size() - offset < length)
    return fail(Kind::invalid, "The catalogue is cut short.");
  return mo.substr(offset, length);
}

std::string key_of(std::string_view context, std::string_view msgid) {
  std::string key(context);
  if (!context.empty()) key += kContextEnd;
  return key += msgid;
}

std::size_t plural_form(Lang lang, std::uint64_t n) {
  switch (lang) {
    case Lang::fr:
      return n > 1 ? 1 : 0;
    case Lang::en:
      return n != 1 ? 1 : 0;
  }
  CHECK(false);
}

std::string_view mo_of(Lang lang) {
  const std::string name = std::string(tag(lang)) + ".mo";
  for (const auto& file : embedded::ruban_po()) {
    if (file.name == name) return file.bytes;
  }
  CHECK(false);
}

}  // namespace

Result<Catalogue> Catalogue::parse(Lang lang, std::string_view mo) {
  if (mo.size() < 20 || read_u32(mo, 0) != kMagic || read_u32(mo, 4) != 0) {
    return fail(Kind::invalid, "These bytes aren't a catalogue.");
  }
  const std::size_t count = read_u32(mo, 8), originals = read_u32(mo, 12), translations = read_u32(mo, 16);
  Catalogue catalogue(lang);
  for (std::size_t i = 0; i < count; ++i) {
    const auto original = TRY(read_string(mo, originals + 8 * i));
    auto translation = TRY(read_string(mo, translations + 8 * i));
    // The forms of a plural are separated by NUL, in the original too: its first is the key.
    std::vector<std::string> forms;
    while (true) {
      const auto end = translation.find('\0');
      forms.push_back(typeset(lang, translation.substr(0, end)));
      if (end == std::string_view::npos) break;
      translation.remove_prefix(end + 1);
    }
    const auto key = original.substr(0, original.find('\0'));
    if (!key.empty()) catalogue.messages_.emplace(key, std::move(forms));
  }
  return catalogue;
}

const Catalogue& Catalogue::of(Lang lang) {
  static const auto load = [](Lang which) {
    auto catalogue = parse(which, mo_of(which));
    CHECK(catalogue.has_value());
    return *std::move(catalogue);
  };
  static const Catalogue french = load(Lang::fr), english = load(Lang::en);
  return lang == Lang::fr ? french : english;
}

std::string_view Catalogue::find(std::string_view context, std::string_view msgid) const {
  const auto found = messages_.find(key_of(context, msgid));
  return found == messages_.end() ? msgid : std::string_view(found->second.front());
}

std::string_view Catalogue::find_plural(std::string_view one, std::string_view many, std::uint64_t n) const {
  const auto found = messages_.find(std::string(one));
  const auto form = plural_form(lang_, n);
  if (found == messages_.end() || form >= found->second.size()) return n == 1 ? one : many;
  return found->second[form];
}

bool Catalogue::has(std::string_view context, std::string_view msgid) const {
  return messages_.contains(key_of(context, msgid));
}

}  // namespace ruban::i18n
