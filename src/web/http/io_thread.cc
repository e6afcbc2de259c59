// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/io_thread.h"

#include <fmt/chrono.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include "web/http/connection.h"
#include "web/http/status.h"

namespace ruban::web {
namespace {

namespace net = boost::asio;

// Short enough that a deadline is kept to a quarter of itself.
std::chrono::milliseconds tick_length_for(const ServerOptions& options) {
  using std::chrono::milliseconds;
  const auto shortest = std::min({options.header_deadline, options.body_deadline, options.write_deadline,
                                  options.idle_deadline, options.stop_deadline});
  return std::clamp(shortest / 4, milliseconds(5), milliseconds(500));
}

// IMF-fixdate (RFC 9110 5.6.7), which is English whatever the locale.
std::string format_date(std::time_t at) {
  static constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::tm t = fmt::gmtime(at);
  return fmt::format("Date: {}, {:02} {} {} {:02}:{:02}:{:02} GMT\r\n",
                     kDays[static_cast<std::size_t>(t.tm_wday)], t.tm_mday,
                     kMonths[static_cast<std::size_t>(t.tm_mon)], t.tm_year + 1900, t.tm_hour, t.tm_min,
                     t.tm_sec);
}

}  // namespace

IoThread::IoThread(Shared& shared_in)
    : shared(shared_in),
      pages(shared_in.cache),
      tick_length_(tick_length_for(shared_in.options)),
      timer_(context) {
  look_at_clock();
}

void IoThread::run() {
  net::co_spawn(context, tick(), net::detached);
  context.run();
}

void IoThread::stop() {
  net::post(context, [this] {
    if (stopping_) return;
    stopping_ = true;
    look_at_clock();
    stop_at_ = now_ + shared.options.stop_deadline;
    // Closing only posts what the coroutines learn of it: the list stands still.
    for (auto* connection : connections) connection->close_if_idle();
    timer_.cancel();
  });
}

Awaitable<void> IoThread::tick() {
  constexpr auto kAwait = net::as_tuple(net::use_awaitable_t<Executor>());
  while (!stopping_ || !connections.empty()) {
    timer_.expires_after(tick_length_);
    co_await timer_.async_wait(kAwait);
    look_at_clock();
    expire_connections();
  }
}

void IoThread::look_at_clock() {
  now_ = std::chrono::steady_clock::now();
  const auto date = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  if (date == date_) return;
  date_ = date;
  date_line_ = format_date(date);
  opening_ok_ = "HTTP/1.1 200 OK\r\n" + date_line_;
}

void IoThread::expire_connections() {
  const bool is_over = stopping_ && now_ >= stop_at_;
  for (auto* connection : connections) {
    if (is_over || connection->deadline() <= now_) connection->expire();
  }
}

std::string_view IoThread::opening(int status) {
  if (status == 200) return opening_ok_;
  opening_ = fmt::format("HTTP/1.1 {} {}\r\n{}", status, reason_of(status), date_line_);
  return opening_;
}

}  // namespace ruban::web
