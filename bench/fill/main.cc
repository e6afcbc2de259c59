// SPDX-License-Identifier: AGPL-3.0-or-later
// ruban_fill: makes an instance whose letter has any number of signatures, for measuring. They go through the
// store and the sequencer as signatures do, so that `ruban serve --data FOLDER` starts on it.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <fstream>

#include "app/clock.h"
#include "app/open_instance.h"
#include "embedded/ruban_letters_coders.h"
#include "fill/production.h"
#include "service/registry.h"

namespace ruban::bench {
namespace {

using std::chrono::minutes;

struct Order {
  std::filesystem::path data;
  std::uint64_t signatures = 1000;
  std::string credentials = "real";
  std::uint16_t port = 8080;
  unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  std::uint64_t minutes = 14 * 24 * 60;
};

// Written last: a folder without it was left half full.
constexpr std::string_view kDone = "filled.json";
constexpr std::uint64_t kPublishEvery = 60;  // minutes

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(fmt::format("{} {}", result.error().message, result.error().field));
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

app::Config config_of(const Order& order) {
  app::Config config;
  config.data = std::filesystem::absolute(order.data);
  config.instance_key = config.data / "instance.key";
  config.url = fmt::format("http://localhost:{}", order.port);
  config.origin = fmt::format("localhost:{}/log", order.port);
  config.port = order.port;
  config.mail = "file:mail";
  config.mail_from = "ruban@localhost";
  return config;
}

class Filling {
 public:
  Filling(const Order& order, service::Registry& registry, app::StoryClock& clock, crypto::Random& random)
      : order_(order), registry_(registry), clock_(clock), random_(random) {}

  TreeSize run() {
    const auto end = floor_to_minute(app::SystemClock().now());
    const auto span = order_.minutes;
    const auto begin = end - minutes(span);
    clock_.set(begin);
    must(registry_.sequencer().start());
    const auto letter = publish();
    const auto kind = order_.credentials == "real" ? Credentials::real : Credentials::filler;
    const SignatureMaker maker(registry_.keys(), letter, random_, kind);
    Production production(maker, order_.signatures, order_.threads);
    std::uint64_t done = 0;
    for (std::uint64_t minute = 1; minute <= span; ++minute) {
      const auto due = order_.signatures * minute / span;
      if (due > done) {
        clock_.set(begin + minutes(minute));
        accept(*letter, maker.label(), production.take(due - done));
        must(registry_.sequencer().step());
        done = due;
      }
      if (minute % kPublishEvery == 0) registry_.sequencer().publish();
      show(done);
    }
    clock_.set(end);
    must(registry_.sequencer().step());  // the last tally
    registry_.sequencer().publish();
    registry_.instance().store.record().release_lease();
    return registry_.instance().store.record().last_checkpoint().value().size;
  }

 private:
  service::LetterPointer publish() {
    letter::Folder folder;
    for (const auto& file : embedded::ruban_letters_coders()) folder.files.emplace(file.name, file.bytes);
    service::PublishLetter publish(registry_.instance(), registry_.letters(), registry_.keys());
    const auto published = must(publish({std::move(folder), {}, 2048}));
    must(registry_.sequencer().step());
    registry_.sequencer().publish();
    return must(registry_.letters().find(published.slug));
  }

  void accept(const service::PublishedLetter& letter, const std::string& label,
              const std::vector<Made>& signatures) {
    must(registry_.instance().store.signatures().in_letter(
        letter.id(), [&](store::LetterTransaction& tx) -> Result<void> {
          for (const auto& one : signatures) {
            if (tx.issue(label, one.tag, one.blinded) != store::Issued::first)
              return fail(Kind::conflict, "Two invented people share an address.");
            TRY(tx.accept(one.row));
          }
          return {};
        }));
  }

  // On a terminal every half second, else every half minute.
  void show(std::uint64_t done) {
    const auto now = std::chrono::steady_clock::now();
    const bool terminal = isatty(STDERR_FILENO) != 0;
    if (now - shown_ < (terminal ? std::chrono::milliseconds(500) : std::chrono::milliseconds(30'000)))
      return;
    shown_ = now;
    const auto seconds = std::chrono::duration<double>(now - began_).count();
    fmt::print(stderr, "{}{} of {} signatures, {:.0f} a second{}", terminal ? "\r" : "", done,
               order_.signatures, static_cast<double>(done) / seconds, terminal ? " " : "\n");
  }

  const Order& order_;
  service::Registry& registry_;
  app::StoryClock& clock_;
  crypto::Random& random_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point shown_ = began_;
};

void fill(const Order& order) {
  const auto config = config_of(order);
  app::StoryClock clock;
  crypto::SystemRandom random;
  must(app::init_instance(config, {}));
  const auto began = std::chrono::steady_clock::now();
  TreeSize size = 0;
  {
    auto opened = must(app::open_instance(config, clock, random));
    size = Filling(order, opened->registry(), clock, random).run();
  }
  const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  std::ofstream out(order.data / kDone);
  out << fmt::format(
      R"({{"signatures": {}, "entries": {}, "credentials": "{}", "port": {}, "seconds": {:.1f}}})"
      "\n",
      order.signatures, size, order.credentials, order.port, seconds);
  fmt::print("{}{} signatures, {} entries in {:.1f} s. ruban serve --data {}\n",
             isatty(STDERR_FILENO) != 0 ? "\n" : "", order.signatures, size, seconds, order.data.string());
  if (order.credentials == "filler")
    fmt::print("Every signature has the same credential: an audit of this record fails, and must.\n");
}

}  // namespace
}  // namespace ruban::bench

int main(int argc, char** argv) {
  ruban::bench::Order order;
  CLI::App app("Makes an instance whose letter has any number of signatures, for measuring.", "ruban_fill");
  app.add_option("--data", order.data, "the new instance's folder")->required();
  app.add_option("--signatures", order.signatures, "how many")
      ->capture_default_str()
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{100'000'000}));
  app.add_option("--credentials", order.credentials,
                 "real, or one filler for all: quick, and no audit passes")
      ->capture_default_str()
      ->check(CLI::IsMember({"real", "filler"}));
  app.add_option("--port", order.port, "where the instance will be served")->capture_default_str();
  app.add_option("--threads", order.threads, "that make signatures")->capture_default_str();
  app.add_option("--minutes", order.minutes, "over which they came, up to now: each has a tally of its own")
      ->capture_default_str()
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{366 * 24 * 60}));
  CLI11_PARSE(app, argc, argv);
  try {
    ruban::bench::fill(order);
    return 0;
  } catch (const std::exception& e) {
    fmt::print(stderr, "ruban_fill: {}\n", e.what());
    return 3;
  }
}
