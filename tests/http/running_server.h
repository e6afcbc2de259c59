// SPDX-License-Identifier: AGPL-3.0-or-later
// RunningServer: a server with a few plain routes on a free port, in a thread of its own.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "web/http/server.h"

namespace ruban::web {

// A door that handlers wait at until the test opens it.
class Gate {
 public:
  void pass() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
  }
  // Until that many handlers stand before it.
  void wait_for(int handlers) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ >= handlers; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool open_ = false;
};

// What handlers that have put their answer off are called back with.
class Bell {
 public:
  void hang(std::function<void()> again) {
    const std::lock_guard lock(mutex_);
    all_.push_back(std::move(again));
    changed_.notify_all();
  }
  std::size_t size() {
    const std::lock_guard lock(mutex_);
    return all_.size();
  }
  // Once that many hang there. May be rung again, to no effect.
  void ring(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return all_.size() >= count; });
    for (const auto& again : all_) again();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::function<void()>> all_;
};

class RunningServer {
 public:
  explicit RunningServer(ServerOptions options = {})
      : server_(on_free_port(std::move(options)), routes(), cache, metrics) {
    cache.put("/page", html(std::string(12'000, 'p')).on(Surface::page).tagged("v1"));
    thread_ = std::thread([this] { server_.run(); });
  }
  ~RunningServer() {
    gate.open();
    server_.stop();
    join();
  }

  Server* operator->() { return &server_; }
  std::uint16_t port() const { return server_.port(); }
  // Waits until run() has returned.
  void join() {
    if (thread_.joinable()) thread_.join();
  }

  static constexpr std::size_t kLarge = 32 << 20;
  PageCache cache;
  Metrics metrics;
  Gate gate;
  Bell bell;

 private:
  static ServerOptions on_free_port(ServerOptions options) {
    options.port = 0;
    return options;
  }

  Router routes() {
    Router router;
    router.get("/hello/{name}", [](const Request& request) {
      return text("Hello " + std::string(request.parameter("name")) + " " +
                  std::string(request.query.get("q")));
    });
    router.get("/public/{name}",
               [](const Request&) { return text(std::string("The same for everybody")).on(Surface::page); });
    router.post("/echo", [](const Request& request) { return text(request.body); });
    router.post("/form", [](const Request& request) { return text(std::string(request.form.get("name"))); });
    router.post("/small", [](const Request& request) { return text(request.body); }, {.body_limit = 10});
    router.get("/wait", [this](const Request&) {
      gate.pass();
      return text(std::string("waited"));
    });
    router.get("/later", [this](const Request& request) {
      if (request.waited == std::chrono::milliseconds(0))
        return ask_again([this](auto again) { bell.hang(std::move(again)); });
      return text(std::string("later"));
    });
    router.get("/at-once", [](const Request& request) {
      if (request.waited < std::chrono::milliseconds(2)) return ask_again([](auto again) { again(); });
      return text(std::string("at last"));
    });
    router.post("/later", [this](const Request& request) {
      if (request.waited == std::chrono::milliseconds(0))
        return ask_again([this](auto again) { bell.hang(std::move(again)); });
      return text(std::string(request.form.get("name")));
    });
    router.get("/large", [](const Request&) { return text(std::string(kLarge, 'x')); });
    router.get("/public",
               [](const Request&) { return html(std::string(5000, 'y')).on(Surface::page).tagged("v7"); });
    router.get("/broken", [](const Request&) -> Response { throw std::runtime_error("secret inside"); });
    router.get("/very-broken", [](const Request&) -> Response { throw 42; });
    router.get("/busy", [](const Request&) { return problem({Kind::busy, "Try again in a moment.", ""}); });
    return router;
  }

  Server server_;
  std::thread thread_;
};

}  // namespace ruban::web
