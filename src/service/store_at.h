// SPDX-License-Identifier: AGPL-3.0-or-later
// StoreAt: one letter of a store, as the record had it at a published size; for an archive, and to read only.
#pragma once

#include <memory>

#include "store/store.h"

namespace ruban::service {

struct ArchiveView {
  std::string slug;             // of the one letter that is seen, in all its versions
  store::Checkpoint published;  // the last one that is seen
  bool names = true;            // false: nothing that a signer wrote
};

// What the record says is as it was at that size, whatever came later. What people may have taken back since
// is as it is now: a text whose signature doesn't stand any more isn't seen, nor is one that was erased; a
// document that was taken down is down; a letter that was removed is removed at every size. Writing is a
// broken promise.
class StoreAt final : public store::Store {
 public:
  // `base` must outlive it.
  StoreAt(store::Store& base, ArchiveView view);
  ~StoreAt() override;

  store::RecordStore& record() override;
  store::LetterStore& letters() override;
  store::SignatureStore& signatures() override;
  store::VisitStore& visits() override { return base_.visits(); }
  store::QuoteStore& quotes() override;
  store::DocumentStore& documents() override;
  store::ClientStore& clients() override { return base_.clients(); }
  store::RecipientStore& recipients() override { return base_.recipients(); }
  store::WatchStore& watched() override { return base_.watched(); }
  store::MailingStore& mailings() override { return base_.mailings(); }
  mail::Outbox& outbox() override { return base_.outbox(); }

  Result<void> backup(const std::filesystem::path& file) override;
  bool was_restored() override { return false; }
  void finish_restore() override;
  std::optional<std::string> doubt() override { return std::nullopt; }
  void set_doubt(const std::optional<std::string>& last_note) override;
  bool scrub() override;

 private:
  struct Rooms;
  store::Store& base_;
  const ArchiveView view_;
  std::unique_ptr<Rooms> rooms_;
};

}  // namespace ruban::service
