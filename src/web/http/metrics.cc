// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/metrics.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>

namespace ruban::web {
namespace {

// Label values of the text format: backslash, quote and line feed are escaped.
std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\\' || c == '"') out.push_back('\\');
    if (c == '\n') {
      out += "\\n";
    } else {
      out.push_back(c);
    }
  }
  return out;
}

void describe(std::string& out, std::string_view name, std::string_view help, std::string_view type) {
  fmt::format_to(std::back_inserter(out), "# HELP ruban_{} {}\n# TYPE ruban_{} {}\n", name, help, name, type);
}

template <class Classes>
void write_route(std::string& out, std::string_view route, const Classes& classes) {
  for (std::size_t status = 1; status < classes.size(); ++status) {
    const auto times = classes[status].load(std::memory_order_relaxed);
    if (times == 0) continue;
    fmt::format_to(std::back_inserter(out), "ruban_http_requests_total{{route=\"{}\",status=\"{}xx\"}} {}\n",
                   escaped(route), status, times);
  }
}

}  // namespace

void Metrics::count_request(std::string_view route, int status) {
  const std::lock_guard lock(mutex_);
  auto place = requests_.find(route);
  if (place == requests_.end()) {
    place = requests_.emplace(std::piecewise_construct, std::forward_as_tuple(route), std::forward_as_tuple())
                .first;
  }
  place->second[status_class(status)].fetch_add(1, std::memory_order_relaxed);
}

std::atomic<std::uint64_t>& Metrics::counter(std::string_view name, std::string_view help) {
  const std::lock_guard lock(mutex_);
  auto& counter = counters_[std::string(name)];
  counter.help = help;
  return counter.value;
}

void Metrics::gauge(std::string_view name, std::string_view help, std::function<double()> value) {
  const std::lock_guard lock(mutex_);
  gauges_[std::string(name)] = {std::string(help), std::move(value)};
}

std::string Metrics::render() const {
  const std::lock_guard lock(mutex_);
  std::string out;
  describe(out, "http_requests_total", "Requests answered, by route pattern and status class.", "counter");
  write_route(out, "cached", cached_);
  for (const auto& [route, classes] : requests_) write_route(out, route, classes);
  for (const auto& [name, counter] : counters_) {
    describe(out, name, counter.help, "counter");
    fmt::format_to(std::back_inserter(out), "ruban_{} {}\n", name,
                   counter.value.load(std::memory_order_relaxed));
  }
  for (const auto& [name, gauge] : gauges_) {
    describe(out, name, gauge.help, "gauge");
    fmt::format_to(std::back_inserter(out), "ruban_{} {}\n", name, gauge.value());
  }
  return out;
}

std::string health_body(std::string_view status) { return fmt::format("{{\"status\":\"{}\"}}\n", status); }

}  // namespace ruban::web
