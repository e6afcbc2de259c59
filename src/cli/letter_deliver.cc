// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "cli/commands.h"
#include "cli/given_words.h"
#include "cli/record_change.h"
#include "cli/secret_file.h"
#include "crypto/sha256.h"
#include "i18n/format.h"
#include "i18n/tr.h"
#include "service/count.h"
#include "service/put_on_record.h"

namespace ruban::cli {
namespace {

using i18n::Lang;
using i18n::tr;
using i18n::tr_plural;

Lang lang_of(letter::Language language) { return language == letter::Language::fr ? Lang::fr : Lang::en; }

constexpr std::chrono::days kMailLife{14};  // then the queue gives up

// "Employees of Microsoft: 312 by name, 61 without a name", a line for each class.
std::vector<std::string> counts(const service::PublishedLetter& letter, const service::LetterCount& count,
                                letter::Language language) {
  const auto lang = lang_of(language);
  std::vector<std::string> out;
  for (const auto& c : count.classes) {
    const auto& labels = letter.letter.find_class(c.name)->label;
    const auto label = labels.contains(language) ? labels.at(language) : labels.begin()->second;
    out.push_back(tr(lang, "{class}: {named} by name, {anon} without a name",
                     {{"class", label},
                      {"named", i18n::format_number(lang, c.named)},
                      {"anon", i18n::format_number(lang, c.anon)}}));
  }
  return out;
}

service::WordsInLanguage words(const service::PublishedLetter& letter, const service::LetterCount& count,
                               const std::string& to, letter::Language language) {
  const auto lang = lang_of(language);
  service::WordsInLanguage out;
  out.language = language;
  out.title = tr(lang, "Handed over to {name}", {{"name", to}});
  out.markdown = tr(lang, "Behind the letter stood, after {size} entries of the record:",
                    {{"size", i18n::format_number(lang, count.size)}}) +
                 "\n\n";
  for (const auto& line : counts(letter, count, language)) out.markdown += "- " + line + "\n";
  return out;
}

std::string document_address(const OpenInstance& instance, std::string_view bytes) {
  return instance.url() + "/api/v1/documents/" + to_hex(crypto::sha256(bytes).view());
}

// To an address that nobody else learns: it is in the mail alone.
Result<mail::NewMail> mail_of(const LetterDeliver& command, const service::PublishedLetter& letter,
                              const service::LetterCount& count, const service::ForTheRecord& input,
                              OpenInstance& instance) {
  const auto to = TRY(mail::Address::parse(*command.mail));
  const auto& languages = letter.letter.languages;
  auto language = languages.front();
  if (command.language) {
    const auto asked = letter::parse_language(*command.language);
    if (!asked || std::ranges::find(languages, *asked) == languages.end())
      return fail(Kind::invalid, "The letter isn't written in this language.", "--lang");
    language = *asked;
  }
  DeliveryText text;
  text.language = letter::code(language);
  text.title = letter.letter.title.at(language);
  text.address =
      fmt::format("{}/{}/letters/{}/v{}", instance.url(), text.language, letter.row.slug, letter.row.version);
  text.size = count.size;
  text.counts = counts(letter, count, language);
  for (const auto& file : input.files)
    text.files.push_back({file.name, file.bytes, document_address(instance, file.bytes)});
  auto message = TRY(instance.write_delivery(to, text));
  return mail::NewMail{to.text(), std::move(message), instance.registry().instance().clock.now() + kMailLife};
}

}  // namespace

Outcome letter_deliver(const LetterDeliver& command, OpenInstance& instance, Terminal& terminal) {
  if (command.language && !command.mail)
    return fail(Kind::invalid, "A language is that of the mail: say where it goes, with --mail-to ADDRESS.",
                "--lang");
  auto& registry = instance.registry();
  auto change = TRY(RecordChange::begin(instance));
  registry.letters().refresh();
  const auto letter = TRY(registry.letters().find(command.slug, command.version));
  const auto published = registry.instance().store.record().published_checkpoint();
  if (!published || letter->row.index >= published->size)
    return fail(Kind::not_found, "There is no such letter here.", command.slug);
  const auto count = service::count_letter(registry.instance(), *letter, *published);

  service::ForTheRecord input;
  input.kind = letter::DocumentKind::delivery;
  input.by = command.to;
  input.date = floor_to_minute(terminal.now);
  if (command.date) input.date = TRY(given_minute(*command.date));
  for (const auto language : letter->letter.languages) {
    std::ostringstream pdf;
    TRY(instance.write_letter(*letter, *published, lang_of(language), *input.date, pdf));
    input.words.push_back(words(*letter, count, command.to, language));
    input.files.push_back({fmt::format("{}.{}.pdf", letter->row.slug, letter::code(language)),
                           "application/pdf", std::move(pdf).str()});
  }
  if (command.mail) input.mail = TRY(mail_of(command, *letter, count, input, instance));
  std::vector<SecretFile> copies;
  if (command.folder) {
    for (const auto& file : input.files) {
      auto copy = TRY(SecretFile::create(*command.folder / file.name));
      copy.out() << file.bytes;
      TRY(copy.finish());
      copies.push_back(std::move(copy));
    }
  }
  std::vector<letter::Fault> faults;
  auto put = service::put_on_record(registry.instance(), *letter, input, faults);
  if (!put) {
    print_faults(faults, terminal);
    return tl::unexpected(put.error());
  }
  for (auto& copy : copies) copy.keep();
  auto& documents = registry.instance().store.documents();
  TRY(change.finish([&] { return documents.is_public(put->documents.back(), service::kEverything); }));
  terminal.out << fmt::format("Delivery {} to {} is on record, as of {} entries.\n", put->number, command.to,
                              count.size);
  for (const auto& file : input.files)
    terminal.out << fmt::format("{}: {}\n", file.name, document_address(instance, file.bytes));
  if (command.mail)
    terminal.out << fmt::format(
        "The mail waits for the server, which sends it; ruban letter mails {} says whether it has left.\n",
        letter->row.slug);
  return ExitCode::done;
}

}  // namespace ruban::cli
