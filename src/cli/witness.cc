// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <boost/json.hpp>

#include "cli/commands.h"

namespace ruban::cli {

namespace json = boost::json;

Outcome witness_init(const WitnessSettings& settings, const WitnessDoors& doors, Terminal& terminal) {
  TRY(doors.init(settings));
  const auto state = TRY(doors.show(settings.data));
  terminal.out << fmt::format(
      "This witness has a key of its own now. Publish it where people know you, and give this line to "
      "whoever "
      "runs a log:\n\n{}\n\nNext: ruban witness add-log VKEY URL, then ruban witness serve.\n",
      state.policy);
  return ExitCode::done;
}

Outcome witness_add_log(const WitnessAddLog& command, const WitnessDoors& doors, Terminal& terminal) {
  const auto origin = TRY(doors.add_log(command.data, command.vkey, command.url));
  terminal.out << fmt::format("This witness watches over {} from now on.\n", origin);
  return ExitCode::done;
}

Outcome witness_show(const WitnessShow& command, const WitnessDoors& doors, Terminal& terminal) {
  const auto state = TRY(doors.show(command.data));
  if (command.json) {
    json::array logs;
    for (const auto& log : state.logs) {
      logs.push_back(
          json::object{{"origin", log.origin},
                       {"url", log.url},
                       {"size", log.size},
                       {"time", log.time ? json::value(format_rfc3339(*log.time)) : json::value(nullptr)}});
    }
    terminal.out << json::serialize(json::object{{"key", state.key},
                                                 {"policy", state.policy},
                                                 {"recounts", state.recounts},
                                                 {"logs", std::move(logs)}})
                 << '\n';
    return ExitCode::done;
  }
  terminal.out << fmt::format(
      "Key: {}\nFor a policy: {}\n{}\n", state.key, state.policy,
      state.recounts ? "It recounts every tally before it cosigns." : "It doesn't recount.");
  if (state.logs.empty()) terminal.out << "It watches over no log yet.\n";
  for (const auto& log : state.logs) {
    terminal.out << (log.time ? fmt::format("{}: {} entries, cosigned at {}\n", log.origin, log.size,
                                            format_rfc3339(*log.time))
                              : fmt::format("{}: nothing cosigned yet\n", log.origin));
  }
  return ExitCode::done;
}

}  // namespace ruban::cli
