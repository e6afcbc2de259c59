// SPDX-License-Identifier: AGPL-3.0-or-later
// Trust: which policy a record is judged by, and why that one.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "cli/terminal.h"
#include "ledger/policy.h"

namespace ruban::cli {

struct Trust {
  enum class From {
    given,       // --policy
    pinned,      // on an earlier day
    pinned_now,  // by this command
    source,      // the record's own word, taken from a copy of it, and not remembered
  };
  From from = From::given;
  ledger::Policy policy;
  std::string day;             // of the pin
  std::filesystem::path file;  // of the pin, or what was given

  std::string sentence() const;  // for people
  // Why no witness was counted, and what to do: for people, where the checkpoint isn't witnessed.
  std::string without_witnesses() const;
  std::string_view word() const;  // "given", "pinned", "pinned_now", "source"
};

// A policy and where it was found; the second is true if that is the record's own address.
struct FoundPolicy {
  std::string text;
  bool at_home = false;
};

// The file given, else the pin of this origin, else what `find` gives, which is pinned if it was found at
// home.
Result<Trust> trust(std::string_view origin, const std::optional<std::filesystem::path>& given,
                    Terminal& terminal, const std::function<Result<FoundPolicy>()>& find);

// "localhost:8080", "127.0.0.1", "[::1]" and the like.
bool is_this_machine(std::string_view host);
// "https://HOST/log/policy" of the origin "HOST/log"; http for hosts that are this machine.
std::string policy_url(std::string_view origin);
// Scheme and host of the same.
std::string home_of(std::string_view origin);

}  // namespace ruban::cli
