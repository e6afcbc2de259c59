// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "load/commands.h"
#include "load/signer.h"

namespace ruban::bench {
namespace {

// So many that no recipient's domain is throttled for all of them.
constexpr std::uint64_t kDomains = 997;

struct Proved {
  std::string cookie, csrf;
};

class Crowd {
 public:
  explicit Crowd(const SignOrder& order) : order_(order), mailbox_(order.mails) {}

  // Everybody from the form to the number.
  boost::json::object flow() {
    return run([&](Signer& signer, std::uint64_t number) {
      prove(signer, "flow", number);
      signer.press();
    });
  }

  // Everybody proved first, then everybody pressing.
  boost::json::object press() {
    std::vector<Proved> proved(order_.people);
    run([&](Signer& signer, std::uint64_t number) {
      prove(signer, "press", number);
      proved[number] = {signer.cookie, signer.csrf};
    });
    return run([&](Signer& signer, std::uint64_t number) {
      signer.cookie = proved[number].cookie;
      signer.csrf = proved[number].csrf;
      signer.press();
    });
  }

 private:
  void prove(Signer& signer, std::string_view crowd, std::uint64_t number) const {
    signer.prove(fmt::format("Ada Number{}", std::string(1 + number % 20, 'a')),
                 fmt::format("{}.{}{}@mail{}.example", order_.group, crowd, number, number % kDomains));
  }

  boost::json::object run(const std::function<void(Signer&, std::uint64_t)>& person) {
    std::atomic<std::uint64_t> next = 0;
    std::mutex mutex;
    SigningTimes all;
    std::exception_ptr failure;
    const auto began = Steady::now();
    {
      std::vector<std::jthread> threads;
      for (unsigned i = 0; i < order_.at_once; ++i) {
        threads.emplace_back([&] {
          SigningTimes times;
          try {
            Client client(order_.port);
            for (std::uint64_t number; (number = next++) < order_.people;) {
              Signer signer(client, mailbox_, "/en/letters/" + order_.slug, times);
              person(signer, number);
            }
          } catch (...) {
            next = order_.people;
            std::lock_guard lock(mutex);
            failure = std::current_exception();
          }
          std::lock_guard lock(mutex);
          all.add(times);
        });
      }
    }
    if (failure) std::rethrow_exception(failure);
    const auto seconds = std::chrono::duration<double>(Steady::now() - began).count();
    return {{"people", order_.people},
            {"at_once", order_.at_once},
            {"seconds", seconds},
            {"per_second", static_cast<double>(order_.people) / seconds},
            {"steps", all.json()}};
  }

  const SignOrder& order_;
  Mailbox mailbox_;
};

}  // namespace

boost::json::object sign(const SignOrder& order) {
  Crowd crowd(order);
  auto flow = crowd.flow();
  return {{"flow", std::move(flow)}, {"press", crowd.press()}};
}

}  // namespace ruban::bench
