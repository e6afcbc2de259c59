// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/tr.h"

#include <algorithm>
#include <span>
#include <vector>

#include "i18n/catalogue.h"
#include "i18n/format.h"
#include "i18n/typography.h"

namespace ruban::i18n {
namespace {

// Values are put in once: braces inside a value are text. An English sentence has no translation, and gets
// its typography here.
std::string fill(Lang lang, std::string_view found,
                 std::span<const std::pair<std::string_view, std::string_view>> args) {
  const std::string typeset_sentence = typeset(lang, found);
  std::string_view sentence = typeset_sentence;
  std::string out;
  while (true) {
    const auto open = sentence.find('{');
    const auto close = sentence.find('}', open);
    out += sentence.substr(0, open);
    if (open == std::string_view::npos) return out;
    if (close == std::string_view::npos) return out += sentence.substr(open);
    const auto name = sentence.substr(open + 1, close - open - 1);
    const auto value =
        std::find_if(args.begin(), args.end(), [&](const auto& arg) { return arg.first == name; });
    out += value == args.end() ? sentence.substr(open, close + 1 - open) : value->second;
    sentence.remove_prefix(close + 1);
  }
}

}  // namespace

std::string tr(Lang lang, std::string_view message, Args args) {
  return fill(lang, Catalogue::of(lang).find({}, message), {args.begin(), args.size()});
}

std::string tr_context(Lang lang, std::string_view context, std::string_view message, Args args) {
  return fill(lang, Catalogue::of(lang).find(context, message), {args.begin(), args.size()});
}

std::string tr_plural(Lang lang, std::string_view one, std::string_view many, std::uint64_t count,
                      Args args) {
  const std::string written = format_number(lang, count);
  std::vector<std::pair<std::string_view, std::string_view>> all(args);
  all.emplace_back("count", written);
  return fill(lang, Catalogue::of(lang).find_plural(one, many, count), all);
}

std::string tr(Lang lang, const Error& error) { return tr(lang, error.message); }

}  // namespace ruban::i18n
