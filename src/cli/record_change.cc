// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/record_change.h"

#include <thread>

#include "service/recover.h"

namespace ruban::cli {
namespace {
constexpr std::chrono::seconds kAskAgain{2};
}

Result<RecordChange> RecordChange::begin(OpenInstance& instance) {
  auto& registry = instance.registry();
  auto started = registry.sequencer().start(TRY(instance.seen_elsewhere()));
  if (!started && started.error().kind != Kind::busy) return tl::unexpected(started.error());
  RecordChange change(instance, started.has_value());
  if (change.ours_) service::close_issuing_after_restore(registry.instance(), registry.letters());
  return change;
}

RecordChange::~RecordChange() {
  if (ours_) instance_->registry().instance().store.record().release_lease();
}

Result<void> RecordChange::sequence(const std::function<bool()>& visible) {
  auto& sequencer = instance_->registry().sequencer();
  while (TRY(sequencer.step())) {
  }
  if (!visible())
    return fail(Kind::conflict,
                "The record didn't take this: something else came first. Look, and try again.");
  // Without a witness's answer it waits, and goes without them at last.
  while (!TRY(sequencer.publish())) std::this_thread::sleep_for(kAskAgain);
  return {};
}

bool RecordChange::is_published(TreeSize size) const {
  const auto published = instance_->registry().instance().store.record().published_checkpoint();
  return published && published->size >= size;
}

Result<void> RecordChange::finish(const std::function<bool()>& visible, const Patience& patience) {
  if (ours_) return sequence(visible);
  const auto end = std::chrono::steady_clock::now() + patience.deadline;
  std::optional<TreeSize> needed;  // how much must be published, once the change is in the record
  while (true) {
    if (!needed && visible())
      needed = instance_->registry().instance().store.record().last_checkpoint()->size;
    if (needed && is_published(*needed)) return {};
    if (std::chrono::steady_clock::now() >= end) {
      // The server may have stopped meanwhile.
      const auto seen = TRY(instance_->seen_elsewhere());
      if (auto started = instance_->registry().sequencer().start(seen)) {
        ours_ = true;
        return sequence(visible);
      }
      return fail(Kind::busy,
                  "This is stored, but the server hasn't put it into the record in half a minute. It will "
                  "when it can.");
    }
    std::this_thread::sleep_for(patience.look_every);
  }
}

}  // namespace ruban::cli
