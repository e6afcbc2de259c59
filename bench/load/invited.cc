// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#include "crypto/random.h"
#include "load/client.h"
#include "load/commands.h"
#include "load/figures.h"
#include "service/signer.h"
#include "service/signing_calls.h"

namespace ruban::bench {
namespace {

namespace json = boost::json;

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(std::string(result.error().message));
  return std::move(*result);
}

struct Invited {
  Secret<crypto::Seed> seed;
  service::CredentialRequest request;
  std::string issue, sign;  // bodies
  Bytes blind_signature;
};

class InvitedCrowd {
 public:
  explicit InvitedCrowd(const InvitedOrder& order) : order_(order), api_("/api/v1/letters/" + order.slug) {
    Client client(order.port);
    const auto letter = json::parse(client.get(api_).body).as_object();
    letter_ = must(LetterId::from(must(from_base64(std::string(letter.at("letter").as_string())))));
    for (const auto& issuer : letter.at("issuers").as_array()) {
      if (issuer.at("label").as_string() == order.issuer)
        key_ = must(
            crypto::RsaPublicKey::from_spki(must(from_base64(std::string(issuer.at("spki").as_string())))));
    }
    if (!key_) throw std::runtime_error("the letter has no such issuer");
    prepare();
  }

  json::object run() {
    auto issued = everybody([&](Client& client, Invited& person) {
      const auto reply = client.call(api_ + "/issue", person.issue);
      if (reply.status != 200)
        throw std::runtime_error(fmt::format("issue answers {}: {}", reply.status, reply.body));
      person.blind_signature =
          must(from_base64(std::string(json::parse(reply.body).at("blind_sig").as_string())));
    });
    finish();
    auto signing = everybody([&](Client& client, Invited& person) {
      const auto reply = client.call(api_ + "/sign", person.sign);
      if (reply.status != 200)
        throw std::runtime_error(fmt::format("sign answers {}: {}", reply.status, reply.body));
    });
    const auto seconds = issued.at("seconds").as_double() + signing.at("seconds").as_double();
    return {{"people", people_.size()},
            {"at_once", order_.at_once},
            {"issue", std::move(issued)},
            {"sign", std::move(signing)},
            {"per_second", static_cast<double>(people_.size()) / seconds}};
  }

 private:
  // What the signers' own machines do before they ask.
  void prepare() {
    std::ifstream codes(order_.codes);
    crypto::SystemRandom random;
    for (std::string line; std::getline(codes, line);) {
      Invited person;
      person.seed = Secret(random.fixed<crypto::Seed>());
      person.request = must(service::request_credential(*key_, letter_, order_.issuer, person.seed));
      person.issue = service::format(
          service::IssueCall{must(eligibility::Invitation::parse(line.substr(0, line.find('\t')))),
                             order_.issuer, person.request.blinding.blinded});
      people_.push_back(std::move(person));
    }
    if (people_.empty()) throw std::runtime_error("the file holds no code");
  }

  // And in between.
  void finish() {
    for (std::size_t i = 0; i < people_.size(); ++i) {
      auto& person = people_[i];
      const auto cred = must(service::finish_credential(*key_, person.request, person.blind_signature));
      const signature::Payload payload{
          must(signature::SignerName::parse(fmt::format("Ada Number{}", std::string(1 + i % 20, 'a')))),
          {},
          {}};
      person.sign = must(service::format(
          service::sign_by_name(letter_, order_.issuer, ledger::Via::client, cred, payload, person.seed)));
    }
  }

  json::object everybody(const std::function<void(Client&, Invited&)>& act) {
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::exception_ptr failure;
    const auto began = Steady::now();
    {
      std::vector<std::jthread> threads;
      for (unsigned i = 0; i < order_.at_once; ++i) {
        threads.emplace_back([&] {
          try {
            Client client(order_.port);
            for (std::size_t number; (number = next++) < people_.size();) act(client, people_[number]);
          } catch (...) {
            next = people_.size();
            std::lock_guard lock(mutex);
            failure = std::current_exception();
          }
        });
      }
    }
    if (failure) std::rethrow_exception(failure);
    const auto seconds = std::chrono::duration<double>(Steady::now() - began).count();
    return {{"seconds", seconds}, {"per_second", static_cast<double>(people_.size()) / seconds}};
  }

  const InvitedOrder& order_;
  std::string api_;
  LetterId letter_;
  std::optional<crypto::RsaPublicKey> key_;
  std::vector<Invited> people_;
};

}  // namespace

json::object invited(const InvitedOrder& order) { return InvitedCrowd(order).run(); }

}  // namespace ruban::bench
