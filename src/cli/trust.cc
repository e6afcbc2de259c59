// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/trust.h"

#include <fmt/format.h>

#include "cli/pins.h"
#include "cli/read_file.h"

namespace ruban::cli {
namespace {

constexpr std::size_t kMostPolicy = std::size_t{64} * 1024;

Result<ledger::Policy> policy_for(std::string_view origin, std::string_view text) {
  auto policy = TRY(ledger::Policy::parse(text));
  if (policy.find_log(origin) == nullptr) {
    return fail(Kind::invalid, "This policy doesn't name the record that is asked about.");
  }
  return policy;
}

std::string_view host_of(std::string_view origin) { return origin.substr(0, origin.find('/')); }

}  // namespace

bool is_this_machine(std::string_view host) {
  const auto name =
      host.starts_with('[') ? host.substr(0, host.find(']') + 1) : host.substr(0, host.find(':'));
  return name == "localhost" || name.ends_with(".localhost") || name == "127.0.0.1" || name == "[::1]";
}

std::string home_of(std::string_view origin) {
  const auto host = host_of(origin);
  return fmt::format("{}://{}", is_this_machine(host) ? "http" : "https", host);
}

std::string policy_url(std::string_view origin) {
  return fmt::format("{}://{}/policy", is_this_machine(host_of(origin)) ? "http" : "https", origin);
}

std::string Trust::sentence() const {
  switch (from) {
    case From::given:
      return fmt::format("Judged by the policy in {}.", file.string());
    case From::pinned:
      return fmt::format("Judged by the key that was pinned on {}.", day);
    case From::pinned_now:
      return fmt::format("key pinned today, checked by nobody else yet ({}).", file.string());
    case From::source:
      return "Judged by the key that came with it, which proves nothing about who made it: give a policy "
             "with --policy.";
  }
  return {};
}

std::string Trust::without_witnesses() const {
  if (policy.quorum() != "none") return "No quorum of its witnesses has.";
  if (from != From::pinned) return "This policy names no witness.";
  return fmt::format(
      "The policy that was pinned on {} names no witness. If the record has found some since, remove {} and "
      "ask again.",
      day, file.string());
}

std::string_view Trust::word() const {
  switch (from) {
    case From::given:
      return "given";
    case From::pinned:
      return "pinned";
    case From::pinned_now:
      return "pinned_now";
    case From::source:
      return "source";
  }
  return {};
}

Result<Trust> trust(std::string_view origin, const std::optional<std::filesystem::path>& given,
                    Terminal& terminal, const std::function<Result<FoundPolicy>()>& find) {
  if (given) {
    auto text = read_file(*given, kMostPolicy);
    auto policy = text ? policy_for(origin, *text) : tl::unexpected(text.error());
    if (!policy) {
      policy.error().field =
          given->string() + (policy.error().field.empty() ? "" : ", " + policy.error().field);
      return tl::unexpected(policy.error());
    }
    return Trust{Trust::From::given, *std::move(policy), {}, *given};
  }
  const Pins pins(terminal.pins_folder);
  if (auto pin = TRY(pins.find(origin))) {
    return Trust{Trust::From::pinned, std::move(pin->policy), std::move(pin->day), std::move(pin->file)};
  }
  const auto found = TRY(find());
  auto policy = TRY(policy_for(origin, found.text));
  if (!found.at_home) return Trust{Trust::From::source, std::move(policy), {}, {}};
  if (const auto other = pins.other_of_host(origin)) {
    return fail(
        Kind::conflict,
        "This host shows a record of another name than before. If its operator has announced that, and "
        "you have heard so in another way, remove this file and ask again.",
        other->string());
  }
  auto pin = TRY(pins.add(origin, policy, terminal.now));
  return Trust{Trust::From::pinned_now, std::move(pin.policy), std::move(pin.day), std::move(pin.file)};
}

}  // namespace ruban::cli
