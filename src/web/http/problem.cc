// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/problem.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "web/http/status.h"

namespace ruban::web {

std::string problem_json(const Error& error) { return problem_json(error, status_of(error.kind)); }

std::string problem_json(const Error& error, int status) {
  const auto view = [](std::string_view text) { return boost::json::string_view(text.data(), text.size()); };
  boost::json::object problem;
  problem["type"] = "about:blank";
  problem["title"] = view(reason_of(status));
  problem["status"] = status;
  if (!error.message.empty()) problem["detail"] = view(error.message);
  if (!error.field.empty()) problem["field"] = view(error.field);
  return boost::json::serialize(problem);
}

}  // namespace ruban::web
