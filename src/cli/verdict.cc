// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/verdict.h"

namespace ruban::cli {
namespace {

std::string_view word(ExitCode code) {
  switch (code) {
    case ExitCode::done:
      return "verified";
    case ExitCode::refused:
    case ExitCode::usage:
      return "NOT VERIFIED";
    case ExitCode::broken:
      return "can't be read or judged";
  }
  return {};
}

}  // namespace

std::string to_text(const Verdict& verdict) {
  auto out = verdict.file.string() + ": ";
  out += word(verdict.code);
  out += '\n';
  for (const auto& sentence : verdict.says) out += "  " + sentence + '\n';
  return out;
}

boost::json::object to_json(const Verdict& verdict) {
  boost::json::array says;
  for (const auto& sentence : verdict.says) says.emplace_back(sentence);
  boost::json::object out{{"file", verdict.file.string()},
                          {"kind", verdict.kind},
                          {"verified", verdict.code == ExitCode::done},
                          {"says", std::move(says)}};
  for (const auto& [name, value] : verdict.details) out[name] = value;
  return out;
}

}  // namespace ruban::cli
