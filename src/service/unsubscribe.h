// SPDX-License-Identifier: AGPL-3.0-or-later
// Unsubscribe: ends somebody's news of a letter, by the token that only their mails hold.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "service/instance.h"

namespace ruban::service {

// For any thread.
class Unsubscribe {
 public:
  // Makes the key in the vault if there is none.
  explicit Unsubscribe(Instance instance);

  // 96 hex digits: the subscriber's tag, and an HMAC of letter and tag. It tells no address, and is good for
  // this letter alone, as long as there is this subscriber.
  std::string token(const LetterId& letter, const store::SubscriberTag& tag) const;

  // At once, and with what waits for them. The same nothing for a token that isn't one, and for somebody who
  // wasn't subscribed.
  void operator()(const LetterId& letter, std::string_view token) const;

 private:
  std::optional<store::SubscriberTag> read(const LetterId& letter, std::string_view token) const;

  Instance instance_;
  Secret<Bytes> key_;
};

}  // namespace ruban::service
