// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/archive.h"

#include <fmt/format.h>

#include "app/clock.h"
#include "service/store_at.h"
#include "web/archive/make_archive.h"
#include "web/routes.h"

namespace ruban::app {
namespace {

Result<store::Checkpoint> published_of(store::RecordStore& record, std::optional<TreeSize> size) {
  auto found = size ? record.published_up_to(*size) : record.published_checkpoint();
  if (!found) return fail(Kind::not_found, "Nothing has been published yet.");
  if (size && found->size != *size) {
    return fail(Kind::not_found,
                "No checkpoint of this size was published, so nobody could check it. The largest one below "
                "has the size that is named here.",
                fmt::format("{}", found->size));
  }
  return *std::move(found);
}

}  // namespace

Result<cli::ArchiveReport> archive(cli::OpenInstance& opened, const cli::ArchiveOrder& order,
                                   const cli::ArchiveSink& sink) {
  auto& registry = opened.registry();
  auto base = registry.instance();
  const auto published = TRY(published_of(base.store.record(), order.size));
  service::StoreAt view(base.store, {order.slug, published, order.names});
  // It is always then.
  StoryClock clock;
  clock.set(published.time);
  const service::Instance instance{base.origin, view, base.vault, clock, base.random, nullptr};
  service::Letters letters(view);
  service::LetterKeys keys(instance);
  // Nobody proves, signs or withdraws anything here: the pages that are asked for don't call these.
  service::RequestCode request_code(
      instance,
      [](const mail::Address&, std::string_view, std::string_view, Instant) -> Result<std::string> {
        return fail(Kind::forbidden, "An archive sends no mail.");
      },
      Secret(base.random.fixed<Hash>()));
  service::ConfirmCode confirm_code(instance);
  service::SignLetter sign_letter(instance, keys);
  service::IssueCredential issue_credential(instance, keys);
  service::AnonymitySets anonymity_sets(instance);
  service::AcceptSignature accept_signature(instance, anonymity_sets);
  service::AcceptWithdrawal accept_withdrawal(instance);
  service::WithdrawSignature withdraw_signature(instance, keys);
  const service::Unsubscribe unsubscribe(instance);
  service::Captures captures(instance);
  const web::Site site{
      instance,
      letters,
      keys,
      registry.sequencer(),
      request_code,
      confirm_code,
      sign_letter,
      issue_credential,
      anonymity_sets,
      accept_signature,
      accept_withdrawal,
      withdraw_signature,
      unsubscribe,
      captures,
      opened.url(),
      [] {},
      [] { return std::chrono::seconds(0); },
      [] { return false; },
      {},
      {},
      web::ArchiveNote{published.size, published.time, opened.url() + "/letters/" + order.slug, order.names}};
  const auto made = TRY(web::make_archive(site, web::routes(site), order.slug, sink));
  return cli::ArchiveReport{published.size, published.time, made.pages, made.files, made.sums};
}

}  // namespace ruban::app
