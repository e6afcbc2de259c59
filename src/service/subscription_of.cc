// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/subscription_of.h"

#include "service/letter_keys.h"

namespace ruban::service {
namespace {

constexpr std::size_t kAtOnce = 1000;

}  // namespace

std::optional<store::SubscriberTag> subscription_of(Instance instance, const PublishedLetter& letter,
                                                    EntryIndex signature) {
  auto& signatures = instance.store.signatures();
  const auto owner = signatures.owner(letter.id(), signature);
  if (!owner || signatures.by_owner(letter.id(), *owner).size() > 1) return std::nullopt;
  LetterKeys keys(instance);
  std::optional<store::SubscriberTag> after;
  while (true) {
    const auto subscribers = instance.store.mailings().next(letter.id(), after, kAtOnce);
    if (subscribers.empty()) return std::nullopt;
    after = subscribers.back().tag;
    for (const auto& subscriber : subscribers) {
      const auto address = eligibility::EmailAddress::parse(subscriber.address);
      if (!address) continue;
      const auto tag = keys.owner_tag(letter, *address);
      if (!tag) return std::nullopt;  // the key stayed behind when the store was restored
      if (*tag == *owner) return subscriber.tag;
    }
  }
}

}  // namespace ruban::service
