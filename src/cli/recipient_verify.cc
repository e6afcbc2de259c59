// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <boost/json.hpp>

#include "cli/commands.h"
#include "cli/fetch_proof.h"
#include "cli/look_up_txt.h"
#include "service/recipient_links.h"

namespace ruban::cli {
namespace {

namespace json = boost::json;
using eligibility::DomainProof;

// What was found in one place; an error if nobody could look.
using Found = Result<DomainProof>;

Found in_txt(const service::Challenge& asked, const RecipientVerify& command) {
  const auto records = TRY(look_up_txt(eligibility::txt_name(asked.domain), command.nameserver));
  return eligibility::judge_txt(asked.challenge, records);
}

Found in_file(const service::Challenge& asked, const RecipientVerify& command, const Clock& clock) {
  ProofSite site{.ca_file = command.ca_file};
  if (command.connect_to) site.connect_to = TRY(parse_endpoint(*command.connect_to));
  const auto text = TRY(fetch_proof(clock, asked.domain, site));
  return eligibility::judge_file(asked.challenge, text);
}

// An option, and not what was found.
bool is_mistyped(const Found& found) { return !found && found.error().field.starts_with("--"); }

bool proves(const Found& found) { return found && *found == DomainProof::proved; }

std::string_view what(const Found& found) {
  if (!found) return found.error().message;
  switch (*found) {
    case DomainProof::proved:
      return "The line is there.";
    case DomainProof::missing:
      return "There is no such line.";
    case DomainProof::another:
      return "There is a line like it, with another value: of another letter, or mistyped.";
    case DomainProof::not_plain:
      return "There is something else than this line, a web page perhaps: the file must hold the line alone.";
  }
  return {};
}

std::string_view code(const Found& found) {
  if (!found) return "unreachable";
  switch (*found) {
    case DomainProof::proved:
      return "proved";
    case DomainProof::missing:
      return "missing";
    case DomainProof::another:
      return "another";
    case DomainProof::not_plain:
      return "not_plain";
  }
  return {};
}

void print_challenge(const service::Challenge& asked, Terminal& terminal) {
  terminal.out << fmt::format(
      "To prove that it holds {}, the recipient publishes this line:\n\n  {}\n\n"
      "either as a TXT record of the name {}\n"
      "or as the only line of the file {}\n\n"
      "One of them is enough. Once it is there, run this command again.\n",
      asked.domain, asked.challenge.line(), eligibility::txt_name(asked.domain),
      eligibility::file_address(asked.domain));
}

std::string page_of(const RecipientVerify& command, const service::PublishedLetter& letter,
                    const OpenInstance& instance) {
  const auto language = command.language.value_or(std::string(letter::code(letter.letter.languages.front())));
  auto out = fmt::format("{}/{}/letters/{}", instance.url(), language, letter.row.slug);
  if (command.version) out += fmt::format("/v{}", letter.row.version);
  return out + "/answer";
}

class Verifying {
 public:
  Verifying(const RecipientVerify& command, OpenInstance& instance, Terminal& terminal,
            const service::PublishedLetter& letter, const service::Challenge& asked)
      : command_(command), instance_(instance), terminal_(terminal), letter_(letter), asked_(asked) {}

  Outcome look() {
    const auto txt = in_txt(asked_, command_);
    if (is_mistyped(txt)) return tl::unexpected(txt.error());
    const auto file = proves(txt) ? Found(DomainProof::missing)
                                  : in_file(asked_, command_, instance_.registry().instance().clock);
    if (is_mistyped(file)) return tl::unexpected(file.error());
    say("txt", code(txt));
    say("file", proves(txt) ? std::string_view("not_asked") : code(file));
    if (!proves(txt) && !proves(file)) return not_proved(txt, file);
    return give(proves(txt) ? eligibility::txt_name(asked_.domain)
                            : eligibility::file_address(asked_.domain));
  }

  // As JSON, before or after looking.
  Outcome tell(ExitCode ending) {
    say("domain", asked_.domain);
    say("line", asked_.challenge.line());
    say("txt_name", eligibility::txt_name(asked_.domain));
    say("file_address", eligibility::file_address(asked_.domain));
    terminal_.out << json::serialize(said_) << '\n';
    return ending;
  }

 private:
  void say(std::string_view key, std::string_view text) { said_.insert_or_assign(key, json::value(text)); }

  Outcome not_proved(const Found& txt, const Found& file) {
    if (command_.json) return tell(ExitCode::refused);
    terminal_.err << fmt::format("ruban: {} isn't proved yet.\n", asked_.domain)
                  << fmt::format("  TXT record of {}: {}\n", eligibility::txt_name(asked_.domain), what(txt))
                  << fmt::format("  {}: {}\n\n", eligibility::file_address(asked_.domain), what(file));
    print_challenge(asked_, terminal_);
    terminal_.out << "A new TXT record may take an hour or more to be seen.\n";
    return ExitCode::refused;
  }

  Outcome give(const std::string& by) {
    const auto link =
        TRY(service::give_link(instance_.registry().instance(), letter_, asked_.domain, command_.corrects));
    const auto page = page_of(command_, letter_, instance_);
    say("link", page + "#code=" + link.code);
    say("expires", format_rfc3339(link.expires));
    if (command_.json) return tell(ExitCode::done);
    terminal_.out << fmt::format(
        "{} is proved by {}.\nSend the recipient this link, for one answer until {}:\n\n  {}#code={}\n\n"
        "Whoever has it can answer in the recipient's name: send it to an address at {} that you know. An "
        "earlier "
        "link doesn't work any more; ruban recipient verify {} --revoke ends this one.\n",
        asked_.domain, by, format_minute(link.expires), page, link.code, asked_.domain, command_.slug);
    return ExitCode::done;
  }

  const RecipientVerify& command_;
  OpenInstance& instance_;
  Terminal& terminal_;
  const service::PublishedLetter& letter_;
  const service::Challenge& asked_;
  json::object said_;
};

}  // namespace

Outcome recipient_verify(const RecipientVerify& command, OpenInstance& instance, Terminal& terminal) {
  auto& registry = instance.registry();
  registry.letters().refresh();
  const auto letter = TRY(registry.letters().find(command.slug, command.version));
  if (command.revoke) {
    const auto ended = registry.instance().store.recipients().revoke(letter->id());
    if (command.json)
      terminal.out << json::serialize(json::object{{"revoked", ended}}) << '\n';
    else
      terminal.out << (ended > 0 ? "The link doesn't work any more.\n"
                                 : "There was no link that could be used.\n");
    return ExitCode::done;
  }
  const auto asked = TRY(service::recipient_challenge(registry.instance(), *letter));
  Verifying verifying(command, instance, terminal, *letter, asked);
  if (!asked.is_new || command.check) return verifying.look();
  if (command.json) return verifying.tell(ExitCode::done);
  print_challenge(asked, terminal);
  return ExitCode::done;
}

}  // namespace ruban::cli
