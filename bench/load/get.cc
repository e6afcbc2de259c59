// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <memory>
#include <stdexcept>
#include <vector>

#include "load/client.h"
#include "load/commands.h"
#include "load/figures.h"

namespace ruban::bench {
namespace {

struct Asked {
  std::string name, path, cookie;
  std::unique_ptr<Client> client;
  Times times = {};
  std::size_t bytes = 0;

  void ask(bool counts) {
    const auto began = Steady::now();
    const auto reply = client->get(path, cookie);
    const auto took = Steady::now() - began;
    if (reply.status != 200) throw std::runtime_error(fmt::format("GET {} gave {}", path, reply.status));
    bytes = reply.body.size();
    if (counts) times.add(took);
  }
};

}  // namespace

boost::json::object get(const boost::json::array& plan, unsigned rounds) {
  std::vector<Asked> all;
  for (const auto& item : plan) {
    const auto& one = item.as_object();
    const auto* cookie = one.if_contains("cookie");
    all.push_back({std::string(one.at("name").as_string()), std::string(one.at("path").as_string()),
                   cookie == nullptr ? std::string() : std::string(cookie->as_string()),
                   std::make_unique<Client>(one.at("port").to_number<std::uint16_t>())});
  }
  constexpr unsigned kWarming = 10;
  for (unsigned round = 0; round < kWarming + rounds; ++round) {
    for (auto& one : all) one.ask(round >= kWarming);
  }
  boost::json::object out;
  for (const auto& one : all) {
    auto figures = one.times.json();
    figures["bytes"] = one.bytes;
    out[one.name] = std::move(figures);
  }
  return out;
}

}  // namespace ruban::bench
