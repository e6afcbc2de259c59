// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/run.h"

#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "cli/command_line.h"
#include "store/failure.h"

namespace ruban::cli {
namespace {

std::filesystem::path folder_for_pins() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::filesystem::path(value == nullptr ? "" : value);
  };
  // A relative path there is to be ignored (XDG Base Directory Specification).
  if (auto config = variable("XDG_CONFIG_HOME"); config.is_absolute()) return config / "ruban";
  return variable("HOME") / ".config" / "ruban";
}

void print(const Error& error, Terminal& terminal) {
  terminal.err << "ruban: " << error.field << (error.field.empty() ? "" : ": ") << error.message << '\n';
}

// `detail` is for whoever runs the machine, who reads it beside the plain sentence.
ExitCode broken(std::string_view sentence, const std::exception& detail, Terminal& terminal) {
  terminal.err << "ruban: " << sentence << "\nruban: (" << detail.what() << ")\n";
  return ExitCode::broken;
}

ExitCode run_guarded(const std::vector<std::string>& arguments, const Doors& doors, Terminal& terminal) {
  try {
    const auto command = read_command_line(arguments, doors, terminal);
    if (!command) return command.error();
    auto outcome = (*command)();
    if (outcome) return *outcome;
    print(outcome.error(), terminal);
    return exit_code(outcome.error().kind);
  } catch (const store::Unavailable& e) {
    return broken(
        "The store can't take this now: the disk is full, or another program holds the database. Nothing was "
        "changed.",
        e, terminal);
  } catch (const store::OutcomeUnknown& e) {
    return broken(
        "The disk failed in the middle: look with ruban doctor and ruban letter list what was stored before "
        "you repeat this.",
        e, terminal);
  } catch (const store::Failure& e) {
    return broken("The store can't be used: it is damaged, or a newer Ruban made it. See ruban doctor.", e,
                  terminal);
  } catch (const std::filesystem::filesystem_error& e) {
    return broken(
        "A file or folder can't be read or written. See who may use it, and whether the disk is full.", e,
        terminal);
  } catch (const std::exception& e) {
    return broken("This machine failed at something that Ruban needs. See ruban doctor.", e, terminal);
  }
}

}  // namespace

int run(const std::vector<std::string>& arguments, const Doors& doors, Terminal& terminal) {
  const auto code = run_guarded(arguments, doors, terminal);
  terminal.out.flush();
  return static_cast<int>(terminal.out ? code : ExitCode::broken);
}

int run(int argc, char** argv, const Doors& doors) {
  const bool watched = ::isatty(STDERR_FILENO) == 1;
  Terminal terminal{std::cout, std::cerr, watched, folder_for_pins(),
                    std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())};
  return run({argv + std::min(argc, 1), argv + argc}, doors, terminal);
}

}  // namespace ruban::cli
