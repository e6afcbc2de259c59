// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/tr.h"

#include "i18n/catalogue.h"
#include "i18n/format.h"

namespace ruban::i18n {
namespace {

// Values are put in once: braces inside a value are text.
std::string fill(std::string_view sentence, Args args) {
  std::string out;
  while (true) {
    const auto open = sentence.find('{');
    const auto close = sentence.find('}', open);
    out += sentence.substr(0, open);
    if (open == std::string_view::npos) return out;
    if (close == std::string_view::npos) return out += sentence.substr(open);
    const auto name = sentence.substr(open + 1, close - open - 1);
    const auto* value = args.end();
    for (const auto& arg : args) {
      if (arg.first == name) value = &arg;
    }
    if (value == args.end()) {
      out += sentence.substr(open, close + 1 - open);
    } else {
      out += value->second;
    }
    sentence.remove_prefix(close + 1);
  }
}

}  // namespace

std::string tr(Lang lang, std::string_view message, Args args) {
  return fill(Catalogue::of(lang).find({}, message), args);
}

std::string tr_context(Lang lang, std::string_view context, std::string_view message, Args args) {
  return fill(Catalogue::of(lang).find(context, message), args);
}

std::string tr_plural(Lang lang, std::string_view one, std::string_view many, std::uint64_t count, Args args) {
  // The count goes in first; it holds no brace.
  const std::string written = format_number(lang, count);
  const std::string with_count = fill(Catalogue::of(lang).find_plural(one, many, count), {{"count", written}});
  return fill(with_count, args);
}

std::string tr(Lang lang, const Error& error) { return tr(lang, error.message); }

}  // namespace ruban::i18n
