// SPDX-License-Identifier: AGPL-3.0-or-later
#include "capture/element.h"

#include <unordered_map>

namespace ruban::capture {
namespace {

using Raw = HtmlTokens::Raw;
using enum Element::Trait;

constexpr unsigned kSection = kBlock | kEndsParagraph | kSpecial;
constexpr unsigned kOldSection = kSection | kBreaksOut;  // those that SVG was made with in mind
constexpr unsigned kTable = kBlock | kSpecial;
constexpr unsigned kUnseen = kNoText | kSpecial;

constexpr Element kElements[] = {
    // Parts of a page.
    {"address", kSection},
    {"article", kSection},
    {"aside", kSection},
    {"blockquote", kOldSection},
    {"center", kOldSection},
    {"details", kSection},
    {"dialog", kSection},
    {"dir", kSection},
    {"div", kOldSection},
    {"dl", kOldSection},
    {"fieldset", kSection},
    {"figcaption", kSection},
    {"figure", kSection},
    {"footer", kSection},
    {"form", kSection},
    {"header", kSection},
    {"hgroup", kSection},
    {"legend", kBlock},
    {"main", kSection},
    {"menu", kOldSection},
    {"nav", kSection},
    {"ol", kOldSection},
    {"p", kOldSection},
    {"search", kSection},
    {"section", kSection},
    {"summary", kSection},
    {"ul", kOldSection},
    {"h1", kOldSection, BlockKind::heading},
    {"h2", kOldSection, BlockKind::heading},
    {"h3", kOldSection, BlockKind::heading},
    {"h4", kOldSection, BlockKind::heading},
    {"h5", kOldSection, BlockKind::heading},
    {"h6", kOldSection, BlockKind::heading},
    {"li", kOldSection, BlockKind::item},
    {"dt", kOldSection, BlockKind::item},
    {"dd", kOldSection, BlockKind::item},
    {"option", kBlock, BlockKind::item},
    {"optgroup", kBlock},
    {"select", kBlock | kSpecial},
    {"pre", kOldSection, BlockKind::preformatted},
    {"listing", kOldSection, BlockKind::preformatted},
    {"xmp", kSection, BlockKind::preformatted, Raw::text},
    {"plaintext", kSection, BlockKind::preformatted, Raw::rest},
    {"textarea", kBlock | kSpecial, BlockKind::preformatted, Raw::title},
    {"hr", kBlock | kVoid | kEndsParagraph | kBreaksOut},
    // Tables.
    {"table", kTable | kEndsParagraph | kScope | kBreaksOut},
    {"tbody", kTable},
    {"thead", kTable},
    {"tfoot", kTable},
    {"tr", kTable},
    {"td", kTable | kScope, BlockKind::cell},
    {"th", kTable | kScope, BlockKind::cell},
    {"caption", kTable | kScope, BlockKind::cell},
    // In a line.
    {"a", kFormatting},
    {"b", kFormatting | kBreaksOut},
    {"big", kFormatting | kBreaksOut},
    {"code", kFormatting | kBreaksOut},
    {"em", kFormatting | kBreaksOut},
    {"font", kFormatting},
    {"i", kFormatting | kBreaksOut},
    {"nobr", kFormatting | kBreaksOut},
    {"s", kFormatting | kBreaksOut},
    {"small", kFormatting | kBreaksOut},
    {"strike", kFormatting | kBreaksOut},
    {"strong", kFormatting | kBreaksOut},
    {"tt", kFormatting | kBreaksOut},
    {"u", kFormatting | kBreaksOut},
    {"ruby", kBreaksOut},
    {"span", kBreaksOut},
    {"sub", kBreaksOut},
    {"sup", kBreaksOut},
    {"var", kBreaksOut},
    {"button", kBlock | kSpecial},
    {"marquee", kSpecial | kScope},
    {"area", kVoid},
    {"base", kVoid},
    {"basefont", kVoid},
    {"bgsound", kVoid},
    {"br", kVoid | kBreaksOut},
    {"col", kVoid},
    {"embed", kVoid | kBreaksOut},
    {"frame", kVoid},
    {"img", kVoid | kBreaksOut},
    {"input", kVoid},
    {"keygen", kVoid},
    {"link", kVoid},
    {"meta", kVoid | kBreaksOut},
    {"param", kVoid},
    {"source", kVoid},
    {"track", kVoid},
    {"wbr", kVoid},
    // Never shown, or only where something else can't be.
    {"title", kBlock | kUnseen, BlockKind::title, Raw::title},
    {"script", kUnseen, {}, Raw::script},
    {"style", kUnseen, {}, Raw::text},
    {"iframe", kUnseen, {}, Raw::text},
    {"noembed", kUnseen, {}, Raw::text},
    {"noframes", kUnseen, {}, Raw::text},
    {"template", kUnseen | kScope},
    {"applet", kSpecial | kScope},
    {"audio", kNoText},
    {"canvas", kNoText},
    {"datalist", kNoText},
    {"object", kUnseen | kScope},
    {"rp", kNoText},
    {"video", kNoText},
};

constexpr Element kForeign[] = {
    {"title", kNoText},          {"desc", kNoText},  {"metadata", kNoText},
    {"script", kNoText},         {"style", kNoText}, {"annotation", kNoText},
    {"annotation-xml", kNoText}, {"text", kBlock},   {"foreignobject", kBlock},
};

using ByName = std::unordered_map<std::string_view, const Element*>;

template <std::size_t N>
ByName by_name(const Element (&elements)[N]) {
  ByName out;
  for (const auto& element : elements) out.emplace(element.name, &element);
  return out;
}

const Element& find(const ByName& elements, std::string_view name) {
  static const Element unknown{};
  const auto found = elements.find(name);
  return found == elements.end() ? unknown : *found->second;
}

}  // namespace

const Element& element_of(std::string_view name) {
  static const auto elements = by_name(kElements);
  return find(elements, name);
}

const Element& foreign_element_of(std::string_view name) {
  static const auto elements = by_name(kForeign);
  return find(elements, name);
}

}  // namespace ruban::capture
