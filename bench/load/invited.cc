// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <vector>

#include "crypto/random.h"
#include "load/ask_all.h"
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
    auto issued = timed("/issue", &Invited::issue, [&](Invited& person, const Reply& reply) {
      person.blind_signature =
          must(from_base64(std::string(json::parse(reply.body).at("blind_sig").as_string())));
    });
    finish();
    auto signing = timed("/sign", &Invited::sign, [](Invited&, const Reply&) {});
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

  // Everybody's call, and what is done with each reply off the clock.
  json::object timed(const char* call, std::string Invited::*body,
                     const std::function<void(Invited&, const Reply&)>& take) {
    std::vector<std::string> requests;
    requests.reserve(people_.size());
    for (const auto& person : people_)
      requests.push_back(signing_call(order_.port, api_ + call, person.*body));
    const auto began = Steady::now();
    const auto replies = ask_all(order_.port, requests, order_.at_once);
    const auto seconds = std::chrono::duration<double>(Steady::now() - began).count();
    for (std::size_t i = 0; i < people_.size(); ++i) take(people_[i], replies[i]);
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
