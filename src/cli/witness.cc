// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "cli/commands.h"
#include "cli/http_get.h"

namespace ruban::cli {

namespace json = boost::json;

namespace {

// What the witness's owner hands to whoever runs a log.
std::string lines_for_log(const WitnessState& state) {
  auto out = state.policy + '\n';
  if (!state.recount_promise.empty())
    out += fmt::format(
        "\nand this one, for ruban.toml (several witnesses stand in one line, with spaces "
        "between):\n\nrecounted-by = \"{}\"\n",
        state.recount_promise);
  return out;
}

}  // namespace

Outcome witness_init(const WitnessSettings& settings, const WitnessDoors& doors, Terminal& terminal) {
  TRY(doors.init(settings));
  const auto state = TRY(doors.show(settings.data));
  terminal.out << fmt::format(
      "This witness has a key of its own now. Publish it where people know you, and give this line to "
      "whoever "
      "runs a log:\n\n{}\nNext: ruban witness add-log VKEY URL, then ruban witness serve.\n",
      lines_for_log(state));
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
                                                 {"recounts", !state.recount_promise.empty()},
                                                 {"recount_promise", state.recount_promise},
                                                 {"logs", std::move(logs)}})
                 << '\n';
    return ExitCode::done;
  }
  terminal.out << fmt::format("Key: {}\nFor a policy: {}\n{}\n", state.key, state.policy,
                              state.recount_promise.empty()
                                  ? "It doesn't recount."
                                  : "It recounts every tally before it cosigns. For ruban.toml: "
                                    "recounted-by = \"" +
                                        state.recount_promise + '"');
  if (state.logs.empty()) terminal.out << "It watches over no log yet.\n";
  for (const auto& log : state.logs) {
    terminal.out << (log.time ? fmt::format("{}: {} entries, cosigned at {}\n", log.origin, log.size,
                                            format_rfc3339(*log.time))
                              : fmt::format("{}: nothing cosigned yet\n", log.origin));
  }
  return ExitCode::done;
}

namespace {

// "https://witness.journal.example:8443" -> "witness.journal.example"
Result<std::string> host_of(const std::string& url) {
  const auto site = TRY(parse_site(url));
  const auto host = site.substr(site.find("://") + 3);
  return host.substr(0, host.find(':'));
}

// A witness stays what it was made as.
Result<void> compare(const WitnessSettings& wanted, const WitnessState& state) {
  const auto name = state.key.substr(0, state.key.find('+'));
  if (!wanted.name.empty() && wanted.name != name) {
    return fail(Kind::conflict,
                "The witness in this folder has another name, and keeps it: make a new one in a new folder.",
                name);
  }
  if (wanted.recounts && state.recount_promise.empty()) {
    return fail(Kind::conflict,
                "The witness in this folder was made without --recount: make a new one in a new folder.",
                name);
  }
  return {};
}

Result<void> make(WitnessSettings settings, const WitnessDoors& doors) {
  if (settings.name.empty()) settings.name = TRY(host_of(settings.url));
  return doors.init(settings);
}

}  // namespace

Outcome witness_serve(const WitnessServe& command, const WitnessDoors& doors, Terminal& terminal) {
  const auto& data = command.made.data;
  const bool described = !command.made.url.empty();
  const bool makes = described && !doors.is_made(data);
  if (makes) TRY(make(command.made, doors));
  if (described || !command.logs.empty()) {
    const auto state = TRY(doors.show(data));
    if (described && !makes) TRY(compare(command.made, state));
    for (const auto& [vkey, url] : command.logs) {
      const auto known = std::find_if(state.logs.begin(), state.logs.end(),
                                      [&key = vkey](const auto& log) { return log.key == key; });
      if (known == state.logs.end()) {
        TRY(doors.add_log(data, vkey, url));
      } else if (known->url != url) {
        return fail(
            Kind::conflict,
            "This witness watches over this record at another address. If the record has moved, write "
            "the new one into the file logs in the witness's folder.",
            known->url);
      }
    }
    terminal.out << fmt::format(
        "Publish this witness’s key where people know you, and give this line to whoever runs the "
        "log:\n\n{}\n",
        lines_for_log(state));
    terminal.out.flush();
  }
  return ExitCode{doors.serve(data)};
}

}  // namespace ruban::cli
