// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/grammar.h"

namespace ruban::cli {

void Grammar::add_export() {
  auto [app, input] = instance_command<Export>(
      app_, "export", "write a letter as a folder that needs no server, with the record that proves it",
      [this](const Export& c, OpenInstance& i, Terminal& t) { return export_letter(c, i, doors_, t); });
  app->add_option("SLUG", input->slug, "the letter, in all its versions")->required();
  app->add_option("--to", input->to, "a folder that doesn't exist yet")->required()->type_name("FOLDER");
  app->add_option("--at", input->at,
                  "the record's size to stop at; a checkpoint of it must be public (the last)")
      ->type_name("SIZE");
  app->add_flag("--without-names", input->without_names,
                "leave out what signatories wrote: names, roles, comments, statements; they are counted");
  app->footer(
      "The same size gives the same bytes, as long as nobody withdraws or erases. Every setting that `ruban "
      "serve --help` lists can be given here, too.");
}

}  // namespace ruban::cli
