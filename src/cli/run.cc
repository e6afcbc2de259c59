// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/run.h"

#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <system_error>
#include <thread>

#include "cli/command_line.h"
#include "store/failure.h"

namespace ruban::cli {
namespace {

// The folder of this program by XDG Base Directory Specification, in which a relative path is to be ignored.
std::filesystem::path folder_by(const char* name, const char* usual) {
  const auto variable = [](const char* of) {
    const char* value = std::getenv(of);
    return std::filesystem::path(value == nullptr ? "" : value);
  };
  if (auto folder = variable(name); folder.is_absolute()) return folder / "ruban";
  return variable("HOME") / usual / "ruban";
}

std::filesystem::path absolute_or_none(std::filesystem::path path) {
  return path.is_absolute() ? std::move(path) : std::filesystem::path();
}

void print(const Error& error, Terminal& terminal) {
  terminal.err << "ruban: " << error.field << (error.field.empty() ? "" : ": ") << error.message << '\n';
}

constexpr std::string_view kFailed = "This machine failed at something that Ruban needs. See ruban doctor.";

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
  } catch (const std::system_error& e) {
    if (e.code() == std::errc::address_in_use)
      return broken("Another program has this port. Choose another one (--port, or PORT for ./run).", e,
                    terminal);
    return broken(kFailed, e, terminal);
  } catch (const std::exception& e) {
    return broken(kFailed, e, terminal);
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
  const auto now = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); };
  Terminal terminal{std::cout, std::cerr,
                    watched,   folder_by("XDG_CONFIG_HOME", ".config"),
                    now(),     absolute_or_none(folder_by("XDG_STATE_HOME", ".local/state")),
                    now,       [](std::chrono::seconds time) { std::this_thread::sleep_for(time); },
                    &std::cin};
  return run({argv + std::min(argc, 1), argv + argc}, doors, terminal);
}

}  // namespace ruban::cli
