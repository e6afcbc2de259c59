// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <map>

#include "cli/commands.h"
#include "cli/read_file.h"
#include "cli/read_folder.h"
#include "cli/read_list.h"
#include "cli/record_change.h"

namespace ruban::cli {
namespace {

struct NamedList {
  std::filesystem::path file;
  AddressList list;
};
using Lists = std::map<std::string, NamedList>;  // by issuer label

Result<Lists> read_lists(const std::vector<std::string>& arguments) {
  Lists out;
  for (const auto& argument : arguments) {
    const auto equals = argument.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == argument.size()) {
      return fail(Kind::invalid, "Write --list LABEL=FILE, as --list employee-email=staff.txt.");
    }
    const std::filesystem::path file = argument.substr(equals + 1);
    auto text = read_file(file, kMaxListBytes);
    if (!text) {
      text.error().field = file.string();
      return tl::unexpected(text.error());
    }
    auto list = parse_list(*text);
    if (list.addresses.empty()) return fail(Kind::invalid, "This list holds no address.", file.string());
    if (!out.emplace(argument.substr(0, equals), NamedList{file, std::move(list)}).second) {
      return fail(Kind::invalid, "There are two lists for one issuer: put them into one file.",
                  file.string());
    }
  }
  return out;
}

// Where a line of a list stands, never what it says.
void report(const std::vector<service::PublishLetter::ListFault>& faults, const Lists& lists,
            Terminal& terminal) {
  for (const auto& fault : faults) {
    const auto& list = lists.at(fault.label);
    terminal.err << fmt::format("{}:{}: {}\n", list.file.string(), list.list.lines.at(fault.line - 1),
                                fault.error.message);
  }
}

}  // namespace

Outcome letter_publish(const LetterPublish& command, OpenInstance& instance, Terminal& terminal) {
  auto read = read_folder(command.folder);
  if (!read.faults.empty() || !letter::check(read.folder).letter) {
    TRY(letter_check({command.folder, false}, terminal));
    return ExitCode::refused;
  }
  const auto lists = TRY(read_lists(command.lists));
  service::PublishLetter::Input input{std::move(read.folder), {}, instance.key_bits()};
  for (const auto& [label, list] : lists) input.lists.emplace(label, list.list.addresses);

  auto change = TRY(RecordChange::begin(instance));
  auto& registry = instance.registry();
  registry.letters().refresh();
  service::PublishLetter publish(registry.instance(), registry.letters(), registry.keys(),
                                 registry.sequencer().witnesses());
  std::vector<service::PublishLetter::ListFault> faults;
  const auto output = publish(input, &faults);
  report(faults, lists, terminal);
  if (!output) return tl::unexpected(output.error());

  auto& store = registry.instance().store.letters();
  const auto version = static_cast<std::uint32_t>(output->version);
  TRY(change.finish([&] { return store.letter(output->slug, version).has_value(); }));
  const auto row = store.letter(output->slug, version);
  terminal.out << fmt::format("{} v{} is published: entry {} of the record, letter {}.\nText hash: {}\n",
                              output->slug, output->version, row->index, to_hex(row->id.view()),
                              to_hex(output->text_hash.view()));
  if (output->listed > 0) terminal.out << fmt::format("{} different addresses may sign.\n", output->listed);
  terminal.out << fmt::format(
      "{0}/letters/{1}\nAs a link that says which letter it means, so that nobody can be led to another "
      "one:\n"
      "{0}/letters/{1}?id={2}\n",
      instance.url(), output->slug, to_hex(row->id.view()));
  return ExitCode::done;
}

}  // namespace ruban::cli
