// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/router.h"

#include <algorithm>

#include "core/check.h"

namespace ruban::web {

// "{lang:fr|en}" and its like; see router.h.
Router::Part Router::parse_part(std::string_view text) {
  if (!text.starts_with('{')) return {Part::Sort::literal, "", {std::string(text)}};
  CHECK(text.size() > 2 && text.ends_with('}'));
  text = text.substr(1, text.size() - 2);
  if (text.ends_with("...")) return {Part::Sort::rest, std::string(text.substr(0, text.size() - 3)), {}};
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return {Part::Sort::name, std::string(text), {}};
  Part part{Part::Sort::words, std::string(text.substr(0, colon)), {}};
  for (auto words = text.substr(colon + 1);;) {
    const auto bar = words.find('|');
    part.words.emplace_back(words.substr(0, bar));
    if (bar == std::string_view::npos) return part;
    words.remove_prefix(bar + 1);
  }
}

std::vector<Router::Part> Router::parse(std::string_view pattern) {
  CHECK(pattern.starts_with('/'));
  std::vector<Part> parts;
  for (auto rest = pattern.substr(1);;) {
    CHECK(parts.empty() || parts.back().sort != Part::Sort::rest);
    const auto slash = rest.find('/');
    parts.push_back(parse_part(rest.substr(0, slash)));
    if (slash == std::string_view::npos) return parts;
    rest.remove_prefix(slash + 1);
  }
}

bool Router::fits(const Route& route, const std::vector<std::string>& segments) {
  std::size_t i = 0;
  for (const auto& part : route.parts) {
    if (i == segments.size()) return false;
    const auto& segment = segments[i++];
    switch (part.sort) {
      case Part::Sort::literal:
      case Part::Sort::words:
        if (std::find(part.words.begin(), part.words.end(), segment) == part.words.end()) return false;
        break;
      case Part::Sort::name:
        if (segment.empty()) return false;
        break;
      case Part::Sort::rest:
        return true;
    }
  }
  return i == segments.size();
}

Parameters Router::parameters(const Route& route, const std::vector<std::string>& segments) {
  Parameters out;
  for (std::size_t i = 0; i < route.parts.size(); ++i) {
    const auto& part = route.parts[i];
    if (part.sort == Part::Sort::rest) {
      std::string rest = segments[i];
      for (std::size_t j = i + 1; j < segments.size(); ++j) rest.append("/").append(segments[j]);
      out.add(part.name, std::move(rest));
    } else if (part.sort != Part::Sort::literal) {
      out.add(part.name, segments[i]);
    }
  }
  return out;
}

// Orders patterns from the most literal on; two with the same shape are the same path.
std::vector<std::pair<int, std::vector<std::string>>> Router::shape(const Route& route) {
  std::vector<std::pair<int, std::vector<std::string>>> out;
  for (const auto& part : route.parts) out.emplace_back(static_cast<int>(part.sort), part.words);
  return out;
}

Router& Router::add(Method method, std::string_view pattern, Handler handler, RouteOptions options) {
  Route route{method, std::string(pattern), parse(pattern), std::move(handler), options};
  const auto before = [](const Route& a, const Route& b) { return shape(a) < shape(b); };
  const auto place = std::upper_bound(routes_.begin(), routes_.end(), route, before);
  for (auto same = place; same != routes_.begin() && shape(*std::prev(same)) == shape(route); --same) {
    CHECK(std::prev(same)->method != method);
  }
  routes_.insert(place, std::move(route));
  return *this;
}

Router& Router::get(std::string_view pattern, Handler handler, RouteOptions options) {
  return add(Method::get, pattern, std::move(handler), options);
}
Router& Router::post(std::string_view pattern, Handler handler, RouteOptions options) {
  return add(Method::post, pattern, std::move(handler), options);
}
Router& Router::options(std::string_view pattern, Handler handler) {
  return add(Method::options, pattern, std::move(handler), {});
}

Router::Match Router::match(Method method, const std::vector<std::string>& segments) const {
  Match out;
  const auto first =
      std::find_if(routes_.begin(), routes_.end(), [&](const Route& r) { return fits(r, segments); });
  const Method wanted = method == Method::head ? Method::get : method;
  for (auto route = first; route != routes_.end() && shape(*route) == shape(*first); ++route) {
    if (!out.allow.empty()) out.allow += ", ";
    out.allow += name_of(route->method);
    if (route->method == Method::get) out.allow += ", HEAD";
    if (route->method != wanted) continue;
    out.handler = &route->handler;
    out.options = route->options;
    out.pattern = route->pattern;
    out.parameters = parameters(*route, segments);
  }
  return out;
}

Response Router::answer(Request request) const {
  auto found = match(request.method, request.segments);
  if (found.handler == nullptr && found.allow.empty()) {
    return problem({Kind::not_found, "There is no page at this address.", ""});
  }
  if (found.handler == nullptr) {
    return problem({Kind::invalid, "This address doesn't take this method.", ""}, 405)
        .with("Allow", found.allow);
  }
  request.route = found.pattern;
  request.parameters = std::move(found.parameters);
  return (*found.handler)(request);
}

}  // namespace ruban::web
