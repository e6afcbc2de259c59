// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/grammar.h"
#include "ledger/entry_words.h"
#include "service/invite.h"

namespace ruban::cli {

void Grammar::add_letter() {
  auto& letter = *app_.add_subcommand("letter", "check, publish, list and end letters, and invite to them");
  letter.require_subcommand(1);
  {
    auto [app, input] =
        command<LetterCheck>(letter, "check", "say everything that is wrong with a letter's folder",
                             [this](const LetterCheck& c) { return letter_check(c, terminal_); });
    app->add_option("FOLDER", input->folder, "letter.toml and one Markdown file per language")->required();
    app->add_flag("--json", input->json, kJson);
  }
  {
    auto [app, input] = instance_command<LetterPublish>(
        letter, "publish", "freeze a letter's folder and put the letter into the record", letter_publish);
    app->add_option("FOLDER", input->folder, "letter.toml and one Markdown file per language")->required();
    app->add_option("--list", input->lists,
                    "who may sign by an issuer of the method email-list: one address a line")
        ->type_name("LABEL=FILE")
        ->allow_extra_args(false);
  }
  {
    auto [app, input] = instance_command<LetterInvite>(
        letter, "invite", "give a code to everybody on a list, with which each of them can sign once",
        letter_invite);
    app->add_option("SLUG", input->slug, "the letter")->required();
    app->add_option("--version", input->version, "which version (the newest)")->type_name("N");
    app->add_option("--issuer", input->issuer, "the group, where several are invited")->type_name("LABEL");
    app->add_option("--roster", input->roster,
                    "who is invited, one person a line: addresses for --by-mail, else names")
        ->type_name("FILE");
    app->add_option("--count", input->count, "how many are invited, if nobody is named")
        ->type_name("N")
        ->check(CLI::Range(std::size_t{1}, service::kMostInvitations));
    app->add_flag("--by-mail", input->mail, "send each their code by mail");
    app->add_option("--sheets", input->sheets, "write a PDF with a slip for each, to be printed and cut")
        ->type_name("FILE");
    app->add_option("--codes", input->codes, "write the codes, one a line, each with its person")
        ->type_name("FILE");
    app->add_option("--lang", input->language, "language of mails and slips (the letter's first)")
        ->check(CLI::IsMember({"en", "fr"}));
    app->add_flag("--add", input->add, "these are more people, who have no code yet");
    app->footer(
        "Invite everybody on the list: then having a code says nothing of who signs. Only keyed hashes "
        "of the codes stay; the list is forgotten.");
  }
  {
    auto [app, input] = instance_command<LetterList>(
        letter, "list", "list the published letters with their counts", letter_list);
    app->add_flag("--json", input->json, kJson);
  }
  {
    auto [app, input] = instance_command<LetterQuotes>(
        letter, "quotes", "read the statements that signatories have left for the press", letter_quotes);
    app->add_option("SLUG", input->slug, "the letter")->required();
    app->add_option("--version", input->version, "which version (the newest)")->type_name("N");
    auto* publish = app->add_option("--publish", input->publish, "publish this one")->type_name("ID");
    app->add_option("--drop", input->drop, "delete this one, also if it is published")
        ->type_name("ID")
        ->excludes(publish);
    app->add_flag("--json", input->json, kJson);
  }
  {
    auto [app, input] = instance_command<LetterClose>(
        letter, "close", "end a letter: no more signatures, keys destroyed, the record says so",
        letter_close);
    app->add_option("SLUG", input->slug, "the letter")->required();
    app->add_option("--version", input->version, "which version (the newest)")->type_name("N");
    app->add_option("--state", input->state, "how it ends")
        ->check(CLI::IsMember(words(ledger::kLetterEnds)))
        ->capture_default_str();
    app->add_option("--reason", input->reason, "why, in one line that everybody sees (fr=TEXT: in French)")
        ->type_name("[LANG=]TEXT")
        ->expected(1);
  }
  {
    auto [app, input] = instance_command<LetterTakedown>(
        letter, "takedown", "take a signature down, with a reason that everybody sees", letter_takedown);
    app->add_option("SLUG", input->slug, "the letter")->required();
    app->add_option("INDEX", input->index, "the signature's number in the record")->required();
    app->add_option("--reason", input->reason, "why")
        ->required()
        ->check(CLI::IsMember(words(ledger::kTakedownReasons)));
  }
  add_statements(letter);
}

}  // namespace ruban::cli
