// SPDX-License-Identifier: AGPL-3.0-or-later
// How many people an anonymous signature may be of: those who were issued a credential and haven't signed by
// name with it. Told coarsely, and renewed at the end of an epoch only: a finer number beside one mail with a
// code would name a person.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "service/instance.h"
#include "service/letters.h"

namespace ruban::service {

// The largest figure that is told of `exact`: tens below 50, fifties from there on. `least`, from which on
// anonymous signatures are taken, is told as itself.
std::uint64_t coarse(std::uint64_t exact, std::uint64_t least);

// For any thread.
class AnonymitySets {
 public:
  explicit AnonymitySets(Instance instance) : instance_(std::move(instance)) {}
  // "You would be one of at least so many"; 0 while they are fewer than the letter asks for, or while this
  // server has no place to keep anonymous signatures in.
  std::uint64_t at_least(const PublishedLetter& letter, std::string_view issuer);

 private:
  struct Told {
    Instant until;
    std::uint64_t at_least = 0;
  };
  Instance instance_;
  std::mutex mutex_;
  std::map<std::pair<LetterId, std::string>, Told> told_;
};

}  // namespace ruban::service
