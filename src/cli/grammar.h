// SPDX-License-Identifier: AGPL-3.0-or-later
// Grammar: the commands and options that the command line knows, each with what runs it.
#pragma once

#include <CLI/CLI.hpp>

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/commands.h"

namespace ruban::cli {

inline constexpr char kJson[] = "print JSON for programs";
inline constexpr char kPolicy[] = "judge by this policy (C2SP tlog-policy) instead of the pinned one";

class Grammar {
 public:
  Grammar(const Doors& doors, Terminal& terminal);
  tl::expected<Command, ExitCode> read(const std::vector<std::string>& arguments);

 private:
  // A command of `parent` with its input, and what runs it.
  template <class Input>
  std::pair<CLI::App*, std::shared_ptr<Input>> command(CLI::App& parent, const char* name, const char* help,
                                                       std::function<Outcome(const Input&)> run) {
    auto* app = parent.add_subcommand(name, help);
    auto input = std::make_shared<Input>();
    app->callback([this, input, run = std::move(run)] { chosen_ = [input, run] { return run(*input); }; });
    return {app, input};
  }

  // A command over an open instance.
  template <class Input>
  std::pair<CLI::App*, std::shared_ptr<Input>> instance_command(
      CLI::App& parent, const char* name, const char* help,
      std::function<Outcome(const Input&, OpenInstance&, Terminal&)> run) {
    auto place = std::make_shared<Place>();
    auto added = command<Input>(parent, name, help,
                                [this, place, run = std::move(run)](const Input& input) -> Outcome {
                                  auto instance = doors_.open(place->data, place->flags);
                                  if (!instance) return report(instance.error());
                                  return run(input, **instance, terminal_);
                                });
    add_place(*added.first, place, false);
    return added;
  }

  // The instance's folder and its settings.
  void add_place(CLI::App& app, const std::shared_ptr<Place>& place, bool shows_settings);
  ExitCode report(const std::vector<Trouble>& troubles);

  template <std::size_t N>
  static std::vector<std::string> words(const std::array<std::string_view, N>& list) {
    return {list.begin(), list.end()};
  }

  void add_serve();
  void add_demo();
  void add_init();
  void add_letter();                      // letter_grammar.cc
  void add_statements(CLI::App& letter);  // statements_grammar.cc
  void add_evidence();                    // evidence_grammar.cc
  void add_recipient();                   // recipient_grammar.cc
  void add_audit();
  void add_sign();
  void add_verify();
  void add_backup();
  void add_restore();
  void add_rebuild();
  void add_export();  // export_grammar.cc
  void add_doctor();
  static void add_witness_folder(CLI::App& app, std::filesystem::path& data);
  static void add_witness_settings(CLI::App& app, WitnessSettings& settings);
  void add_witness();  // witness_grammar.cc
  void add_version();

  const Doors& doors_;
  Terminal& terminal_;
  CLI::App app_{"Open letters, and a count that anybody can check"};
  Command chosen_;
};

}  // namespace ruban::cli
