// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/grammar.h"
#include "ledger/entry_words.h"

namespace ruban::cli {
namespace {

constexpr char kText[] = "a file: \"# Title\", then Markdown; one for each language (fr=FILE)";

void add_common(CLI::App& app, LetterSay& input) {
  app.add_option("--version", input.version, "which version (the newest)")->type_name("N");
  app.add_option("--date", input.date, "when it happened: 2018-06-20T15:00Z")->type_name("TIME");
  app.add_option("--evidence", input.evidence, "number of a piece of evidence that shows it")
      ->type_name("N")
      ->allow_extra_args(false);
}

}  // namespace

void Grammar::add_statements(CLI::App& letter) {
  {
    auto [app, input] = instance_command<LetterSay>(
        letter, "demand", "say what became of a demand, with the reason", letter_say);
    input->kind = letter::DocumentKind::demand;
    app->add_option("SLUG", input->slug, "the letter")->required();
    app->add_option("NUMBER", input->demand, "the demand's number")->required();
    app->add_option("STATE", input->state, "what it is now")
        ->check(CLI::IsMember(words(ledger::kDemandStates)));
    app->add_option("--reason", input->reasons, "why, in one line; one for each language (fr=TEXT)")
        ->type_name("[LANG=]TEXT")
        ->allow_extra_args(false);
    app->add_option("--text", input->texts, kText)->type_name("[LANG=]FILE")->allow_extra_args(false);
    app->add_option("--source", input->source, "where it can be read")->type_name("URL");
    auto* corrects = app->add_flag_callback(
        "--corrects", [i = input] { i->corrects = i->demand; },
        "this is the reason of its last state, said anew");
    corrects->excludes(app->get_option("STATE"));
    add_common(*app, *input);
  }
  {
    auto [app, input] = instance_command<LetterSay>(
        letter, "answer", "put on record what the recipient said in public", letter_say);
    input->kind = letter::DocumentKind::response;
    app->add_option("SLUG", input->slug, "the letter")->required();
    app->add_option("--text", input->texts, kText)->type_name("[LANG=]FILE")->allow_extra_args(false);
    app->add_option("--by", input->by, "who said it")->type_name("NAME");
    app->add_option("--source", input->source, "where it can be read")->type_name("URL");
    app->add_option("--corrects", input->corrects, "number of the answer that this takes the place of")
        ->type_name("N");
    add_common(*app, *input);
    app->footer(
        "Readers see that the organisers recorded it. An answer that the recipient gives is marked as "
        "theirs: "
        "see ruban recipient.");
  }
  {
    auto [app, input] = instance_command<LetterSay>(letter, "update", "publish news of a letter", letter_say);
    input->kind = letter::DocumentKind::update;
    app->add_option("SLUG", input->slug, "the letter")->required();
    app->add_option("--text", input->texts, kText)->type_name("[LANG=]FILE")->allow_extra_args(false);
    app->add_option("--corrects", input->corrects, "number of the news that this takes the place of")
        ->type_name("N");
    app->add_flag("--no-mail", input->no_mail, "don't tell those who asked for news");
    add_common(*app, *input);
    app->footer(
        "Signers who asked for it get it by mail, each in their language if it is told in it, once, from the "
        "running server or at its next start. Corrections and translations aren't mailed again.");
  }
  {
    auto [app, input] = instance_command<LetterMails>(
        letter, "mails", "say how far the mails about a letter are", letter_mails);
    app->add_option("SLUG", input->slug, "the letter")->required();
    app->add_option("--version", input->version, "which version (the newest)")->type_name("N");
    app->add_option("--forget", input->forget,
                    "end the news of this address: its mail came back, or it asked")
        ->type_name("ADDRESS");
    app->add_flag("--json", input->json, kJson);
  }
  {
    auto [app, input] = instance_command<LetterDeliver>(
        letter, "deliver", "print the letter with its signatories, and record that it was handed over",
        letter_deliver);
    app->add_option("SLUG", input->slug, "the letter")->required();
    app->add_option("--version", input->version, "which version (the newest)")->type_name("N");
    app->add_option("--to", input->to, "to whom, in one line")->type_name("NAME")->required();
    app->add_option("--date", input->date, "when, if not now: 2018-06-20T15:00Z")->type_name("TIME");
    app->add_option("--copies", input->folder, "put the PDFs into this folder, too")->type_name("DIR");
    app->add_option("--mail-to", input->mail, "send the PDFs to this address")->type_name("ADDRESS");
    app->add_option("--lang", input->language, "language of the mail (the letter's first)")
        ->type_name("LANG");
    app->footer(
        "The PDFs hold the names that stand at the last published checkpoint, and are public. A name that is "
        "withdrawn or erased later stays in them. A mail leaves from the running server or at its next "
        "start; ruban letter mails says whether it has. Its address is on no record.");
  }
  {
    auto [app, input] = instance_command<LetterTakedownFile>(
        letter, "takedown-file",
        "delete a document, a picture or another file that should never have been public",
        letter_takedown_file);
    app->add_option("SHA256", input->sha256, "64 hex digits, as the pages show them")->required();
    app->footer(
        "Its entry and its hash stay in the record, and the pages say that it was taken down. Of a piece of "
        "evidence, the words and each file are taken down by themselves. Copies that others made can't be.");
  }
  {
    auto [app, input] = instance_command<LetterStatements>(
        letter, "statements", "list what is on record of a letter, with its numbers", letter_statements);
    app->add_option("SLUG", input->slug, "the letter")->required();
    app->add_option("--version", input->version, "which version (the newest)")->type_name("N");
    app->add_flag("--json", input->json, kJson);
  }
}

}  // namespace ruban::cli
