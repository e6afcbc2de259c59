// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <boost/json.hpp>

#include "cli/commands.h"
#include "cli/given_words.h"
#include "cli/record_change.h"
#include "service/mail_news.h"
#include "service/put_on_record.h"

namespace ruban::cli {
namespace {

namespace json = boost::json;
using letter::DocumentKind;

// What the command was given, as it goes on record.
Result<service::ForTheRecord> read(const LetterSay& command, const service::PublishedLetter& letter,
                                   std::vector<letter::Fault>& faults) {
  service::ForTheRecord out;
  out.kind = command.kind;
  out.number = command.demand;
  if (command.corrects) {
    out.corrects = true;
    out.number = command.corrects;
  }
  if (command.kind == DocumentKind::demand && !command.state && !command.corrects)
    return fail(Kind::invalid,
                "Say what the demand is now: promised, partly_met, met, refused, broken or stalled.");
  if (command.state) out.state = letter::parse_demand_state(*command.state);
  if (command.kind == DocumentKind::response) out.answer_by = ledger::ResponseBy::organisers;
  out.tell_subscribers = command.kind == DocumentKind::update && !command.corrects && !command.no_mail;
  out.by = command.by;
  out.source = command.source;
  out.evidence = command.evidence;
  TRY(read_words({command.reasons, command.texts}, letter.letter.languages.front(), out, faults));
  if (command.date) out.date = TRY(given_minute(*command.date));
  if (out.words.empty())
    return fail(Kind::invalid, "Say it in words: with --text FILE, or with --reason for a demand.");
  return out;
}

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
  auto input = read(command, *letter, faults);
  // A correction of a demand's reason says the state that it has.
  if (input && input->kind == DocumentKind::demand && input->corrects) {
    for (const auto& one : service::statements(registry.instance(), letter->id(), service::kEverything)) {
      if (one.kind == DocumentKind::demand && one.number == *input->number) input->state = one.state;
    }
    if (!input->state) return fail(Kind::not_found, "Nothing was said of this demand yet.", "--corrects");
  }
  auto put = input ? service::put_on_record(registry.instance(), *letter, *input, faults)
                   : Result<service::PutOnRecord>(tl::unexpected(input.error()));
  print_faults(faults, terminal);
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
  if (input->tell_subscribers) {
    for (const auto& mails : store.mailings().figures(letter->id())) {
      if (mails.topic != store::Topic::update || mails.number != put->number) continue;
      terminal.out << (mails.waiting + mails.sent + mails.failed == 0
                           ? std::string("Nobody has asked for news of this letter, so no mail goes out.\n")
                           : fmt::format(
                                 "The server tells those who asked for it by mail, {} a second; ruban "
                                 "letter mails {} says how far it is.\n",
                                 service::MailNews::kPerSecond, letter->row.slug));
    }
  }
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
