// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/given_words.h"

#include <algorithm>

#include "cli/read_file.h"
#include "cli/said_file.h"

namespace ruban::cli {
namespace {

// Words of one language: their title from a line, the rest from a file.
service::WordsInLanguage& words_in(std::vector<service::WordsInLanguage>& words, letter::Language language) {
  const auto found = std::ranges::find(words, language, &service::WordsInLanguage::language);
  if (found != words.end()) return *found;
  words.push_back({language, {}, {}, {}});
  return words.back();
}

Result<void> read_text(const std::string& argument, letter::Language usual, service::ForTheRecord& out,
                       std::vector<letter::Fault>& faults) {
  const auto [language, path] = in_language(argument, usual);
  auto text = read_file(path, letter::kMaxPublicDocumentBytes);
  if (!text) {
    text.error().field = path;
    return tl::unexpected(text.error());
  }
  const auto said = read_said(*text, out.kind, language, path, faults);
  if (!said) return fail(Kind::invalid, "Nothing was put on record.");
  auto& words = words_in(out.words, language);
  words.title = said->title;
  words.markdown = said->markdown;
  words.said = said->said;
  if (said->date) out.date = said->date;
  if (said->by) out.by = said->by;
  if (said->source) out.source = said->source;
  return {};
}

}  // namespace

Result<void> read_words(const GivenWords& given, letter::Language usual, service::ForTheRecord& out,
                        std::vector<letter::Fault>& faults) {
  for (const auto& text : given.texts) TRY(read_text(text, usual, out, faults));
  for (const auto& line : given.lines) {
    auto [language, title] = in_language(line, usual);
    words_in(out.words, language).title = std::move(title);
  }
  return {};
}

Result<Instant> given_minute(const std::string& text) {
  auto date = parse_rfc3339(text);
  if (!date) date = parse_minute(text);
  if (!date)
    return fail(Kind::invalid, "Write the date as 2018-06-20T15:00Z or 2018-06-20T17:00+02:00.", "--date");
  return floor_to_minute(*date);
}

void print_faults(const std::vector<letter::Fault>& faults, Terminal& terminal) {
  for (const auto& fault : faults) {
    terminal.err << "ruban: " << fault.file;
    if (fault.line > 0) terminal.err << ':' << fault.line;
    terminal.err << ": " << fault.what << ' ' << fault.instead << '\n';
  }
}

}  // namespace ruban::cli
