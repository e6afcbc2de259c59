// SPDX-License-Identifier: AGPL-3.0-or-later
// Router: the table of what the site answers, from method and path pattern to handler.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "web/http/form.h"
#include "web/http/request.h"
#include "web/http/response.h"

namespace ruban::web {

// Runs on a worker thread and may block. An exception becomes a 500 page.
using Handler = std::function<Response(const Request&)>;

struct RouteOptions {
  std::size_t body_limit = std::size_t{64} * 1024;  // bytes of a POST; more is 413
  bool reads_form = true;  // false: the body isn't a form, whatever its type says, and is left alone
  FormLimits form{};
  bool counted_alone = true;  // false: metrics count it with all that one visitor does, under one word
};

class Router {
 public:
  // Patterns: "/{lang:fr|en}/letters/{slug}" — a literal, {name} for any one non-empty segment, {name:a|b}
  // for one of these words, {name...} at the end for the rest, slashes included. "/fr/" and "/fr" are
  // different paths. Segment by segment from the left, a literal wins over words, words over a name, a name
  // over the rest. HEAD is answered from GET. The same method and pattern twice is a CHECK.
  Router& get(std::string_view pattern, Handler handler, RouteOptions options = {});
  Router& post(std::string_view pattern, Handler handler, RouteOptions options = {});
  // Answers a CORS preflight for that path; api_call routes need it.
  Router& options(std::string_view pattern, Handler handler);

  struct Match {
    const Handler* handler =
        nullptr;  // null: no such path (allow empty) or no such method (allow has those there are)
    RouteOptions options;
    std::string_view pattern;  // lives as long as the router
    Parameters parameters;
    std::string allow;  // "GET, HEAD, POST"
  };
  Match match(Method method, const std::vector<std::string>& segments) const;

  // Finds the route and calls its handler as the server would, without a server: 404 and 405 are plain
  // problems.
  Response answer(Request request) const;

 private:
  struct Part {
    enum class Sort { literal, words, name, rest } sort;
    std::string name;
    std::vector<std::string> words;  // of a literal: itself
  };
  struct Route {
    Method method;
    std::string pattern;
    std::vector<Part> parts;
    Handler handler;
    RouteOptions options;
  };
  static Part parse_part(std::string_view text);
  static std::vector<Part> parse(std::string_view pattern);
  static Parameters parameters(const Route& route, const std::vector<std::string>& segments);
  static std::vector<std::pair<int, std::vector<std::string>>> shape(const Route& route);
  static bool fits(const Route& route, const std::vector<std::string>& segments);
  Router& add(Method method, std::string_view pattern, Handler handler, RouteOptions options);
  std::vector<Route> routes_;  // the most literal first
};

}  // namespace ruban::web
