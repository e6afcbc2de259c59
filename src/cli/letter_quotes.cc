// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "cli/commands.h"
#include "cli/record_change.h"
#include "signature/quote.h"

namespace ruban::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kMost = 100'000;

// The whole commitment: who writes a statement can choose the beginning of it, so that two look alike.
std::string id_of(const store::QuoteRow& row) { return to_hex(row.commit.view()); }

std::string words_of(const store::QuoteRow& row) {
  const auto said = signature::parse_quote(row.text.text);
  return said ? said->text() : std::string();
}

std::vector<store::QuoteRow> all_of(service::Registry& registry, const LetterId& letter) {
  auto& quotes = registry.instance().store.quotes();
  auto out = quotes.proposed(letter, kMost);
  const auto published = registry.instance().store.record().published_checkpoint();
  if (published) {
    for (auto& row : quotes.published(letter, published->size, kMost)) out.push_back(std::move(row));
  }
  return out;
}

std::string_view state_of(const store::QuoteRow& row) {
  if (row.index) return "published";
  return row.approved ? "approved" : "proposed";
}

void print(const std::vector<store::QuoteRow>& rows, bool as_json, Terminal& terminal) {
  if (as_json) {
    json::array out;
    for (const auto& row : rows) {
      out.push_back(json::object{{"id", id_of(row)},
                                 {"state", state_of(row)},
                                 {"issuer", row.issuer},
                                 {"mode", ledger::word(row.mode)},
                                 {"signature", row.signature},
                                 {"index", row.index ? json::value(*row.index) : json::value(nullptr)},
                                 {"text", words_of(row)}});
    }
    terminal.out << json::serialize(out) << '\n';
    return;
  }
  if (rows.empty()) terminal.out << "Nobody has left a statement.\n";
  for (const auto& row : rows) {
    terminal.out << fmt::format("{} ({}), of signature {}, {}, {}:\n", id_of(row), state_of(row),
                                row.signature, row.issuer, ledger::word(row.mode));
    const auto words = words_of(row);
    for (std::string_view rest = words; !rest.empty();) {
      const auto line = rest.substr(0, rest.find('\n'));
      terminal.out << "  " << line << '\n';
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    }
  }
}

Result<store::QuoteRow> find(const std::vector<store::QuoteRow>& rows, const std::string& id) {
  for (const auto& row : rows) {
    if (id_of(row) == id) return row;
  }
  return fail(Kind::not_found, "There is no such statement. ruban letter quotes SLUG lists them.", id);
}

Outcome publish(const store::QuoteRow& row, const service::PublishedLetter& letter, OpenInstance& instance,
                Terminal& terminal) {
  auto change = TRY(RecordChange::begin(instance));
  auto& store = instance.registry().instance().store;
  TRY(store.quotes().approve(letter.id(), row.commit));
  TRY(change.finish([&] {
    for (const auto& left : store.quotes().proposed(letter.id(), kMost)) {
      if (left.commit == row.commit) return false;
    }
    return true;
  }));
  const auto checkpoint = store.record().published_checkpoint();
  const auto published = store.quotes().published(letter.id(), checkpoint ? checkpoint->size : 0, kMost);
  const auto found = std::ranges::find(published, row.commit, &store::QuoteRow::commit);
  if (found == published.end())
    return fail(Kind::conflict, "The statement is gone: its signature doesn't stand any more.", id_of(row));
  print({*found}, false, terminal);
  terminal.out << fmt::format("Statement {} is published, as one of the {} that signed.\n", id_of(row),
                              row.issuer);
  return ExitCode::done;
}

}  // namespace

Outcome letter_quotes(const LetterQuotes& command, OpenInstance& instance, Terminal& terminal) {
  auto& registry = instance.registry();
  registry.letters().refresh();
  const auto letter = TRY(registry.letters().find(command.slug, command.version));
  const auto rows = all_of(registry, letter->id());
  if (command.publish) {
    const auto row = TRY(find(rows, *command.publish));
    return publish(row, *letter, instance, terminal);
  }
  if (command.drop) {
    const auto row = TRY(find(rows, *command.drop));
    registry.instance().store.quotes().drop(letter->id(), row.commit);
    terminal.out << fmt::format("Statement {} is deleted.{}\n", id_of(row),
                                row.index ? " Its entry stays in the record, without any text." : "");
    return ExitCode::done;
  }
  print(rows, command.json, terminal);
  return ExitCode::done;
}

}  // namespace ruban::cli
