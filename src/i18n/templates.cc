// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/templates.h"

#include <ctemplate/per_expand_data.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>
#include <ctemplate/template_emitter.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "core/check.h"
#include "embedded/templates.h"
#include "i18n/typography.h"

namespace ruban::i18n {
namespace {

constexpr std::string_view kOpen = "{_", kClose = "{/_}";
constexpr auto kStrip = ctemplate::STRIP_WHITESPACE;
// Plain text keeps its lines.
constexpr auto kStripMail = ctemplate::DO_NOT_STRIP;

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

std::string with_single_spaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_space(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool is_name(std::string_view text, char first, char last) {
  return !text.empty() && text.find_first_not_of("_0123456789") != std::string_view::npos &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return (c >= first && c <= last) || c == '_' || (c >= '0' && c <= '9'); });
}

// "{{NUMBER}}" to "{number}", as translators see it.
std::string for_translators(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto end = text.substr(i).starts_with("{{") ? text.find("}}", i) : std::string_view::npos;
    if (end != std::string_view::npos && is_name(text.substr(i + 2, end - i - 2), 'A', 'Z')) {
      out += '{';
      for (const char c : text.substr(i + 2, end - i - 2))
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      out += '}';
      i = end + 2;
    } else {
      out += text[i++];
    }
  }
  return out;
}

// And back.
std::string for_template(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto end = text[i] == '{' ? text.find('}', i) : std::string_view::npos;
    if (end != std::string_view::npos && is_name(text.substr(i + 1, end - i - 1), 'a', 'z')) {
      out += "{{";
      for (const char c : text.substr(i + 1, end - i - 1))
        out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
      out += "}}";
      i = end + 1;
    } else {
      out += text[i++];
    }
  }
  return out;
}

// Placeholders and tags, sorted: a translation must have those of its original, in whatever order.
std::vector<std::string> fixed_parts(std::string_view text) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '{' && text[i] != '<') continue;
    const auto end = text.find(text[i] == '{' ? '}' : '>', i);
    if (end == std::string_view::npos) break;
    parts.emplace_back(text.substr(i, end + 1 - i));
    if (text[i] == '{') i = end;
  }
  std::sort(parts.begin(), parts.end());
  return parts;
}

struct Loaded {
  std::unique_ptr<ctemplate::TemplateCache> cache = std::make_unique<ctemplate::TemplateCache>();
};

ctemplate::Strip strip_of(std::string_view name) { return name.ends_with("_text") ? kStripMail : kStrip; }

Loaded load(Lang lang) {
  Loaded loaded;
  for (const auto& source : embedded::templates()) {
    const auto text = translate_template(Catalogue::of(lang), source.text);
    CHECK(text.has_value());
    CHECK(loaded.cache->StringToTemplateCache(
        ctemplate::TemplateString(source.name.data(), source.name.size()),
        ctemplate::TemplateString(text->data(), text->size()), strip_of(source.name)));
  }
  loaded.cache->Freeze();
  return loaded;
}

const ctemplate::TemplateCache& templates_in(Lang lang) {
  static const Loaded french = load(Lang::fr), english = load(Lang::en);
  return lang == Lang::fr ? *french.cache : *english.cache;
}

}  // namespace

Result<std::string> translate_template(const Catalogue& catalogue, std::string_view text) {
  std::string out;
  while (true) {
    const auto open = text.find(kOpen);
    out += text.substr(0, open);
    if (open == std::string_view::npos) return out;
    text.remove_prefix(open + kOpen.size());
    const auto head_end = text.find('}');
    const auto close = text.find(kClose);
    if (head_end == std::string_view::npos || close == std::string_view::npos || close < head_end) {
      return fail(Kind::invalid, "A sentence of a template isn't closed.");
    }
    const auto context = with_single_spaces(text.substr(0, head_end));
    const auto msgid = for_translators(with_single_spaces(text.substr(head_end + 1, close - head_end - 1)));
    const auto translation = catalogue.find(context, msgid);
    if (fixed_parts(translation) != fixed_parts(msgid)) {
      return fail(Kind::invalid, "A translation doesn't hold the placeholders and tags of its original.",
                  msgid);
    }
    out += for_template(typeset(catalogue.lang(), translation));
    text.remove_prefix(close + kClose.size());
  }
}

std::string expand(Lang lang, std::string_view name, const ctemplate::TemplateDictionary& values) {
  std::string out;
  ctemplate::StringEmitter emitter(&out);
  CHECK(templates_in(lang).ExpandNoLoad(ctemplate::TemplateString(name.data(), name.size()), strip_of(name),
                                        &values, nullptr, &emitter));
  return out;
}

}  // namespace ruban::i18n
