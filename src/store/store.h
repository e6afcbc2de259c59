// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything a driver offers, in one place.
#pragma once

#include <filesystem>

#include "mail/outbox.h"
#include "store/letter_store.h"
#include "store/record_store.h"
#include "store/signature_store.h"
#include "store/visit_store.h"

namespace ruban::store {

class Store {
 public:
  virtual ~Store() = default;
  virtual RecordStore& record() = 0;
  virtual LetterStore& letters() = 0;
  virtual SignatureStore& signatures() = 0;
  virtual VisitStore& visits() = 0;
  virtual mail::Outbox& outbox() = 0;

  // A consistent copy at `file` while the store is in use: the record, letters, derived tables and payloads; no
  // visits, codes, mails or keys. Kind::conflict if the file exists.
  virtual Result<void> backup(const std::filesystem::path& file) = 0;
};

}  // namespace ruban::store
