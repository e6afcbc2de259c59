// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/grammar.h"

namespace ruban::cli {

void Grammar::add_witness_folder(CLI::App& app, std::filesystem::path& data) {
  app.add_option("--data", data, "the witness's folder")
      ->envname("RUBAN_WITNESS")
      ->type_name("DIR")
      ->capture_default_str();
}

void Grammar::add_witness_settings(CLI::App& app, WitnessSettings& settings) {
  app.add_option("--name", settings.name, "name of its key, for good: witness.journal.example");
  app.add_option("--url", settings.url, "where logs reach it: https://witness.journal.example");
  app.add_option("--run-by", settings.run_by, "who runs it, as its page says: \"Le Journal\"");
  app.add_option("--contact", settings.contact, "how to reach them, as its page says");
  app.add_flag("--recount", settings.recounts,
               "cosign only records whose every tally it has recomputed; for good");
  app.add_option("--address", settings.address, "address to listen on")->capture_default_str();
  app.add_option("--port", settings.port, "port to listen on")
      ->check(CLI::Range(1, 65535))
      ->capture_default_str();
}

void Grammar::add_witness() {
  auto& witness = *app_.add_subcommand("witness", "watch over the records of others, and cosign them");
  witness.require_subcommand(1);
  {
    auto [app, input] = command<WitnessSettings>(
        witness, "init", "make a witness: its folder, its key, witness.toml",
        [this](const WitnessSettings& s) { return witness_init(s, doors_.witness, terminal_); });
    add_witness_folder(*app, input->data);
    add_witness_settings(*app, *input);
    app->get_option("--name")->required();
    app->get_option("--url")->required();
  }
  {
    auto [app, input] = command<WitnessAddLog>(
        witness, "add-log", "watch over one more record",
        [this](const WitnessAddLog& c) { return witness_add_log(c, doors_.witness, terminal_); });
    add_witness_folder(*app, input->data);
    app->add_option("VKEY", input->vkey, "the record's key, from its operator")->required();
    app->add_option("URL", input->url, "the record's address: https://HOST/log")->required();
  }
  {
    auto [app, input] = command<WitnessShow>(
        witness, "show", "print its key, its line for a policy, and what it has cosigned last",
        [this](const WitnessShow& c) { return witness_show(c, doors_.witness, terminal_); });
    add_witness_folder(*app, input->data);
    app->add_flag("--json", input->json, kJson);
  }
  {
    auto [app, input] = command<WitnessServe>(
        witness, "serve", "answer logs and readers until a signal",
        [this](const WitnessServe& c) { return witness_serve(c, doors_.witness, terminal_); });
    add_witness_folder(*app, input->made.data);
    add_witness_settings(*app, input->made);
    for (const auto* setting : {"--name", "--run-by", "--contact", "--recount", "--address", "--port"})
      app->get_option(setting)->needs("--url");
    app->add_option("--log", input->logs, "watch over this record: its key, and https://HOST/log")
        ->type_name("VKEY URL");
    app->footer(
        "With --url the witness is made first if there is none in its folder: --name is the address’s host "
        "unless it is given. On a later start the same line serves what there is, as witness.toml says.");
  }
}

}  // namespace ruban::cli
