// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything a driver offers, in one place.
#pragma once

#include <filesystem>

#include "mail/outbox.h"
#include "store/client_store.h"
#include "store/document_store.h"
#include "store/letter_store.h"
#include "store/mailing_store.h"
#include "store/quote_store.h"
#include "store/recipient_store.h"
#include "store/record_store.h"
#include "store/signature_store.h"
#include "store/visit_store.h"
#include "store/watch_store.h"

namespace ruban::store {

class Store {
 public:
  virtual ~Store() = default;
  virtual RecordStore& record() = 0;
  virtual LetterStore& letters() = 0;
  virtual SignatureStore& signatures() = 0;
  virtual VisitStore& visits() = 0;
  virtual QuoteStore& quotes() = 0;
  virtual DocumentStore& documents() = 0;
  virtual WatchStore& watched() = 0;
  virtual RecipientStore& recipients() = 0;
  virtual ClientStore& clients() = 0;
  virtual mail::Outbox& outbox() = 0;
  virtual MailingStore& mailings() = 0;

  // A consistent copy at `file` (0600) while the store is in use: the record, letters, client scripts,
  // derived tables, payloads, published statements, documents and what waits for the record; no visits,
  // codes, mails, mailings, identity tags, lists, subscribers, links of recipients or keys. Kind::conflict if
  // the file exists, Kind::busy if the disk is full.
  virtual Result<void> backup(const std::filesystem::path& file) = 0;
  // True from the first opening of a backup until finish_restore(): the service closes issuing before it
  // serves.
  virtual bool was_restored() = 0;
  virtual void finish_restore() = 0;

  // The note that was published last when it was put to work although nobody could say that it holds all that
  // ever was; empty if it had none. Pages say so until somebody can.
  virtual std::optional<std::string> doubt() = 0;
  virtual void set_doubt(const std::optional<std::string>& last_note) = 0;

  // Erasing deletes at once, but copies may be left in gaps between live rows, where the storage once moved
  // them. This rewrites the storage without them if anything was erased since the last time, and tells
  // whether it did. Takes seconds per million signatures, while other transactions wait: for the night.
  virtual bool scrub() = 0;
};

}  // namespace ruban::store
