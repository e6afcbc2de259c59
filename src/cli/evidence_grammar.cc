// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/grammar.h"

namespace ruban::cli {
namespace {

void add_words(CLI::App& app, PieceWords& words) {
  app.add_option("SLUG", words.slug, "the letter")->required();
  app.add_option("--version", words.version, "which version (the newest)")->type_name("N");
  app.add_option("--title", words.titles, "what it shows, in one line; one for each language (fr=TEXT)")
      ->type_name("[LANG=]TEXT")
      ->allow_extra_args(false);
  app.add_option("--text", words.texts, "a file: \"# Title\", then Markdown; one for each language (fr=FILE)")
      ->type_name("[LANG=]FILE")
      ->allow_extra_args(false);
}

constexpr char kDate[] = "when it was made: 2018-06-20T15:00Z";
constexpr char kSource[] = "where it can be seen";

}  // namespace

void Grammar::add_evidence() {
  auto& evidence =
      *app_.add_subcommand("evidence", "keep what pages say, and files and pictures that show something");
  evidence.require_subcommand(1);
  {
    auto [app, input] = instance_command<EvidenceCapture>(
        evidence, "capture", "fetch a page and put it on record, as it is now", evidence_capture);
    add_words(*app, input->words);
    app->add_option("URL", input->url, "the page: http:// or https://")->required();
    app->footer(
        "The page's server sees this server's address and the name Ruban. Captured again, the page shows "
        "what changed.");
  }
  {
    auto [app, input] = instance_command<EvidenceWatch>(
        evidence, "watch", "have the server capture a page again when it changes, or list these pages",
        evidence_watch);
    add_words(*app, input->words);
    app->add_option("URL", input->url, "the page");
    app->add_option("--every", input->hours, "how many hours lie between two looks")
        ->type_name("HOURS")
        ->check(CLI::Range(1, 24 * 31))
        ->capture_default_str();
    app->add_flag("--stop", input->stop, "don't look at it any more");
  }
  {
    auto [app, input] = instance_command<EvidenceAdd>(
        evidence, "add", "put a file on record: PDF, WARC, HTML or plain text", evidence_add);
    add_words(*app, input->words);
    app->add_option("FILE", input->file, "at most 25 MB")->required();
    app->add_option("--source", input->source, kSource)->type_name("URL");
    app->add_option("--date", input->date, kDate)->type_name("TIME");
    app->footer(
        "A PDF may name its author and the program that made it: look before you add it. Pictures go through "
        "ruban evidence cover.");
  }
  {
    auto [app, input] =
        command<EvidenceCover>(evidence, "cover", "hide the faces in a picture, and look at it",
                               [this](const EvidenceCover& c) { return evidence_cover(c, terminal_); });
    app->add_option("PICTURE", input->picture, "JPEG or PNG; or the folder, once its covers were changed")
        ->required();
    app->add_option("--into", input->into, "a new folder for the covered picture")->type_name("DIR");
    app->footer("Whoever can read the folder can see the picture without its covers.");
  }
  {
    auto [app, input] = instance_command<EvidencePublish>(
        evidence, "publish", "put a covered picture on record that you have looked at", evidence_publish);
    add_words(*app, input->words);
    app->add_option("FOLDER", input->folder, "made by ruban evidence cover")->required();
    app->add_flag("--looked", input->looked,
                  "I have looked at the whole picture, and nobody can be recognised");
    app->add_option("--source", input->source, kSource)->type_name("URL");
    app->add_option("--date", input->date, kDate)->type_name("TIME");
  }
  {
    auto [app, input] = instance_command<EvidenceCompare>(
        evidence, "compare", "say what changed between two captures", evidence_compare);
    app->add_option("SLUG", input->slug, "the letter")->required();
    app->add_option("--version", input->version, "which version (the newest)")->type_name("N");
    app->add_option("NUMBERS", input->numbers, "a capture, compared with the one before it; or two captures")
        ->required()
        ->expected(1, 2);
  }
}

}  // namespace ruban::cli
