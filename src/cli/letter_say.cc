// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "cli/commands.h"
#include "cli/read_file.h"
#include "cli/record_change.h"
#include "cli/said_file.h"
#include "core/check.h"
#include "service/put_on_record.h"

namespace ruban::cli {
namespace {

namespace json = boost::json;
using letter::DocumentKind;

void print(const std::vector<letter::Fault>& faults, Terminal& terminal) {
  for (const auto& fault : faults) {
    terminal.err << "ruban: " << fault.file;
    if (fault.line > 0) terminal.err << ':' << fault.line;
    terminal.err << ": " << fault.what << ' ' << fault.instead << '\n';
  }
}

// Words of one language: a line for --reason, the rest from --text.
service::WordsInLanguage& words_in(std::vector<service::WordsInLanguage>& words, letter::Language language) {
  const auto found = std::ranges::find(words, language, &service::WordsInLanguage::language);
  if (found != words.end()) return *found;
  words.push_back({language, {}, {}, {}});
  return words.back();
}

class Input {
 public:
  Input(const LetterSay& command, const service::PublishedLetter& letter, std::vector<letter::Fault>& faults)
      : command_(command), usual_(letter.letter.languages.front()), faults_(faults) {}

  Result<service::ForTheRecord> read() {
    out_.kind = command_.kind;
    out_.number = command_.demand;
    if (command_.corrects) {
      out_.corrects = true;
      out_.number = command_.corrects;
    }
    if (command_.kind == DocumentKind::demand && !command_.state && !command_.corrects)
      return fail(Kind::invalid,
                  "Say what the demand is now: promised, partly_met, met, refused, broken or stalled.");
    if (command_.state) out_.state = letter::parse_demand_state(*command_.state);
    if (command_.kind == DocumentKind::response) out_.answer_by = ledger::ResponseBy::organisers;
    out_.by = command_.by;
    out_.source = command_.source;
    out_.evidence = command_.evidence;
    for (const auto& text : command_.texts) TRY(read_text(text));
    for (const auto& reason : command_.reasons) {
      auto [language, line] = in_language(reason, usual_);
      words_in(out_.words, language).title = std::move(line);
    }
    if (command_.date) {
      auto date = parse_rfc3339(*command_.date);
      if (!date) date = parse_minute(*command_.date);
      if (!date)
        return fail(Kind::invalid, "Write the date as 2018-06-20T15:00Z or 2018-06-20T17:00+02:00.",
                    "--date");
      out_.date = floor_to_minute(*date);
    }
    if (out_.words.empty())
      return fail(Kind::invalid, "Say it in words: with --text FILE, or with --reason for a demand.");
    return out_;
  }

 private:
  Result<void> read_text(const std::string& argument) {
    const auto [language, path] = in_language(argument, usual_);
    auto text = read_file(path, letter::kMaxPublicDocumentBytes);
    if (!text) {
      text.error().field = path;
      return tl::unexpected(text.error());
    }
    const auto said = read_said(*text, command_.kind, language, path, faults_);
    if (!said) return fail(Kind::invalid, "Nothing was put on record.");
    auto& words = words_in(out_.words, language);
    words.title = said->title;
    words.markdown = said->markdown;
    words.said = said->said;
    if (said->date) out_.date = said->date;
    if (said->by) out_.by = said->by;
    if (said->source) out_.source = said->source;
    return {};
  }

  const LetterSay& command_;
  letter::Language usual_;
  std::vector<letter::Fault>& faults_;
  service::ForTheRecord out_;
};

std::string what(const LetterSay& command, std::uint64_t number) {
  if (command.corrects) return fmt::format("The correction of {} {}", letter::code(command.kind), number);
  switch (command.kind) {
    case DocumentKind::demand:
      return fmt::format("Demand {} is now {}: this", number, *command.state);
    case DocumentKind::response:
      return fmt::format("Answer {}", number);
    case DocumentKind::update:
    case DocumentKind::evidence:
    case DocumentKind::delivery:
    case DocumentKind::end:
      return fmt::format("The {} no. {}", letter::code(command.kind), number);
  }
  return {};
}

}  // namespace

Outcome letter_say(const LetterSay& command, OpenInstance& instance, Terminal& terminal) {
  auto& registry = instance.registry();
  auto change = TRY(RecordChange::begin(instance));
  registry.letters().refresh();
  const auto letter = TRY(registry.letters().find(command.slug, command.version));
  std::vector<letter::Fault> faults;
  auto input = Input(command, *letter, faults).read();
  // A correction of a demand's reason says the state that it has.
  if (input && input->kind == DocumentKind::demand && input->corrects) {
    for (const auto& one : service::statements(registry.instance(), letter->id(), service::kEverything)) {
      if (one.kind == DocumentKind::demand && one.number == *input->number) input->state = one.state;
    }
    if (!input->state) return fail(Kind::not_found, "Nothing was said of this demand yet.", "--corrects");
  }
  auto put = input ? service::put_on_record(registry.instance(), *letter, *input, faults)
                   : Result<service::PutOnRecord>(tl::unexpected(input.error()));
  print(faults, terminal);
  if (!put) return tl::unexpected(put.error());

  auto& store = registry.instance().store;
  TRY(change.finish(
      [&] { return store.documents().is_public(put->documents.back(), service::kEverything); }));
  for (const auto& one : service::statements(registry.instance(), letter->id(), service::kEverything)) {
    if (!one.has(put->documents.front())) continue;
    terminal.out << fmt::format("{} is entry {} of the record.\n", what(command, put->number),
                                one.wordings.at(input->words.front().language).back().index.value_or(0));
  }
  for (const auto& document : put->documents)
    terminal.out << fmt::format("/api/v1/documents/{}\n", to_hex(document.view()));
  return ExitCode::done;
}

Outcome letter_statements(const LetterStatements& command, OpenInstance& instance, Terminal& terminal) {
  auto& registry = instance.registry();
  registry.letters().refresh();
  const auto letter = TRY(registry.letters().find(command.slug, command.version));
  const auto published = registry.instance().store.record().published_checkpoint();
  const auto said = service::statements(registry.instance(), letter->id(), published ? published->size : 0);
  json::array out;
  for (const auto& one : said) {
    const auto& wording = one.in(one.original);
    const auto title = wording.document ? wording.document->title : "(taken down)";
    if (command.json) {
      out.push_back(
          json::object{{"kind", letter::code(one.kind)},
                       {"number", one.number},
                       {"state", one.state ? json::value(letter::code(*one.state)) : json::value(nullptr)},
                       {"index", one.index().value_or(0)},
                       {"time", format_minute(one.time().value_or(Instant()))},
                       {"title", title},
                       {"document", to_hex(wording.sha256.view())}});
      continue;
    }
    terminal.out << fmt::format("{} {} {}{}: {} (entry {}, {})\n",
                                format_minute(one.time().value_or(Instant())), letter::code(one.kind),
                                one.number,
                                one.state ? ", " + std::string(letter::code(*one.state)) : std::string(),
                                title, one.index().value_or(0), to_hex(wording.sha256.view()));
  }
  if (command.json) terminal.out << json::serialize(out) << '\n';
  if (!command.json && said.empty()) terminal.out << "Nothing was said of this letter yet.\n";
  return ExitCode::done;
}

}  // namespace ruban::cli
