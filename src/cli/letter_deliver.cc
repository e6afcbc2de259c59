// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

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

// "312 by name and 61 without one: Employees of Microsoft", a line for each class.
std::string counts(const service::PublishedLetter& letter, const service::LetterCount& count,
                   letter::Language language) {
  const auto lang = lang_of(language);
  std::string out;
  for (const auto& c : count.classes) {
    const auto& labels = letter.letter.find_class(c.name)->label;
    const auto label = labels.contains(language) ? labels.at(language) : labels.begin()->second;
    out += tr(lang, "- {class}: {named} by name, {anon} without a name",
              {{"class", label},
               {"named", i18n::format_number(lang, c.named)},
               {"anon", i18n::format_number(lang, c.anon)}}) +
           "\n";
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
                 "\n\n" + counts(letter, count, language);
  return out;
}

}  // namespace

Outcome letter_deliver(const LetterDeliver& command, OpenInstance& instance, Terminal& terminal) {
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
  for (std::size_t i = 0; i < input.files.size(); ++i) {
    const auto& file = input.files[i];
    terminal.out << fmt::format("{}: {}/api/v1/documents/{}\n", file.name, instance.url(),
                                to_hex(crypto::sha256(file.bytes).view()));
  }
  return ExitCode::done;
}

}  // namespace ruban::cli
