// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/unsubscribe.h"

#include "core/check.h"
#include "crypto/hmac.h"

namespace ruban::service {
namespace {

constexpr std::string_view kKey = "unsubscribe";
constexpr std::size_t kMacBytes = 16;

Secret<Bytes> key_of(Instance instance) {
  if (auto key = instance.vault.get(kKey)) return *std::move(key);
  const auto fresh = instance.random.fixed<Hash>();
  // If another process was first, its key it is.
  (void)instance.vault.put(kKey, Secret(to_bytes(fresh.view())));
  auto key = instance.vault.get(kKey);
  CHECK(key);
  return *std::move(key);
}

Bytes mac(ByteView key, const LetterId& letter, ByteView tag) {
  auto message = to_bytes(letter.view());
  message.insert(message.end(), tag.begin(), tag.end());
  const auto whole = crypto::hmac_sha256(key, message);
  const auto bytes = whole.view();
  return {bytes.begin(), bytes.begin() + kMacBytes};
}

}  // namespace

Unsubscribe::Unsubscribe(Instance instance) : instance_(instance), key_(key_of(instance)) {}

std::string Unsubscribe::token(const LetterId& letter, const store::SubscriberTag& tag) const {
  return to_hex(tag.view()) + to_hex(mac(key_.view(), letter, tag.view()));
}

std::optional<store::SubscriberTag> Unsubscribe::read(const LetterId& letter, std::string_view token) const {
  const auto bytes = from_hex(token);
  if (!bytes || bytes->size() != store::SubscriberTag{}.view().size() + kMacBytes) return std::nullopt;
  const auto all = ByteView(*bytes);
  const auto tag = all.first(all.size() - kMacBytes);
  if (!equal_in_constant_time(mac(key_.view(), letter, tag), all.last(kMacBytes))) return std::nullopt;
  const auto read = store::SubscriberTag::from(tag);
  return read ? std::optional(*read) : std::nullopt;
}

void Unsubscribe::operator()(const LetterId& letter, std::string_view token) const {
  if (const auto tag = read(letter, token)) instance_.store.mailings().unsubscribe(letter, *tag);
}

}  // namespace ruban::service
