// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/grammar.h"

namespace ruban::cli {

void Grammar::add_recipient() {
  auto& recipient = *app_.add_subcommand("recipient", "have a letter's recipient answer for itself");
  recipient.require_subcommand(1);
  auto [app, input] = instance_command<RecipientVerify>(
      recipient, "verify", "have the recipient prove its domain, and make a link to answer with",
      recipient_verify);
  app->add_option("SLUG", input->slug, "the letter")->required();
  app->add_option("--version", input->version, "which version (the newest)")->type_name("N");
  app->add_flag("--check", input->check, "look for the line at once, also at the first run");
  app->add_option("--corrects", input->corrects,
                  "number of the recipient's answer that the link is to correct")
      ->type_name("N");
  auto* revoke = app->add_flag("--revoke", input->revoke, "end the link that was given and not used");
  revoke->excludes(app->get_option("--check"))->excludes(app->get_option("--corrects"));
  app->add_option("--lang", input->language, "language of the link's page (the letter's first)")
      ->check(CLI::IsMember({"en", "fr"}));
  app->add_flag("--json", input->json, kJson);
  app->add_option("--nameserver", input->nameserver,
                  "ask this name server (IPv4), as 9.9.9.9 or 127.0.0.1:5353")
      ->type_name("ADDRESS[:PORT]");
  app->add_option("--connect-to", input->connect_to,
                  "fetch the file from here; the certificate must be the domain's")
      ->type_name("ADDRESS:PORT");
  app->add_option("--ca-file", input->ca_file, "trust these certificates, and not the machine's")
      ->type_name("FILE");
  app->footer(
      "The first run says what the recipient is to publish; the next one looks for it, and prints a link "
      "that works "
      "for fourteen days and one answer. A new link ends the one before.");
}

}  // namespace ruban::cli
