// SPDX-License-Identifier: AGPL-3.0-or-later
// ruban_load: visitors by the hundred, for measuring a server. `bench/run` reads what it prints.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <iterator>

#include "load/commands.h"

int main(int argc, char** argv) {
  using namespace ruban::bench;
  CLI::App app("Visitors by the hundred, for measuring a server.", "ruban_load");
  app.require_subcommand(1);

  SignOrder order;
  auto* signing = app.add_subcommand("sign", "people sign through the pages, with a code by mail");
  signing->add_option("--port", order.port)->required();
  signing->add_option("--mails", order.mails, "the folder of the server's --mail file:FOLDER")->required();
  signing->add_option("--slug", order.slug)->capture_default_str();
  signing->add_option("--people", order.people)->capture_default_str();
  signing->add_option("--at-once", order.at_once)->capture_default_str()->check(CLI::Range(1, 512));
  signing->add_option("--group", order.group, "begins their addresses: one word")->capture_default_str();

  InvitedOrder invitation;
  auto* inviting = app.add_subcommand("invited", "people sign with invitation codes, by the signing calls");
  inviting->add_option("--port", invitation.port)->required();
  inviting->add_option("--codes", invitation.codes, "what ruban letter invite --codes has written")
      ->required();
  inviting->add_option("--slug", invitation.slug)->capture_default_str();
  inviting->add_option("--issuer", invitation.issuer)->capture_default_str();
  inviting->add_option("--at-once", invitation.at_once)->capture_default_str()->check(CLI::Range(1, 512));

  unsigned rounds = 200;
  auto* getting =
      app.add_subcommand("get", "asks for the addresses of a JSON plan on standard input in turn");
  getting->add_option("--rounds", rounds)->capture_default_str();

  CLI11_PARSE(app, argc, argv);
  try {
    boost::json::object figures;
    if (signing->parsed()) {
      figures = sign(order);
    } else if (inviting->parsed()) {
      figures = invited(invitation);
    } else {
      const std::string plan{std::istreambuf_iterator<char>(std::cin), {}};
      figures = get(boost::json::parse(plan).as_array(), rounds);
    }
    fmt::print("{}\n", boost::json::serialize(figures));
    return 0;
  } catch (const std::exception& e) {
    fmt::print(stderr, "ruban_load: {}\n", e.what());
    return 3;
  }
}
