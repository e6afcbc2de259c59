// SPDX-License-Identifier: AGPL-3.0-or-later
// Verdict: what `ruban verify` found out about one file, for people and for programs.
#pragma once

#include <boost/json.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/exit_code.h"

namespace ruban::cli {

struct Verdict {
  std::filesystem::path file;
  std::string kind = "unknown";  // "proof", "key", "payload"
  ExitCode code = ExitCode::done;
  std::vector<std::string> says;  // sentences
  boost::json::object details;    // of a proof or a key

  void say(std::string sentence) { says.push_back(std::move(sentence)); }
  void refuse(std::string sentence, ExitCode why = ExitCode::refused) {
    code = std::max(code, why);
    say(std::move(sentence));
  }
};

std::string to_text(const Verdict& verdict);
boost::json::object to_json(const Verdict& verdict);

}  // namespace ruban::cli
