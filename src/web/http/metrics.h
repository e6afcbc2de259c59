// SPDX-License-Identifier: AGPL-3.0-or-later
// Metrics: counts of what happened, by route pattern and status class, in the Prometheus text format.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace ruban::web {

// For any thread. Labels are route patterns and constant words of ours: nothing a visitor sent.
class Metrics {
 public:
  // ruban_http_requests_total{route="/{lang:fr|en}/",status="2xx"}
  void count_request(std::string_view route, int status);
  // The same for pages of the page cache, cheap enough for every one of them; route="cached".
  void count_cached(int status) { cached_[status_class(status)].fetch_add(1, std::memory_order_relaxed); }

  // A counter of another room: name without prefix ("mail_sent_total"), what it counts. Stays valid.
  std::atomic<std::uint64_t>& counter(std::string_view name, std::string_view help);
  // Asked for its value when the metrics are read; must not block for long.
  void gauge(std::string_view name, std::string_view help, std::function<double()> value);

  // text/plain; version=0.0.4
  std::string render() const;

 private:
  using Classes = std::array<std::atomic<std::uint64_t>, 6>;
  static std::size_t status_class(int status) { return static_cast<std::size_t>(status / 100 % 6); }

  struct Counter {
    std::string help;
    std::atomic<std::uint64_t> value = 0;
  };
  struct Gauge {
    std::string help;
    std::function<double()> value;
  };
  mutable std::mutex mutex_;
  std::map<std::string, Classes, std::less<>> requests_;
  std::map<std::string, Counter, std::less<>> counters_;
  std::map<std::string, Gauge, std::less<>> gauges_;
  Classes cached_{};
};

// The body of /healthz: {"status":"ok"}, or "stopping" or what else the operator should know.
std::string health_body(std::string_view status);

}  // namespace ruban::web
